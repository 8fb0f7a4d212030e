"""Every sentence whose label a model got wrong, with what a reader needs to see why."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from stance.article import Article
from stance.corpus.review.cells import to_cell
from stance.evaluation.pairing import ArticlePair, pair_articles
from stance.files import write_whole
from stance.labels import LABELS
from stance.parts import Sentence, Span
from stance.text.characters import readable

#: Columns of the CSV file; the probability of each label is between them.
FIRST_COLUMNS = (
    *("article_id", "position", "n_sentences"),
    *("gold_label", "predicted_label", "confidence"),
)
LAST_COLUMNS = (
    *("gold_speaker", "predicted_speaker", "gold_source", "predicted_source"),
    *("gold_cue", "predicted_cue", "previous", "sentence", "next"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one side says of a sentence: label, name of the speaker, and spans.

    The name is empty for the outlet; spans are in characters of the sentence.
    """

    label: str
    speaker: str
    source: Span | None
    cue: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelError:
    """A sentence with the wrong label, between its neighbours, as gold and the model read it.

    ``position`` counts from 1; a first or last sentence has an empty neighbour. ``confidence`` is
    that of the predicted label.
    """

    article_id: str
    position: int
    n_sentences: int
    previous: str
    sentence: str
    next: str
    gold: Reading
    predicted: Reading
    confidence: float
    probabilities: Mapping[str, float]

    def words_of(self, span: Span | None) -> str:
        """Give the words of a source or a cue; empty for None."""
        return self.sentence[span.start : span.end] if span else ""


def find_errors(gold: Sequence[Article], predicted: Sequence[Article]) -> list[LabelError]:
    """Find the sentences with the wrong label, the most confident first.

    A sentence with the right label and another speaker is no error here. Texts are ``readable``, so
    that any file can hold them.
    """
    errors = [
        _error(pair, index)
        for pair in pair_articles(gold, predicted)
        for index, (one, other) in enumerate(pair.sentences)
        if one.label != other.label
    ]
    return sorted(errors, key=lambda error: -error.confidence)


def write_errors_csv(
    errors: Sequence[LabelError], path: Path, *, labels: Sequence[str] = LABELS
) -> None:
    """Write errors as CSV, a row for each; no spreadsheet program runs what it holds."""
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([*FIRST_COLUMNS, *map(str, labels), *LAST_COLUMNS])
    writer.writerows(_row(error, labels) for error in errors)
    write_whole(table.getvalue(), path)


def _error(pair: ArticlePair, index: int) -> LabelError:
    gold, predicted = pair.sentences[index]
    texts = [readable(pair.gold.text_of(one)) for one in pair.gold.sentences]
    return LabelError(
        article_id=readable(pair.gold.id),
        position=index + 1,
        n_sentences=len(texts),
        previous=texts[index - 1] if index else "",
        sentence=texts[index],
        next=texts[index + 1] if index + 1 < len(texts) else "",
        gold=_reading(pair.gold, gold),
        predicted=_reading(pair.predicted, predicted),
        confidence=predicted.confidence,
        probabilities=predicted.probabilities,
    )


def _reading(article: Article, sentence: Sentence) -> Reading:
    speaker = article.speaker_of(sentence)
    return Reading(
        label=sentence.label,
        speaker=readable(speaker.name) if speaker else "",
        source=_inside(sentence, sentence.source),
        cue=_inside(sentence, sentence.cue),
    )


def _inside(sentence: Sentence, span: Span | None) -> Span | None:
    return Span(span.start - sentence.start, span.end - sentence.start) if span else None


def _row(error: LabelError, labels: Sequence[str]) -> list[str | int | float]:
    probabilities = [error.probabilities.get(label) for label in labels]
    sides = (error.gold, error.predicted)
    return [
        *(to_cell(error.article_id), error.position, error.n_sentences),
        *(str(side.label) for side in sides),
        round(error.confidence, 4),
        *("" if one is None else round(one, 4) for one in probabilities),
        *(to_cell(side.speaker) for side in sides),
        *(to_cell(error.words_of(side.source)) for side in sides),
        *(to_cell(error.words_of(side.cue)) for side in sides),
        *map(to_cell, (error.previous, error.sentence, error.next)),
    ]
