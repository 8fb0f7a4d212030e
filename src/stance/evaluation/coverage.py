"""What is gained by keeping silent where the model is unsure: accuracy against coverage."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.tallies import Tallies
from stance.parts import Sentence

#: The share of sentences that is labelled, for the one number of the curve that has a goal.
COVERAGE = 0.8
#: So many resamples are sorted out at once, which bounds the memory.
_BLOCK = 50
N_POINTS = 100
#: The two numbers of the curve.
_MEASURES = ("accuracy_at_80", "coverage_area")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePoint:
    """One point of the curve.

    Attributes:
        coverage: Share of the sentences that get a label, the most confident ones, in (0, 1].
        accuracy: Fraction of them whose label is right.
        confidence: Of the least confident among them: the threshold to set.
    """

    coverage: float
    accuracy: float
    confidence: float


def coverage_curve(pairs: Sequence[tuple[Sentence, Sentence]]) -> tuple[CoveragePoint, ...]:
    """Give the accuracy of the most confident sentences, for more and more of them.

    The curve of El-Yaniv & Wiener 2010, *On the Foundations of Noise-free Selective
    Classification*. Among sentences of the same confidence the earlier comes first.

    Args:
        pairs: Gold and predicted sentences; at least one.

    Returns:
        At most ``N_POINTS`` points, from few sentences to all.
    """
    confidences = np.array([predicted.confidence for _, predicted in pairs])
    right = np.array([gold.label == predicted.label for gold, predicted in pairs])
    order = np.argsort(-confidences, kind="stable")
    accuracies = np.cumsum(right[order]) / np.arange(1, len(pairs) + 1)
    n_points = min(N_POINTS, len(pairs))
    kept = np.ceil(np.arange(1, n_points + 1) * len(pairs) / n_points).astype(int) - 1
    return tuple(
        CoveragePoint(
            coverage=float((index + 1) / len(pairs)),
            accuracy=float(accuracies[index]),
            confidence=float(confidences[order[index]]),
        )
        for index in kept
    )


def measure_coverage(
    tallies: Tallies, draws: NDArray[np.integer], *, names: Collection[str] | None = None
) -> dict[str, NDArray[np.float64]]:
    """Give the two numbers of the curve for many resamples; higher is better.

    Args:
        tallies: What was counted.
        draws: Shape ``(resamples, articles)``: how often each article is in each resample.
        names: Of the measures to give; None for all.

    Returns:
        ``accuracy_at_80``, the accuracy on the 80 % most confident sentences, rounded up to whole
        ones; and ``coverage_area``, the mean accuracy over all coverages (1 less the area under
        the risk–coverage curve of Geifman et al. 2019, *Bias-Reduced Uncertainty Estimation for
        Deep Neural Classifiers*). Each of shape ``(resamples,)``, in [0, 1]; not a number where a
        resample has no sentence.
    """
    asked = set(_MEASURES if names is None else names) & set(_MEASURES)
    if not asked:
        return {}
    order = np.argsort(-tallies.confidences, kind="stable")
    right, articles = tallies.column("right")[order], tallies.articles[order]
    at_80, area = np.full(len(draws), np.nan), np.full(len(draws), np.nan)
    for start in range(0, len(draws) if len(order) else 0, _BLOCK):
        block = slice(start, start + _BLOCK)
        weights = draws[block][:, articles].astype(np.float64)
        kept = np.cumsum(weights, axis=1)
        kept_right = np.cumsum(weights * right, axis=1)
        n = kept[:, -1]
        rows = np.flatnonzero(n > 0)
        wanted = np.ceil(COVERAGE * n - 1e-9)
        last = (kept < wanted[:, None]).sum(axis=1)[rows]
        surplus = kept[rows, last] - wanted[rows]
        at_80[start + rows] = (kept_right[rows, last] - surplus * right[last]) / wanted[rows]
        accuracies = kept_right[rows] / np.maximum(kept[rows], 1)
        area[start + rows] = (weights[rows] * accuracies).sum(axis=1) / n[rows]
    values = zip(_MEASURES, (at_80, area), strict=True)
    return {name: value for name, value in values if name in asked}
