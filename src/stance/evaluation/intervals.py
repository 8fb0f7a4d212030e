"""How far a score could lie elsewhere on other articles of the same kind."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a score plausibly lies.

    Attributes:
        low: Lower end.
        high: Upper end.
    """

    low: float
    high: float


def macro_f1(confusions: NDArray[np.integer]) -> NDArray[np.float64]:
    """Give the macro-F1 of many confusion matrices at once; higher is better.

    The plain mean over the labels that occur in gold or prediction, as scikit-learn's
    ``f1_score(average="macro")`` gives it for one matrix: a label that nobody used has no F1.

    Args:
        confusions: Shape ``(…, labels, labels)``, integer: sentences by gold and by predicted
            label.

    Returns:
        Shape ``(…)``, in [0, 1]; 0 where there is no sentence.
    """
    n_right = np.diagonal(confusions, axis1=-2, axis2=-1)
    n_used = confusions.sum(axis=-1) + confusions.sum(axis=-2)
    f1 = 2 * n_right / np.maximum(n_used, 1)
    n_labels = (n_used > 0).sum(axis=-1)
    scores: NDArray[np.float64] = f1.sum(axis=-1) / np.maximum(n_labels, 1)
    return scores


def macro_f1_interval(
    confusions: NDArray[np.integer], *, seed: int, n_resamples: int = 1000, level: float = 0.95
) -> Interval:
    """Give the interval in which the macro-F1 of similar articles would lie.

    A percentile bootstrap (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 13)
    that draws whole articles, since the sentences of one article are right or wrong together.
    It knows the chance in which articles were picked, not that of training; with fewer than
    some twenty articles it is too narrow, with one it is a point.

    Args:
        confusions: Shape ``(articles, labels, labels)``, integer: each article's sentences by
            gold and by predicted label.
        seed: Chooses the resamples.
        n_resamples: How many times to draw.
        level: Fraction of the resamples inside the interval, in (0, 1).

    Returns:
        The interval.

    Raises:
        ValueError: If there is no article.
    """
    n_articles = len(confusions)
    if not n_articles:
        raise ValueError("an interval needs at least one article")
    generator = np.random.default_rng(seed)
    # How often each article is drawn says all of a resample, so one product does the sums.
    draws = generator.multinomial(n_articles, np.full(n_articles, 1 / n_articles), n_resamples)
    resamples = np.tensordot(draws, confusions, axes=1)
    outside = (1 - level) / 2
    low, high = np.quantile(macro_f1(resamples), [outside, 1 - outside])
    return Interval(low=float(low), high=float(high))
