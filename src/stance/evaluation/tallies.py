"""What every score is counted from: a row of numbers for each sentence of an evaluation set."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stance.article import Article
from stance.evaluation.matching import SpeakerMatch, match_speakers
from stance.evaluation.pairing import ArticlePair
from stance.labels import Label, SpeakerKind
from stance.parts import Sentence, Span
from stance.schemes import NEWS, LabelScheme

#: Spans of a sentence: the words that name the speaker, and those that signal the speech.
SPAN_KINDS = ("source", "cue")
#: Bins of confidence, of equal width, by which the calibration error is counted.
N_BINS = 15
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Precision and recall of one kind of thing; higher is better.

    A ratio without a denominator is 0: precision if nothing was predicted, recall if there is
    nothing to find, F1 if both are 0. Look at ``n_gold`` before reading anything into a 0.

    Attributes:
        precision: Fraction of the predicted that is right, in [0, 1].
        recall: Fraction of the gold that was found, in [0, 1].
        n_gold: How many there are to find (the *support*).
        n_predicted: How many were predicted.
    """

    precision: float
    recall: float
    n_gold: int
    n_predicted: int

    @classmethod
    def of_counts(cls, *, n_right: float, n_predicted: float, n_gold: float) -> Self:
        """Give the agreement that counts amount to.

        >>> found = Agreement.of_counts(n_right=3, n_predicted=4, n_gold=6)
        >>> found.precision, found.recall, found.f1
        (0.75, 0.5, 0.6)
        """
        return cls(
            precision=float(n_right / n_predicted) if n_predicted else 0.0,
            recall=float(n_right / n_gold) if n_gold else 0.0,
            n_gold=int(n_gold),
            n_predicted=int(n_predicted),
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """An evaluation set as numbers, so that any part of it can be scored, and drawn anew.

    Every score is a function of sums of these columns (see ``measures``), save those that need the
    order of the confidences as well.

    Attributes:
        columns: What each column counts.
        values: Shape ``(sentences, columns)``, float64.
        articles: Shape ``(sentences,)``, int64: which article each sentence is from.
        n_articles: How many articles there are, those without sentences included.
        confidences: Shape ``(sentences,)``, float64, in [0, 1].
        labels: Of the scheme, in its order.
    """

    columns: tuple[str, ...]
    values: NDArray[np.float64] = field(repr=False)
    articles: NDArray[np.int64] = field(repr=False)
    n_articles: int
    confidences: NDArray[np.float64] = field(repr=False)
    labels: tuple[str, ...] = NEWS.names

    def column(self, name: str) -> NDArray[np.float64]:
        """Give one column; shape ``(sentences,)``."""
        values: NDArray[np.float64] = self.values[:, self.columns.index(name)]
        return values

    def where(self, chosen: NDArray[np.bool_]) -> "Tallies":
        """Give the sentences for which ``chosen``, of shape ``(sentences,)``, is true."""
        return Tallies(
            columns=self.columns,
            values=self.values[chosen],
            articles=self.articles[chosen],
            n_articles=self.n_articles,
            confidences=self.confidences[chosen],
            labels=self.labels,
        )

    def beside(self, other: "Tallies") -> "Tallies":
        """Give the articles of both, those of the other set with the numbers that follow."""
        return Tallies(
            columns=self.columns,
            values=np.vstack([self.values, other.values]),
            articles=np.concatenate([self.articles, self.n_articles + other.articles]),
            n_articles=self.n_articles + other.n_articles,
            confidences=np.concatenate([self.confidences, other.confidences]),
            labels=self.labels,
        )

    def totals(self, weights: NDArray[np.integer]) -> Mapping[str, NDArray[np.float64]]:
        """Sum each column over the articles, each taken as often as its weight says.

        ``weights`` have the shape ``(…, articles)``, each sum has ``(…)``.
        """
        n_sentences = len(self.articles)
        places = (self.articles, np.arange(n_sentences))
        shape = (self.n_articles, n_sentences)
        by_article = csr_array((np.ones(n_sentences), places), shape) @ self.values
        return dict(zip(self.columns, np.moveaxis(weights @ by_article, -1, 0), strict=True))

    @property
    def counts(self) -> Mapping[str, float]:
        """The sum of each column over all sentences."""
        return dict(zip(self.columns, self.values.sum(axis=0).tolist(), strict=True))


def tally(pairs: Sequence[ArticlePair]) -> Tallies:
    """Count what the scores need: a row for each sentence, in the order of the articles."""
    rows = [row for pair in pairs for row in _rows(pair)]
    lengths = [len(pair.gold.sentences) for pair in pairs]
    columns = tuple(rows[0]) if rows else ()
    return Tallies(
        columns=columns,
        values=np.array([list(row.values()) for row in rows]).reshape(len(rows), len(columns)),
        articles=np.repeat(np.arange(len(pairs)), lengths),
        n_articles=len(pairs),
        confidences=np.array(
            [predicted.confidence for pair in pairs for _, predicted in pair.sentences]
        ),
        labels=(pairs[0].gold.scheme if pairs else NEWS).names,
    )


def bin_of(confidence: float) -> int:
    """Give the number of the bin, from 0, that a confidence lies in; an edge is in the lower."""
    # Probabilities are floats that may sum to a hair above 1, hence the two bounds.
    return min(max(math.ceil(confidence * N_BINS) - 1, 0), N_BINS - 1)


def is_carried_expert(gold: Sentence) -> bool:
    """Tell whether an expert goes on speaking in a sentence that names nobody and has no cue."""
    is_bare = gold.source is None and gold.cue is None
    return is_bare and gold.label == Label.EXPERT_ANALYSIS


def _rows(pair: ArticlePair) -> Iterator[dict[str, float]]:
    for (gold, predicted), match in zip(pair.sentences, match_speakers(pair), strict=True):
        row = {
            "sentences": 1,
            "right": gold.label == predicted.label,
            **_labels(gold, predicted, scheme=pair.gold.scheme),
            **_confidence(gold, predicted),
            **_speaking(match, predicted, scheme=pair.gold.scheme),
            **_hard(pair.gold, gold, predicted),
        }
        for kind in SPAN_KINDS:
            row |= _span(pair.gold.text, gold, predicted, kind=kind)
        yield {name: float(value) for name, value in row.items()}


def _labels(gold: Sentence, predicted: Sentence, *, scheme: LabelScheme) -> dict[str, float]:
    row: dict[str, float] = {}
    for label in scheme.names:
        is_gold, is_predicted = gold.label == label, predicted.label == label
        row[f"label.{label}.gold"] = is_gold
        row[f"label.{label}.predicted"] = is_predicted
        row[f"label.{label}.right"] = is_gold and is_predicted
    return row


def _confidence(gold: Sentence, predicted: Sentence) -> dict[str, float]:
    """Count for the calibration error, bin by bin, and for the Brier score.

    A sentence without probabilities counts as wholly sure of its label; those of a file may miss
    a sum of 1 by a rounding.
    """
    row = dict.fromkeys((f"bin.{index}" for index in range(N_BINS)), 0.0)
    gap = predicted.confidence - (gold.label == predicted.label)
    row[f"bin.{bin_of(predicted.confidence)}"] = gap
    chances = {gold.label: 0.0} | dict(predicted.probabilities or {predicted.label: 1.0})
    total = sum(chances.values())
    distances = [(chance / total - (label == gold.label)) ** 2 for label, chance in chances.items()]
    return row | {"distance": sum(distances)}


def _speaking(
    match: SpeakerMatch | None, predicted: Sentence, *, scheme: LabelScheme
) -> dict[str, float]:
    is_first = match is not None and match.is_first
    return {
        "attributed.gold": match is not None,
        "attributed.predicted": predicted.speaker is not None,
        "attributed.right": match is not None and match.is_grouped,
        "speaker.right": match is not None and match.is_right,
        "speaker.precision": match.precision if match else 0,
        "speaker.recall": match.recall if match else 0,
        "speakers": is_first,
        "speakers.kinds": is_first and bool(scheme.label_of_kind),  # else no kind is predicted
        "speakers.kind": is_first and match is not None and match.is_same_kind,
        "speakers.name": is_first and match is not None and match.is_same_name,
    }


def _hard(article: Article, gold: Sentence, predicted: Sentence) -> dict[str, float]:
    """Count two kinds of sentences that models get wrong most often, in news."""
    speaker = article.speaker_of(gold)
    is_news = article.scheme == NEWS
    is_carried = is_news and is_carried_expert(gold)
    is_other = is_news and speaker is not None and speaker.kind is SpeakerKind.OTHER
    return {
        "carried": is_carried,
        "carried.right": is_carried and predicted.label == Label.EXPERT_ANALYSIS,
        "other": is_other,
        "other.fact": is_other and predicted.label == Label.REPORTED_FACT,
    }


def _span(text: str, gold: Sentence, predicted: Sentence, *, kind: str) -> dict[str, float]:
    """Count a span that is exact, that shares a character with gold, and words in both."""
    one, other = getattr(gold, kind), getattr(predicted, kind)
    words, other_words = _words_in(text, gold, one), _words_in(text, gold, other)
    return {
        f"{kind}.gold": one is not None,
        f"{kind}.predicted": other is not None,
        f"{kind}.exact": one is not None and one == other,
        f"{kind}.overlap": bool(one and other and one.overlaps(other)),
        f"{kind}.words.gold": len(words),
        f"{kind}.words.predicted": len(other_words),
        f"{kind}.words.right": len(words & other_words),
    }


def _words_in(text: str, sentence: Sentence, span: Span | None) -> set[Span]:
    """Give the words of a sentence that share a character with a span; none for None."""
    if span is None:
        return set()
    words = (Span(*word.span()) for word in _WORD.finditer(text, sentence.start, sentence.end))
    return {word for word in words if word.overlaps(span)}
