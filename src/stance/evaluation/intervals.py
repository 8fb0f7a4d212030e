"""How far a score could lie elsewhere on other articles of the same kind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.measures import measure_all
from stance.evaluation.tallies import Tallies

N_RESAMPLES = 1000
#: Fraction of the resamples that lie inside an interval.
LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a score plausibly lies."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A score with its 95 % bootstrap interval over articles."""

    value: float
    interval: Interval

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.interval.low:.3f}–{self.interval.high:.3f})"


def draw_articles(
    n_articles: int, *, seed: int, n_resamples: int = N_RESAMPLES
) -> NDArray[np.int64]:
    """Draw whole articles, with replacement, again and again.

    A bootstrap (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 13) that draws
    articles and not sentences, since the sentences of one article are right or wrong together. It
    knows the chance in which articles were picked, not that of training; with fewer than some
    twenty articles its intervals are too narrow, with one they are points.

    Gives how often each article is in each resample, of the shape ``(resamples, articles)``; that
    says all of it, so that one matrix product gives all sums.
    """
    if not n_articles:
        raise ValueError("an interval needs at least one article")
    generator = np.random.default_rng(seed)
    draws: NDArray[np.int64] = generator.multinomial(
        n_articles, np.full(n_articles, 1 / n_articles), n_resamples
    )
    return draws


def interval_of(values: NDArray[np.floating]) -> Interval | None:
    """Give the percentile interval of resampled values, each of which may be no number.

    None if no value is a number.
    """
    known = values[~np.isnan(values)]
    if not known.size:
        return None
    outside = (1 - LEVEL) / 2
    low, high = np.quantile(known, [outside, 1 - outside])
    return Interval(low=float(low), high=float(high))


def estimate_all(
    tallies: Tallies, draws: NDArray[np.integer], *, names: Collection[str] | None = None
) -> Mapping[str, Estimate]:
    """Give every measure of an evaluation set, or of a part of one, with its interval.

    ``draws`` are those of ``draw_articles``, the same ones for all parts of a set. What gold has
    nothing of is left out; so is what ``names`` does not name.
    """
    once = np.ones((1, tallies.n_articles), dtype=np.int64)
    values, resampled = (measure_all(tallies, one, names=names) for one in (once, draws))
    return {
        name: Estimate(value=float(value[0]), interval=interval)
        for name, value in values.items()
        if not np.isnan(value[0]) and (interval := interval_of(resampled[name])) is not None
    }
