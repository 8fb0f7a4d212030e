"""Probabilities of labels, from and to a model's log-probabilities."""

import math
from collections.abc import Sequence

from stance.labels import LABELS, Label
from stance.prediction.scores import ScoredSentence

_REPORTED = LABELS.index(Label.REPORTED_FACT)
_LEAST = -12.0


def chances_of(sentence: ScoredSentence) -> tuple[float, ...]:
    """Give the probability of each label for a sentence.

    Args:
        sentence: With a model's scores, whatever they are.

    Returns:
        In the order of ``LABELS``, none of them zero, summing to 1; equal for scores that are
        no numbers.
    """
    return normalised(sentence.log_probabilities)


def normalised(scores: Sequence[float]) -> tuple[float, ...]:
    """Turn log-probabilities, up to a constant, into probabilities.

    Args:
        scores: One for each label.

    Returns:
        Probabilities in the same order, summing to 1.
    """
    finite = [score for score in scores if math.isfinite(score)]
    peak = max(finite, default=0.0)
    weights = [
        math.exp(max(score - peak, _LEAST)) if math.isfinite(score) else math.exp(_LEAST)
        for score in scores
    ]
    return tuple(weight / sum(weights) for weight in weights)


def label_of(chances: Sequence[float]) -> Label:
    """Give the likeliest label; ``reported_fact`` if it is level with another."""
    return LABELS[max(reversed(range(len(LABELS))), key=chances.__getitem__)]


def is_speech(sentence: ScoredSentence) -> bool:
    """Whether it is likelier that an official or an expert speaks than that neither does."""
    return chances_of(sentence)[_REPORTED] < 0.5  # noqa: PLR2004  # even odds
