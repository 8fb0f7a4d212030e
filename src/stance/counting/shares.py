"""Shares of labels in many articles, and how far they could lie elsewhere.

What is estimated is the share of sentences that carry a label. Four methods estimate it:
``count_labels`` and ``sum_probabilities`` take a model at its word, ``invert_confusion`` and
``prediction_powered`` correct it by what people said of some articles. All of them need sums over
articles only, so a bootstrap by article is one matrix product.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

N_RESAMPLES = 1000
#: Fraction of the resamples inside an interval.
LEVEL = 0.95
#: With fewer labelled articles than this, a bootstrap over them gives too narrow intervals.
FEWEST_LABELLED = 20
_CELLS_AT_ONCE = 4_000_000


class Method(StrEnum):
    """How a share is estimated."""

    COUNTED = "counted"
    PROBABILITIES = "probabilities"
    CONFUSION = "confusion"
    PREDICTION_POWERED = "prediction-powered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSums:
    """What a model says of each article, summed over its sentences.

    Attributes:
        counted: Sentences by predicted label, shape ``(articles, labels)``.
        expected: Sums of the probabilities of labels, likewise.
    """

    counted: Floats
    expected: Floats

    @property
    def n_sentences(self) -> Floats:
        """Sentences of each article, shape ``(articles,)``."""
        return np.asarray(self.counted.sum(axis=1))

    def where(self, chosen: NDArray[np.bool_]) -> "ArticleSums":
        """Give some of the articles."""
        return ArticleSums(counted=self.counted[chosen], expected=self.expected[chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSums:
    """What people and a model say of each article of a sample.

    Attributes:
        predicted: What the model says.
        confusion: Sentences by label of people and predicted label, shape
            ``(articles, labels, labels)``.
    """

    predicted: ArticleSums
    confusion: Floats

    @property
    def gold(self) -> Floats:
        """Sentences by label of people, shape ``(articles, labels)``."""
        return np.asarray(self.confusion.sum(axis=2))

    def where(self, chosen: NDArray[np.bool_]) -> "LabelledSums":
        """Give some of the articles."""
        return LabelledSums(
            predicted=self.predicted.where(chosen), confusion=self.confusion[chosen]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareEstimate:
    """The shares of all labels.

    Attributes:
        shares: In [0, 1], shape ``(labels,)``; they sum to 1.
        resampled: The same with articles drawn anew, shape ``(resamples, labels)``.
    """

    shares: Floats
    resampled: Floats

    @property
    def low(self) -> Floats:
        """Where the 95 % intervals of the shares begin, shape ``(labels,)``."""
        return interval(self.resampled)[0]

    @property
    def high(self) -> Floats:
        """Where they end."""
        return interval(self.resampled)[1]

    def part(self, label: int, *, of: Sequence[int]) -> tuple[float, float, float]:
        """Give the share of a label among some labels only, and its interval."""
        whole = self.shares[list(of)].sum()
        wholes = self.resampled[:, list(of)].sum(axis=1, keepdims=True)
        drawn = _divide(self.resampled[:, [label]], wholes)
        low, high = interval(drawn)
        return float(self.shares[label] / whole) if whole else np.nan, float(low[0]), float(high[0])


def interval(resampled: Floats) -> tuple[Floats, Floats]:
    """Give percentile intervals of the columns of resampled shares, cut to [0, 1].

    The percentile bootstrap (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 13).
    A resample in which a share is no number counts for nothing.
    """
    outside = (1 - LEVEL) / 2
    with np.errstate(invalid="ignore"):
        known = [column[~np.isnan(column)] for column in resampled.T]
    ends = [
        np.quantile(one, [outside, 1 - outside]) if one.size else [np.nan, np.nan] for one in known
    ]
    low, high = np.clip(np.asarray(ends, dtype=float).T, 0, 1)
    return low, high


def count_labels(counted: Floats) -> Floats:
    """Take shares from predicted labels (*classify and count*, Forman 2008).

    They are biased wherever a model takes one label for another more often than the other way
    round (Forman 2008, *Quantifying Counts and Costs via Classification*).

    Args:
        counted: Sentences by predicted label, shape ``(…, labels)``.

    Returns:
        Shares, shape ``(…, labels)``; NaN where there are no sentences.
    """
    return _divide(counted, counted.sum(axis=-1, keepdims=True))


def sum_probabilities(expected: Floats) -> Floats:
    """Take shares from sums of probabilities (*probabilistic classify and count*).

    They are unbiased if the probabilities are calibrated on these articles (Bella et al. 2010,
    *Quantification via Probability Estimators*).

    Args:
        expected: Sums of the probabilities of labels, shape ``(…, labels)``.

    Returns:
        Shares, shape ``(…, labels)``; NaN where there are no sentences.
    """
    return _divide(expected, expected.sum(axis=-1, keepdims=True))


def invert_confusion(counted: Floats, confusion: Floats) -> Floats:
    r"""Correct shares of predicted labels by how often a model takes one label for another.

    *Adjusted count* for several labels (Forman 2008; Hopkins & King 2010, *A Method of Automated
    Nonparametric Content Analysis for Social Science*): the shares :math:`\theta` solve
    :math:`p_j = \sum_i P(\hat{y} = j \mid y = i)\, \theta_i`; what falls below 0 is cut off. They
    are unbiased if the labels of people are mistaken here as often as where the confusion was
    counted, whatever the shares are there.

    Args:
        counted: Sentences by predicted label, shape ``(…, labels)``.
        confusion: Sentences by gold and predicted label, shape ``(…, labels, labels)``.

    Returns:
        Shares, shape ``(…, labels)``; NaN where gold lacks a label.

    Examples:
        >>> confusion = np.array([[8.0, 2.0], [1.0, 9.0]])  # of 10 each, 8 and 9 are found
        >>> invert_confusion(np.array([38.0, 62.0]), confusion).round(2).tolist()
        [0.4, 0.6]
    """
    rates = _divide(confusion, confusion.sum(axis=-1, keepdims=True))
    is_known = np.asarray(~np.isnan(rates).any(axis=(-2, -1)))
    rates = np.where(is_known[..., None, None], rates, np.eye(rates.shape[-1]))
    inverted = np.linalg.pinv(np.swapaxes(rates, -1, -2))
    shares = np.einsum("...ij,...j->...i", inverted, count_labels(counted))
    shares = np.maximum(shares, 0)
    shares = _divide(shares, shares.sum(axis=-1, keepdims=True))
    return np.where(is_known[..., None], shares, np.nan)


def power_tuning(labelled: LabelledSums, unlabelled: ArticleSums) -> float:
    r"""Give how far predictions are to be trusted in ``prediction_powered``, in [0, 1].

    PPI++ (Angelopoulos, Duchi & Zrnic 2023, *PPI++: Efficient Prediction-Powered Inference*)
    chooses :math:`\lambda = \mathrm{Cov}(y, f) / ((1 + n/N)\,\mathrm{Var}(f))`, which makes the
    variance of the estimate least; here of the sum over labels, so that shares still sum to 1.
    As shares are ratios, y and f are what an article's sums are off by from the shares of all
    articles (their influence on the ratio).

    Args:
        labelled: The n articles of the sample.
        unlabelled: The N others.

    Returns:
        The weight of the predictions; 0 if there are no others.
    """
    n, n_others = len(labelled.confusion), len(unlabelled.counted)
    if not n_others or not n:
        return 0.0
    predicted = labelled.predicted
    off_gold = _deviations(labelled.gold, predicted.n_sentences)
    off_predicted = _deviations(predicted.expected, predicted.n_sentences)
    covariance = (off_gold * off_predicted).sum() / n
    everything = _deviations(
        np.concatenate([predicted.expected, unlabelled.expected]),
        np.concatenate([predicted.n_sentences, unlabelled.n_sentences]),
    )
    variance = (everything**2).sum() / (n + n_others - 1)
    return float(np.clip(covariance / ((1 + n / n_others) * variance), 0, 1)) if variance else 0.0


def prediction_powered(
    gold: Floats, predicted: Floats, unlabelled: Floats, *, weight: float
) -> Floats:
    r"""Correct predicted shares by what people say of a random sample.

    Prediction-powered inference for means (Angelopoulos et al. 2023, *Prediction-Powered
    Inference*, Science 382) with a weight :math:`\lambda` of the predictions:
    :math:`\theta = \lambda\,\bar{f}_N + (\bar{y}_n - \lambda\,\bar{f}_n)`. Each mean is a ratio of
    sums over articles, so that the sentences of an article stay together. It holds whatever the
    model is worth, if the sample was drawn at random from the same articles.

    Args:
        gold: Sentences of the sample by label of people, shape ``(…, labels)``.
        predicted: Sums of their probabilities, likewise.
        unlabelled: The same of the articles outside the sample.
        weight: The weight of the predictions, as ``power_tuning`` gives it.

    Returns:
        Shares, shape ``(…, labels)``, which sum to 1; one may lie below 0.
    """
    n_sentences = gold.sum(axis=-1, keepdims=True)
    rectifier = _divide(gold - weight * predicted, n_sentences)
    return rectifier + (weight * sum_probabilities(unlabelled) if weight else 0.0)


def draw_sums(values: Floats, *, generator: np.random.Generator) -> Floats:
    """Sum over articles that are drawn with replacement, again and again.

    Args:
        values: Of each article, shape ``(articles, columns)``.
        generator: Draws.

    Returns:
        Shape ``(resamples, columns)``.
    """
    n_articles = len(values)
    if not n_articles:
        return np.zeros((N_RESAMPLES, values.shape[1]))
    blocks = []
    for size in _block_sizes(n_articles):
        drawn = generator.integers(n_articles, size=(size, n_articles))
        places = drawn + n_articles * np.arange(size)[:, None]
        times = np.bincount(places.ravel(), minlength=size * n_articles)
        blocks.append(times.reshape(size, n_articles).astype(float) @ values)
    return np.concatenate(blocks)


def draw_confusion(labelled: LabelledSums, *, seed: int) -> Floats:
    """Give the confusion of a sample with articles drawn anew: ``(resamples, labels, labels)``."""
    n_labels = labelled.confusion.shape[-1]
    flat = labelled.confusion.reshape(len(labelled.confusion), -1)
    drawn = draw_sums(flat, generator=np.random.default_rng(seed))
    return drawn.reshape(-1, n_labels, n_labels)


def draw_counts(confusion: Floats, *, seed: int) -> Floats:
    """Give a confusion with sentences drawn anew, where nothing is known of its articles.

    Args:
        confusion: Sentences by gold and predicted label, shape ``(labels, labels)``.
        seed: Of the draws.

    Returns:
        Shape ``(resamples, labels, labels)``. Sentences of an article are right or wrong together,
        which is left out here, so intervals are somewhat too narrow.
    """
    generator = np.random.default_rng(seed)
    totals = confusion.sum(axis=1)
    rates = _divide(confusion, totals[:, None])
    rows = [
        generator.multinomial(int(total), rate, N_RESAMPLES)
        if total
        else np.zeros((N_RESAMPLES, len(rate)))
        for total, rate in zip(totals, rates, strict=True)
    ]
    return np.stack(rows, axis=1).astype(float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How often a model takes one label for another, and the same with articles drawn anew.

    Attributes:
        counts: Sentences by gold and predicted label, shape ``(labels, labels)``.
        resampled: Shape ``(resamples, labels, labels)``.
    """

    counts: Floats
    resampled: Floats


def estimate_shares(
    everything: ArticleSums,
    *,
    unlabelled: ArticleSums,
    labelled: LabelledSums | None,
    confusion: Confusion | None,
    seed: int,
) -> Mapping[Method, ShareEstimate]:
    """Estimate shares by every method that there is something for.

    Args:
        everything: All articles of a group.
        unlabelled: Those that are outside the sample.
        labelled: Those of the sample; None, or fewer than ``FEWEST_LABELLED``, for no
            prediction-powered inference.
        confusion: Of the model, from any articles; None for no correction by it.
        seed: Of the bootstrap.

    Returns:
        The estimates, each with what it is when articles are drawn anew.
    """
    generator = np.random.default_rng(seed)
    n_labels = everything.counted.shape[1]
    both = np.hstack([everything.counted, everything.expected])
    once, drawn = both.sum(axis=0), draw_sums(both, generator=generator)
    counted, expected = np.split(once, [n_labels])
    drawn_counted, drawn_expected = np.split(drawn, [n_labels], axis=1)
    found = {
        Method.COUNTED: ShareEstimate(
            shares=count_labels(counted), resampled=count_labels(drawn_counted)
        ),
        Method.PROBABILITIES: ShareEstimate(
            shares=sum_probabilities(expected), resampled=sum_probabilities(drawn_expected)
        ),
    }
    if confusion is not None:
        found[Method.CONFUSION] = ShareEstimate(
            shares=invert_confusion(counted, confusion.counts),
            resampled=invert_confusion(drawn_counted, confusion.resampled),
        )
    if labelled is not None and len(labelled.confusion) >= FEWEST_LABELLED:
        found[Method.PREDICTION_POWERED] = _powered(labelled, unlabelled, generator=generator)
    return found


def _powered(
    labelled: LabelledSums, unlabelled: ArticleSums, *, generator: np.random.Generator
) -> ShareEstimate:
    weight = power_tuning(labelled, unlabelled)
    n_labels = labelled.confusion.shape[-1]
    sample = np.hstack([labelled.gold, labelled.predicted.expected])
    drawn = draw_sums(sample, generator=generator)
    others = draw_sums(unlabelled.expected, generator=generator)
    gold, predicted = np.split(sample.sum(axis=0), [n_labels])
    drawn_gold, drawn_predicted = np.split(drawn, [n_labels], axis=1)
    beside = unlabelled.expected.sum(axis=0)
    return ShareEstimate(
        shares=prediction_powered(gold, predicted, beside, weight=weight),
        resampled=prediction_powered(drawn_gold, drawn_predicted, others, weight=weight),
    )


def _deviations(sums: Floats, n_sentences: Floats) -> Floats:
    """Give how far each article's sums are from those that the shares of all would give."""
    shares = sums.sum(axis=0) / max(n_sentences.sum(), 1.0)
    return np.asarray(sums - n_sentences[:, None] * shares)


def _block_sizes(n_articles: int) -> Iterator[int]:
    size = max(1, min(N_RESAMPLES, _CELLS_AT_ONCE // n_articles))
    whole, rest = divmod(N_RESAMPLES, size)
    yield from [size] * whole
    if rest:
        yield rest


def _divide(parts: Floats, wholes: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(parts / wholes)
