"""Everything that is measured of a model on one evaluation set."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stance.article import Article
from stance.evaluation.intervals import Estimate, Interval, draw_articles, estimate_all
from stance.evaluation.pairing import pair_articles
from stance.evaluation.tallies import N_BINS, Agreement, Tallies, bin_of, tally
from stance.frozen import FrozenDict

#: Points of the curve of accuracy against coverage, at most.
N_POINTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceBin:
    """The sentences whose confidence lies in one stretch of [0, 1].

    Attributes:
        low: Lower end; a confidence equal to it is in the bin below (0 is in the first).
        high: Upper end, inclusive.
        n_sentences: How many sentences.
        confidence: Their mean confidence; 0 if there are none.
        accuracy: Fraction of them whose label is right; 0 if there are none.
    """

    low: float
    high: float
    n_sentences: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePoint:
    """One point of the curve of accuracy against coverage.

    Attributes:
        coverage: Share of the sentences that get a label, the most confident ones, in (0, 1].
        accuracy: Fraction of them whose label is right.
        confidence: Of the least confident among them: the threshold to set.
    """

    coverage: float
    accuracy: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well a model does on one evaluation set. All sentences of all articles count alike.

    Attributes:
        n_articles: Articles compared.
        n_sentences: Sentences compared.
        labels: Agreement on each label, in the order of the scheme; one that occurs on neither
            side has 0 throughout, and no part in ``macro_f1``.
        confusion: Sentences by gold label, then by predicted label.
        bins: What the calibration error is made of, from low to high confidence.
        coverage: Accuracy on the most confident sentences, for more and more of them.
        estimates: Every measure by its name in ``docs/evaluation.md``, with its 95 % bootstrap
            interval over articles; one that gold has nothing of is left out.
    """

    n_articles: int
    n_sentences: int
    labels: Mapping[str, Agreement]
    confusion: Mapping[str, Mapping[str, int]]
    bins: tuple[ConfidenceBin, ...]
    coverage: tuple[CoveragePoint, ...]
    estimates: Mapping[str, Estimate]

    @property
    def accuracy(self) -> float:
        """Fraction of sentences with the right label."""
        return self.estimates["accuracy"].value

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the labels that occur in gold or prediction, in [0, 1]."""
        return self.estimates["macro_f1"].value

    @property
    def macro_f1_interval(self) -> Interval:
        """The 95 % bootstrap interval of ``macro_f1``."""
        return self.estimates["macro_f1"].interval

    @property
    def ece(self) -> float:
        """Mean gap between confidence and accuracy, in [0, 1]; lower is better."""
        return self.estimates["ece"].value

    def to_metrics(self, prefix: str) -> dict[str, float]:
        """Give the scores as flat, named numbers, such as ``wikinews-dev.f1.expert_analysis``.

        A score of something that the gold side does not have (experts in an article without
        any, spans in a corpus without spans) is left out: its 0 would look like a failure.
        """
        interval = self.macro_f1_interval
        counts = {"n_articles": self.n_articles, "n_sentences": self.n_sentences}
        ends = {"macro_f1_low": interval.low, "macro_f1_high": interval.high}
        values = {name: estimate.value for name, estimate in self.estimates.items()}
        return {f"{prefix}.{name}": float(one) for name, one in (counts | values | ends).items()}


def score(gold: Sequence[Article], predicted: Sequence[Article], *, seed: int = 1) -> Scores:
    """Compare what a model said with what people said, of the same articles in the same order.

    Without a sentence it is a ``ValueError``; so it is if the two sides are not about the same
    sentences, with the article and the sentence.
    """
    pairs = pair_articles(gold, predicted)
    sentences = [one for pair in pairs for one in pair.sentences]
    if not sentences:
        raise ValueError("there is nothing to score: no article with a sentence was given")
    tallies, names = tally(pairs), pairs[0].gold.scheme.names
    read_as = Counter((one.label, other.label) for one, other in sentences)
    counts = tallies.counts
    return Scores(
        n_articles=len(pairs),
        n_sentences=len(sentences),
        labels=FrozenDict(
            {
                name: Agreement.of_counts(
                    **{f"n_{side}": counts[f"label.{name}.{side}"] for side in _SIDES}
                )
                for name in names
            }
        ),
        confusion=FrozenDict(
            {one: FrozenDict({other: read_as[one, other] for other in names}) for one in names}
        ),
        bins=confidence_bins(tallies),
        coverage=coverage_curve(tallies),
        estimates=FrozenDict(estimate_all(tallies, draw_articles(len(pairs), seed=seed))),
    )


_SIDES = ("right", "predicted", "gold")


def confidence_bins(tallies: Tallies) -> tuple[ConfidenceBin, ...]:
    """Sort sentences by confidence into ``N_BINS`` bins of equal width, empty ones included."""
    edges = np.linspace(0, 1, N_BINS + 1)
    bins = np.array([bin_of(confidence) for confidence in tallies.confidences], dtype=np.int64)
    is_right = tallies.column("right")
    return tuple(
        ConfidenceBin(
            low=float(edges[index]),
            high=float(edges[index + 1]),
            n_sentences=int((chosen := bins == index).sum()),
            confidence=float(tallies.confidences[chosen].mean()) if chosen.any() else 0.0,
            accuracy=float(is_right[chosen].mean()) if chosen.any() else 0.0,
        )
        for index in range(N_BINS)
    )


def coverage_curve(tallies: Tallies) -> tuple[CoveragePoint, ...]:
    """Give the accuracy of the most confident sentences, from few of them to all.

    The curve of El-Yaniv & Wiener 2010, *On the Foundations of Noise-free Selective
    Classification*. Among sentences of the same confidence the earlier comes first.
    """
    order, n = np.argsort(-tallies.confidences, kind="stable"), len(tallies.confidences)
    accuracies = np.cumsum(tallies.column("right")[order]) / np.arange(1, n + 1)
    n_points = min(N_POINTS, n)
    return tuple(
        CoveragePoint(
            coverage=float((index + 1) / n),
            accuracy=float(accuracies[index]),
            confidence=float(tallies.confidences[order[index]]),
        )
        for index in np.ceil(np.arange(1, n_points + 1) * n / n_points).astype(int) - 1
    )
