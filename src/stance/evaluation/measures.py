"""Every score as a function of sums, for many resamples at once."""

# A thousand resamples take one matrix product so. Tests hold the scores against scikit-learn and
# nervaluate, where those have them.

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.tallies import N_BINS, SPAN_KINDS, Tallies

Array = NDArray[np.float64]
#: Sums of ``Tallies`` columns by name, each of shape ``(…)``.
Totals = Mapping[str, Array]

#: Measures of which less is better; of all others more is.
LOWER_IS_BETTER = frozenset({"ece", "brier"})
#: The share of sentences that is labelled, for the one number of the curve that has a goal.
COVERAGE = 0.8
#: The two numbers of the curve of accuracy against coverage.
_OF_COVERAGE = ("accuracy_at_80", "coverage_area")
#: So many resamples are sorted out at once, which bounds the memory.
_BLOCK = 50


def measure_all(
    tallies: Tallies, draws: NDArray[np.integer], *, names: Collection[str] | None = None
) -> dict[str, Array]:
    """Give every measure of many resamples.

    Args:
        tallies: What was counted.
        draws: Shape ``(resamples, articles)``: how often each article is in each resample.
        names: Of the measures to give; None for all.

    Returns:
        Values by the measure's name, as docs/evaluation.md spells it; each of shape
        ``(resamples,)``, and not a number where gold has nothing to measure.
    """
    totals = tallies.totals(draws)
    found = {
        name: measure(totals)
        for name, measure in _named(tallies.labels)
        if names is None or name in names
    }
    if names is None or not set(_OF_COVERAGE).isdisjoint(names):
        values = zip(_OF_COVERAGE, _coverage(tallies, draws), strict=True)
        found |= {name: value for name, value in values if names is None or name in names}
    return found


def _macro_f1(totals: Totals, *, labels: Sequence[str]) -> Array:
    """Give the mean F1 of the labels that occur in gold or prediction."""
    f1 = np.stack([_f1(totals, f"label.{label}") for label in labels])
    used = np.stack([_used(totals, f"label.{label}") > 0 for label in labels])
    return _ratio(np.where(used, f1, 0).sum(axis=0), used.sum(axis=0).astype(np.float64))


def _matthews(totals: Totals, *, labels: Sequence[str]) -> Array:
    """Give Matthews' correlation, in [-1, 1]; 0 where one side has a single label.

    For many labels: Gorodkin 2004, *Comparing two K-category assignments by a K-category
    correlation coefficient*.
    """
    n, right = totals["sentences"], totals["right"]
    gold = np.stack([totals[f"label.{label}.gold"] for label in labels])
    predicted = np.stack([totals[f"label.{label}.predicted"] for label in labels])
    covariance = right * n - (gold * predicted).sum(axis=0)
    spreads = (n**2 - (gold**2).sum(axis=0)) * (n**2 - (predicted**2).sum(axis=0))
    is_spread = spreads > 0
    found = np.where(is_spread, covariance / np.sqrt(np.where(is_spread, spreads, 1)), 0.0)
    return np.where(n > 0, found, np.nan)


def _calibration_error(totals: Totals) -> Array:
    """Give the mean gap between confidence and accuracy, each bin's by its sentences.

    Naeini et al. 2015, *Obtaining Well Calibrated Probabilities Using Bayesian Binning*; Guo et
    al. 2017. It is biased upwards on a few hundred sentences, so it compares models on the same
    sentences only.
    """
    gaps = np.stack([np.abs(totals[f"bin.{index}"]) for index in range(N_BINS)])
    return _ratio(gaps.sum(axis=0), totals["sentences"])


def _b_cubed_f1(totals: Totals) -> Array:
    """Give F1 of B³ over the gold sentences that have a speaker.

    One that was given no speaker has a recall of 0 and no part in precision; speakers given to
    the outlet's own sentences are left to ``attributed_f1``.
    """
    n_gold, n_grouped = totals["attributed.gold"], totals["attributed.right"]
    recall = _ratio(totals["speaker.recall"], n_gold)
    precision = np.nan_to_num(_ratio(totals["speaker.precision"], n_grouped))
    total = precision + recall
    return np.where(total == 0, 0.0, 2 * precision * recall / np.where(total == 0, 1, total))


def _coverage(tallies: Tallies, draws: NDArray[np.integer]) -> tuple[Array, Array]:
    """Give the accuracy on the surest 80 %, rounded up to whole sentences, and the mean of all.

    The mean over all coverages is 1 less the area under the risk–coverage curve of Geifman et al.
    2019, *Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers*.
    """
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
    return at_80, area


def _used(totals: Totals, name: str) -> Array:
    return totals[f"{name}.gold"] + totals[f"{name}.predicted"]


def _f1(totals: Totals, name: str, *, right: str | None = None) -> Array:
    return _ratio(2 * totals[right or f"{name}.right"], _used(totals, name))


def _ratio(part: Array, whole: Array) -> Array:
    found: Array = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return found


def _fraction(part: str, whole: str) -> Callable[[Totals], Array]:
    return lambda totals: _ratio(totals[part], totals[whole])


def _found(name: str, *, right: str | None = None) -> Callable[[Totals], Array]:
    """Give F1 of something that gold has; not a number where gold has none of it."""
    return lambda totals: np.where(
        totals[f"{name}.gold"] > 0, _f1(totals, name, right=right), np.nan
    )


def _precision(totals: Totals, *, name: str) -> Array:
    precision = np.nan_to_num(_ratio(totals[f"{name}.right"], totals[f"{name}.predicted"]))
    return np.where(totals[f"{name}.gold"] > 0, precision, np.nan)


def _named(labels: Sequence[str]) -> Iterator[tuple[str, Callable[[Totals], Array]]]:
    yield "accuracy", _fraction("right", "sentences")
    yield "macro_f1", partial(_macro_f1, labels=labels)
    yield "mcc", partial(_matthews, labels=labels)
    for label in labels:
        yield f"precision.{label}", partial(_precision, name=f"label.{label}")
        yield f"recall.{label}", _fraction(f"label.{label}.right", f"label.{label}.gold")
        yield f"f1.{label}", _found(f"label.{label}")
    yield from (("ece", _calibration_error), ("brier", _fraction("distance", "sentences")))
    yield "attributed_f1", _found("attributed")
    yield "speaker_accuracy", _fraction("speaker.right", "attributed.gold")
    yield "speaker_kind_accuracy", _fraction("speakers.kind", "speakers.kinds")
    yield "speaker_name_accuracy", _fraction("speakers.name", "speakers")
    yield "speaker_b3_f1", _b_cubed_f1
    for kind in SPAN_KINDS:
        yield f"{kind}_exact_f1", _found(kind, right=f"{kind}.exact")
        yield f"{kind}_overlap_f1", _found(kind, right=f"{kind}.overlap")
        yield f"{kind}_words_f1", _found(f"{kind}.words")
    yield "carried_expert_recall", _fraction("carried.right", "carried")
    yield "other_as_fact", _fraction("other.fact", "other")
