"""Every score as a function of sums, for many resamples at once."""

# Of a whole evaluation set the scores come from scikit-learn and nervaluate (see ``scores``); here
# they are written so that a thousand resamples take one matrix product. Tests hold the two
# against each other.

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.reliability import N_BINS
from stance.evaluation.spans import SpanKind
from stance.evaluation.tallies import Tallies

Array = NDArray[np.float64]
#: Sums of ``Tallies`` columns by name, each of shape ``(…)``.
Totals = Mapping[str, Array]

#: Measures of which less is better; of all others more is.
LOWER_IS_BETTER = frozenset({"ece", "brier"})


def measure_all(
    tallies: Tallies, sums: Array, *, names: Collection[str] | None = None
) -> dict[str, Array]:
    """Give every measure of many resamples.

    Args:
        tallies: What was counted.
        sums: Shape ``(resamples, columns)``: sums of the tallies' columns.
        names: Of the measures to give; None for all.

    Returns:
        Values by the measure's name, as ``Scores.to_metrics`` spells it; each of shape
        ``(resamples,)``, and not a number where gold has nothing to measure.
    """
    totals = tallies.totals(sums)
    return {
        name: measure(totals)
        for name, measure in _named(tallies.labels)
        if names is None or name in names
    }


def macro_f1(totals: Totals, labels: Sequence[str]) -> Array:
    """Give the mean F1 of the labels that occur in gold or prediction."""
    f1 = np.stack([_f1(totals, f"label.{label}") for label in labels])
    used = np.stack([_used(totals, f"label.{label}") > 0 for label in labels])
    return _ratio(np.where(used, f1, 0).sum(axis=0), used.sum(axis=0).astype(np.float64))


def matthews(totals: Totals, labels: Sequence[str]) -> Array:
    """Give Matthews' correlation, in [-1, 1]; 0 where one side has a single label.

    For many labels: Gorodkin 2004, *Comparing two K-category assignments by a K-category
    correlation coefficient*.

    Args:
        totals: Sums.
        labels: Of the scheme.

    Returns:
        Shape ``(…)``.
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
    gaps = np.stack([np.abs(totals[f"bin.{index}"]) for index in range(N_BINS)])
    return _ratio(gaps.sum(axis=0), totals["sentences"])


def _grouping(totals: Totals) -> Array:
    n_gold, n_grouped = totals["attributed.gold"], totals["attributed.right"]
    recall = _ratio(totals["speaker.recall"], n_gold)
    precision = np.nan_to_num(_ratio(totals["speaker.precision"], n_grouped))
    total = precision + recall
    return np.where(total == 0, 0.0, 2 * precision * recall / np.where(total == 0, 1, total))


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


def _precision(name: str) -> Callable[[Totals], Array]:
    def measure(totals: Totals) -> Array:
        n_predicted = totals[f"{name}.predicted"]
        precision = np.nan_to_num(_ratio(totals[f"{name}.right"], n_predicted))
        return np.where(totals[f"{name}.gold"] > 0, precision, np.nan)

    return measure


def _named(labels: Sequence[str]) -> Iterator[tuple[str, Callable[[Totals], Array]]]:
    yield "accuracy", _fraction("right", "sentences")
    yield "macro_f1", partial(macro_f1, labels=labels)
    yield "mcc", partial(matthews, labels=labels)
    for label in labels:
        yield f"precision.{label}", _precision(f"label.{label}")
        yield f"recall.{label}", _fraction(f"label.{label}.right", f"label.{label}.gold")
        yield f"f1.{label}", _found(f"label.{label}")
    yield from (("ece", _calibration_error), ("brier", _fraction("distance", "sentences")))
    yield "attributed_f1", _found("attributed")
    yield "speaker_accuracy", _fraction("speaker.right", "attributed.gold")
    yield "speaker_kind_accuracy", _fraction("speakers.kind", "speakers.kinds")
    yield "speaker_name_accuracy", _fraction("speakers.name", "speakers")
    yield "speaker_b3_f1", _grouping
    for kind in (kind.value for kind in SpanKind):
        yield f"{kind}_exact_f1", _found(kind, right=f"{kind}.exact")
        yield f"{kind}_overlap_f1", _found(kind, right=f"{kind}.overlap")
        yield f"{kind}_words_f1", _found(f"{kind}.words")
    yield "carried_expert_recall", _fraction("carried.right", "carried")
    yield "other_as_fact", _fraction("other.fact", "other")
