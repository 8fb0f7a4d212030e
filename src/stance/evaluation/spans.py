"""How well the words that show a speech, source and cue, are found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nervaluate import Evaluator
from nervaluate.entities import EvaluationResult

from stance.evaluation.agreement import Agreement
from stance.evaluation.pairing import ArticlePair
from stance.parts import Sentence, Span

_WORD = re.compile(r"\w+")


class SpanKind(StrEnum):
    """Which words of a sentence are looked at."""

    #: The words that name the speaker.
    SOURCE = "source"
    #: The words that signal the speech.
    CUE = "cue"

    def of(self, sentence: Sentence) -> Span | None:
        """Give a sentence's span of this kind."""
        return sentence.source if self is SpanKind.SOURCE else sentence.cue


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """Agreement on one kind of span, of which a sentence has one at most; higher is better.

    Attributes:
        exact: A predicted span is right if it begins and ends where the gold one does.
        overlap: It is right if it shares a character with the gold span of its sentence.
        words: Counted word by word, so that long spans weigh more; a word belongs to a span if
            they share a character.
    """

    exact: Agreement
    overlap: Agreement
    words: Agreement


def score_spans(pairs: Sequence[ArticlePair], *, kind: SpanKind) -> SpanScores:
    """Compare one kind of span over all sentences.

    Exact and overlapping spans are counted by nervaluate (its measures "exact" and "ent_type",
    after SemEval 2013, task 9.1), each sentence being a document with one entity at most.

    Args:
        pairs: Gold and predicted articles.
        kind: Source or cue.

    Returns:
        The three readings of agreement.
    """
    spans = [
        (kind.of(gold), kind.of(predicted)) for pair in pairs for gold, predicted in pair.sentences
    ]
    if not any(span for both in spans for span in both):  # nervaluate wants something to count
        none = Agreement.of_counts(n_right=0, n_predicted=0, n_gold=0)
        return SpanScores(exact=none, overlap=none, words=none)
    gold, predicted = (
        [_entities(span, kind) for span in side] for side in zip(*spans, strict=True)
    )
    counted = Evaluator(gold, predicted, tags=[kind.value], loader="dict").evaluate()["overall"]
    return SpanScores(
        exact=_agreement(counted["exact"]),
        overlap=_agreement(counted["ent_type"]),
        words=_word_agreement(pairs, kind=kind),
    )


def _entities(span: Span | None, kind: SpanKind) -> list[dict[str, str | int]]:
    # nervaluate's ends are the last character, not the one after it
    return [{"label": kind.value, "start": span.start, "end": span.end - 1}] if span else []


def _agreement(counted: EvaluationResult) -> Agreement:
    return Agreement.of_counts(
        n_right=counted.correct, n_predicted=counted.actual, n_gold=counted.possible
    )


def _word_agreement(pairs: Sequence[ArticlePair], *, kind: SpanKind) -> Agreement:
    n_right = n_predicted = n_gold = 0
    for pair in pairs:
        for gold, predicted in pair.sentences:
            in_gold = words_in(pair.gold.text, gold, kind.of(gold))
            in_predicted = words_in(pair.gold.text, gold, kind.of(predicted))
            n_right += len(in_gold & in_predicted)
            n_predicted += len(in_predicted)
            n_gold += len(in_gold)
    return Agreement.of_counts(n_right=n_right, n_predicted=n_predicted, n_gold=n_gold)


def words_in(text: str, sentence: Sentence, span: Span | None) -> set[Span]:
    """Give the words of a sentence that share a character with a span; none for None."""
    if span is None:
        return set()
    words = (Span(*word.span()) for word in _WORD.finditer(text, sentence.start, sentence.end))
    return {word for word in words if word.overlaps(span)}
