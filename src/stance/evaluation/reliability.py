"""Whether a model is right as often as it says: calibration error and Brier score."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss

from stance.labels import LABELS
from stance.parts import Sentence

N_BINS = 15


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


def confidence_bins(pairs: Sequence[tuple[Sentence, Sentence]]) -> tuple[ConfidenceBin, ...]:
    """Sort sentences by the confidence in the label they were given.

    Args:
        pairs: Gold and predicted sentences.

    Returns:
        ``N_BINS`` bins of equal width, from low to high, empty ones included.
    """
    confidences = np.array([predicted.confidence for _, predicted in pairs], dtype=np.float64)
    is_right = np.array([gold.label == predicted.label for gold, predicted in pairs], dtype=bool)
    edges = np.linspace(0, 1, N_BINS + 1)
    bins = np.array([bin_of(confidence) for confidence in confidences], dtype=np.int64)
    return tuple(
        ConfidenceBin(
            low=float(edges[index]),
            high=float(edges[index + 1]),
            n_sentences=int((chosen := bins == index).sum()),
            confidence=float(confidences[chosen].mean()) if chosen.any() else 0.0,
            accuracy=float(is_right[chosen].mean()) if chosen.any() else 0.0,
        )
        for index in range(N_BINS)
    )


def bin_of(confidence: float) -> int:
    """Give the number of the bin, from 0, that a confidence lies in."""
    # Probabilities are floats that may sum to a hair above 1, hence the two bounds.
    return min(max(math.ceil(confidence * N_BINS) - 1, 0), N_BINS - 1)


def expected_calibration_error(bins: Sequence[ConfidenceBin]) -> float:
    """Give the mean gap between confidence and accuracy; lower is better.

    The gap of each bin weighs by its sentences (Naeini et al. 2015, *Obtaining Well Calibrated
    Probabilities Using Bayesian Binning*; Guo et al. 2017). It looks at the label given and
    not at the other two, says nothing about accuracy itself, and is biased upwards on a few
    hundred sentences, so it compares models on the same sentences only.

    Args:
        bins: All bins of a corpus.

    Returns:
        In [0, 1]: 0.05 means that confidence and accuracy lie five points apart on average.
    """
    n_sentences = sum(one.n_sentences for one in bins)
    gaps = sum(one.n_sentences * abs(one.confidence - one.accuracy) for one in bins)
    return gaps / n_sentences if n_sentences else 0.0


def brier_score(
    pairs: Sequence[tuple[Sentence, Sentence]], *, labels: Sequence[str] = LABELS
) -> float:
    """Give the mean squared distance of probabilities from the gold label; lower is better.

    The sum over labels of Brier 1950, *Verification of Forecasts Expressed in Terms of
    Probability*, as scikit-learn gives it. A sentence without probabilities counts as wholly
    sure of its label.

    Args:
        pairs: Gold and predicted sentences; at least one.
        labels: Of their scheme.

    Returns:
        In [0, 2]: 0 if always right and sure, 2/3 for a third on each label.
    """
    return float(
        brier_score_loss(
            [labels.index(gold.label) for gold, _ in pairs],
            _proper([_probabilities(predicted, labels) for _, predicted in pairs]),
            labels=range(len(labels)),
            scale_by_half=False,
        )
    )


def squared_distance(gold: Sentence, predicted: Sentence) -> float:
    """Give the part of one sentence in the Brier score, in [0, 2]."""
    labels = list(dict.fromkeys((gold.label, predicted.label, *predicted.probabilities)))
    found = zip(labels, _proper([_probabilities(predicted, labels)])[0], strict=True)
    return float(sum((chance - (gold.label == label)) ** 2 for label, chance in found))


def _probabilities(sentence: Sentence, labels: Sequence[str]) -> list[float]:
    if not sentence.probabilities:
        return [float(sentence.label == label) for label in labels]
    return [sentence.probabilities.get(label, 0.0) for label in labels]


def _proper(probabilities: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Give rows that sum to 1, which those of a file may miss by a rounding."""
    rows = np.array(probabilities, dtype=np.float64)
    proper: NDArray[np.float64] = rows / rows.sum(axis=1, keepdims=True)
    return proper
