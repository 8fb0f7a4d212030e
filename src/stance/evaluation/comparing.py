"""Whether one model is better than another on the same sentences, and by how much."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.coverage import measure_coverage
from stance.evaluation.intervals import N_RESAMPLES, Interval, draw_articles, interval_of
from stance.evaluation.measures import measure_all
from stance.evaluation.tallies import Tallies
from stance.frozen import FrozenDict

#: Two differences closer than this are equal: sums of floats depend on their order.
_EQUAL = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure of two models on the same sentences.

    Attributes:
        first: Of the first model.
        second: Of the second model.
        interval: 95 % interval of ``second - first``: a paired bootstrap over articles, which
            draws the same articles for both.
        p: Probability of a difference at least as large if it did not matter which model is
            which, in (0, 1], two-sided: a permutation test that swaps whole articles
            (Noreen 1989, *Computer-Intensive Methods for Testing Hypotheses*). Not corrected for
            the number of measures that one looks at.
    """

    first: float
    second: float
    interval: Interval
    p: float

    @property
    def difference(self) -> float:
        """How much more the second model has than the first."""
        return self.second - self.first


def compare_tallies(
    first: Tallies,
    second: Tallies,
    *,
    names: Collection[str] | None = None,
    seed: int = 1,
    n_resamples: int = N_RESAMPLES,
) -> Mapping[str, Difference]:
    """Compare two models on the same articles, measure by measure.

    Args:
        first: What was counted for the first model.
        second: What was counted for the second one, of the same sentences in the same order.
        names: Of the measures to compare; None for all.
        seed: Chooses the resamples.
        n_resamples: How many times to draw, and to swap.

    Returns:
        By name of the measure, as ``Scores.to_metrics`` spells it, with those of ``coverage``; a
        measure that gold has nothing of is left out.

    Raises:
        ValueError: If the two are not about the same sentences, or there is none.
    """
    if not np.array_equal(first.articles, second.articles):
        raise ValueError("two models are compared on the same sentences; these differ")
    once = np.ones((1, first.n_articles), dtype=np.int64)
    draws = draw_articles(first.n_articles, seed=seed, n_resamples=n_resamples)
    kept = np.random.default_rng(seed).integers(0, 2, size=draws.shape)
    mixed = partial(_mixed, names=names)
    before, after = mixed(first, second, once), mixed(second, first, once)
    drawn, drawn_after = mixed(first, second, draws), mixed(second, first, draws)
    swapped = mixed(first, second, kept, rest=1 - kept)
    swapped_after = mixed(second, first, kept, rest=1 - kept)
    found = {}
    for name in before:
        difference = float(after[name][0] - before[name][0])
        interval = interval_of(drawn_after[name] - drawn[name])
        if np.isnan(difference) or interval is None:
            continue
        chance = np.abs(swapped_after[name] - swapped[name])
        n_as_large = int((chance >= abs(difference) - _EQUAL).sum())
        found[name] = Difference(
            first=float(before[name][0]),
            second=float(after[name][0]),
            interval=interval,
            p=(1 + n_as_large) / (1 + n_resamples),
        )
    return FrozenDict(found)


def _mixed(
    one: Tallies,
    other: Tallies,
    weights: NDArray[np.integer],
    *,
    names: Collection[str] | None,
    rest: NDArray[np.integer] | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Give the measures of articles taken ``weights`` times from one, ``rest`` from the other."""
    sums = weights @ one.by_article()
    both = one
    if rest is not None:
        both = _joined(one, other)
        sums = sums + rest @ other.by_article()
        weights = np.hstack([weights, rest])
    return {
        **measure_all(one, sums, names=names),
        **measure_coverage(both, weights, names=names),
    }


def _joined(one: Tallies, other: Tallies) -> Tallies:
    """Give the articles of both, those of the second with other numbers."""
    return Tallies(
        columns=one.columns,
        values=np.vstack([one.values, other.values]),
        articles=np.concatenate([one.articles, one.n_articles + other.articles]),
        n_articles=one.n_articles + other.n_articles,
        confidences=np.concatenate([one.confidences, other.confidences]),
        labels=one.labels,
    )
