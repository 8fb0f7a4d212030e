"""How often votes are right, with an interval that knows that articles stay together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Standard deviations on either side of a normal mean that hold 95 %.
_DEVIATIONS = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How often something is right on gold; higher is better.

    Attributes:
        n_right: Sentences with the gold label.
        n_sentences: Sentences compared, at least 1.
        low: Lower end of the 95 % interval.
        high: Upper end.
    """

    n_right: int
    n_sentences: int
    low: float
    high: float

    @property
    def fraction(self) -> float:
        """Fraction of the sentences that are right, in [0, 1]."""
        return self.n_right / self.n_sentences


def accuracy_by_article(counts: Sequence[tuple[int, int]]) -> Accuracy | None:
    """Give an accuracy and its 95 % interval from the counts of each article.

    Wilson's interval for as many independent sentences as these are worth. The sentences of an
    article are right or wrong together, so they are worth fewer than they are: as many as make
    a binomial variance equal to that of the ratio between articles (Korn & Graubard 1998,
    *Confidence Intervals for Proportions With Small Expected Number of Positive Counts*). Where
    all are right, or all are wrong, no variance can be seen, and an article is worth one
    sentence; the interval is then wide rather than of no width.

    Args:
        counts: For each article the sentences that are right and the sentences compared.

    Returns:
        The accuracy; None if nothing was compared.

    Examples:
        >>> found = accuracy_by_article([(3, 3), (0, 3), (3, 3), (2, 3)])
        >>> print(f"{found.fraction:.2f} ({found.low:.2f}–{found.high:.2f})")
        0.67 (0.25–0.92)
    """
    right, compared = np.array([one for one in counts if one[1]] or [(0, 0)], dtype=np.int64).T
    n_right, n_sentences = int(right.sum()), int(compared.sum())
    if not n_sentences:
        return None
    worth = min(n_sentences, _worth(right, compared=compared))
    low, high = _wilson(n_right / n_sentences, n=worth)
    return Accuracy(n_right=n_right, n_sentences=n_sentences, low=low, high=high)


def _wilson(fraction: float, *, n: float) -> tuple[float, float]:
    """Give Wilson's interval; scipy's takes whole counts, and ``n`` is none."""
    squared = _DEVIATIONS**2
    middle = fraction + squared / (2 * n)
    reach = _DEVIATIONS * math.sqrt(fraction * (1 - fraction) / n + squared / (4 * n**2))
    scale = 1 + squared / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def _worth(right: NDArray[np.int64], *, compared: NDArray[np.int64]) -> float:
    """Give how many independent sentences the sentences of some articles are worth."""
    fraction = right.sum() / compared.sum()
    n_articles = len(right)
    binomial = fraction * (1 - fraction)
    if n_articles == 1 or not binomial:
        return n_articles
    residuals = right - fraction * compared  # of the ratio, linearised
    variance = (residuals**2).sum() / compared.sum() ** 2 * n_articles / (n_articles - 1)
    return float(binomial / variance) if variance else float(compared.sum())
