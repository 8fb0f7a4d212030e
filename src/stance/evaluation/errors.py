"""Every sentence whose label a model got wrong, with what a reader needs to see why."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
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
class LabelError:
    """A sentence with the wrong label; ``position`` counts from 1. Texts are ``readable``."""

    pair: ArticlePair
    position: int

    @property
    def article_id(self) -> str:
        """Of its article."""
        return readable(self.pair.gold.id)

    @property
    def n_sentences(self) -> int:
        """How many its article has."""
        return len(self.pair.gold.sentences)

    @property
    def gold(self) -> Sentence:
        """The sentence as people labelled it."""
        return self.pair.gold.sentences[self.position - 1]

    @property
    def predicted(self) -> Sentence:
        """The sentence as the model labelled it."""
        return self.pair.predicted.sentences[self.position - 1]

    @property
    def previous(self) -> str:
        """The sentence before; empty for the first."""
        return self._text(self.position - 2) if self.position > 1 else ""

    @property
    def sentence(self) -> str:
        """Its own words."""
        return self._text(self.position - 1)

    @property
    def next(self) -> str:
        """The sentence after; empty for the last."""
        return self._text(self.position) if self.position < self.n_sentences else ""

    @property
    def pieces(self) -> Iterator[tuple[str, str]]:
        """The sentence cut where a source or a cue of either side begins or ends.

        Each piece comes with the names of those that it lies in: "model-source gold-cue". Those of
        the two sides may cross, which nested elements could not show.
        """
        spans = {
            "model-source": self.predicted.source,
            "model-cue": self.predicted.cue,
            "gold-source": self.gold.source,
            "gold-cue": self.gold.cue,
        }
        marks = {name: span for name, span in spans.items() if span}
        cuts = {*self.gold.span, *(edge for span in marks.values() for edge in span)}
        for start, end in pairwise(sorted(cuts)):
            within = [name for name, span in marks.items() if span[0] <= start and end <= span[1]]
            yield " ".join(within), self.words_of(Span(start, end))

    def words_of(self, span: Span | None) -> str:
        """Give the words of a source or a cue; empty for None."""
        return readable(self.pair.gold.text_of(span)) if span else ""

    def speaker_of(self, article: Article) -> str:
        """Give the name of its speaker in one of the two articles; empty for the outlet."""
        speaker = article.speaker_of(article.sentences[self.position - 1])
        return readable(speaker.name) if speaker else ""

    def _text(self, index: int) -> str:
        return self.words_of(self.pair.gold.sentences[index].span)


def find_errors(gold: Sequence[Article], predicted: Sequence[Article]) -> list[LabelError]:
    """Find the sentences with the wrong label, the most confident first.

    A sentence with the right label and another speaker is no error here.
    """
    errors = [
        LabelError(pair=pair, position=position)
        for pair in pair_articles(gold, predicted)
        for position, (one, other) in enumerate(pair.sentences, start=1)
        if one.label != other.label
    ]
    return sorted(errors, key=lambda error: -error.predicted.confidence)


def write_errors_csv(
    errors: Sequence[LabelError], path: Path, *, labels: Sequence[str] = LABELS
) -> None:
    """Write errors as CSV, a row for each; no spreadsheet program runs what it holds."""
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([*FIRST_COLUMNS, *map(str, labels), *LAST_COLUMNS])
    writer.writerows(_row(error, labels) for error in errors)
    write_whole(table.getvalue(), path)


def _row(error: LabelError, labels: Sequence[str]) -> list[str | int | float]:
    probabilities = [error.predicted.probabilities.get(label) for label in labels]
    sides = (error.gold, error.predicted)
    return [
        *(to_cell(error.article_id), error.position, error.n_sentences),
        *(str(side.label) for side in sides),
        round(error.predicted.confidence, 4),
        *("" if one is None else round(one, 4) for one in probabilities),
        *(to_cell(error.speaker_of(one)) for one in (error.pair.gold, error.pair.predicted)),
        *(to_cell(error.words_of(side.source)) for side in sides),
        *(to_cell(error.words_of(side.cue)) for side in sides),
        *map(to_cell, (error.previous, error.sentence, error.next)),
    ]
