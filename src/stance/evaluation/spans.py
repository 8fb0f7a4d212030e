"""How well the words that show a speech, source and cue, are found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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

    Args:
        pairs: Gold and predicted articles.
        kind: Source or cue.

    Returns:
        The three readings of agreement.
    """
    spans = [
        (kind.of(gold), kind.of(predicted)) for pair in pairs for gold, predicted in pair.sentences
    ]
    n_gold = sum(gold is not None for gold, _ in spans)
    n_predicted = sum(predicted is not None for _, predicted in spans)
    found = [(gold, predicted) for gold, predicted in spans if gold and predicted]
    return SpanScores(
        exact=Agreement.of_counts(
            n_right=sum(gold == predicted for gold, predicted in found),
            n_predicted=n_predicted,
            n_gold=n_gold,
        ),
        overlap=Agreement.of_counts(
            n_right=sum(_overlap(gold, predicted) for gold, predicted in found),
            n_predicted=n_predicted,
            n_gold=n_gold,
        ),
        words=_word_agreement(pairs, kind=kind),
    )


def _word_agreement(pairs: Sequence[ArticlePair], *, kind: SpanKind) -> Agreement:
    n_right = n_predicted = n_gold = 0
    for pair in pairs:
        for gold, predicted in pair.sentences:
            in_gold = _words(pair.gold.text, gold, kind.of(gold))
            in_predicted = _words(pair.gold.text, gold, kind.of(predicted))
            n_right += len(in_gold & in_predicted)
            n_predicted += len(in_predicted)
            n_gold += len(in_gold)
    return Agreement.of_counts(n_right=n_right, n_predicted=n_predicted, n_gold=n_gold)


def _words(text: str, sentence: Sentence, span: Span | None) -> set[Span]:
    if span is None:
        return set()
    words = (Span(*word.span()) for word in _WORD.finditer(text, sentence.start, sentence.end))
    return {word for word in words if _overlap(word, span)}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
