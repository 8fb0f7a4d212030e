"""Whether a model is right as often as it says: calibration error and Brier score."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stance.labels import LABELS, Label
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
    # Probabilities are floats that may sum to a hair above 1, hence the two clips.
    bins = np.clip(np.searchsorted(edges, confidences, side="left") - 1, 0, N_BINS - 1)
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


def brier_score(pairs: Sequence[tuple[Sentence, Sentence]]) -> float:
    """Give the mean squared distance of probabilities from the gold label; lower is better.

    The sum over labels of Brier 1950, *Verification of Forecasts Expressed in Terms of
    Probability*. A sentence without probabilities counts as wholly sure of its label.

    Args:
        pairs: Gold and predicted sentences; at least one.

    Returns:
        In [0, 2]: 0 if always right and sure, 2/3 for a third on each label.
    """
    distances = [
        (_probability(predicted, label) - (gold.label == label)) ** 2
        for gold, predicted in pairs
        for label in LABELS
    ]
    return sum(distances) / len(pairs)


def _probability(sentence: Sentence, label: Label) -> float:
    if not sentence.probabilities:
        return float(sentence.label == label)
    return sentence.probabilities.get(label, 0.0)
