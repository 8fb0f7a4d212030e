"""Probabilities of labels, from and to a model's log-probabilities."""

import math
from collections.abc import Sequence
from dataclasses import replace

from stance.prediction.scores import ScoredSentence
from stance.schemes import NEWS, LabelScheme

_LEAST = -12.0


def chances_of(sentence: ScoredSentence) -> tuple[float, ...]:
    """Give the probability of each label for a sentence.

    Args:
        sentence: With a model's scores, whatever they are.

    Returns:
        In the order of the scheme, none of them zero, summing to 1; equal for scores that are
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


def overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """Say how alike two distributions are: the coefficient of Bhattacharyya (1943).

    Args:
        one: Probabilities.
        other: As many.

    Returns:
        1 if they are the same, however spread, and 0 if nothing is possible in both.

    Examples:
        >>> round(overlap((0.5, 0.5), (0.5, 0.5)), 2), round(overlap((0.9, 0.1), (0.1, 0.9)), 2)
        (1.0, 0.6)
    """
    return sum(math.sqrt(own * theirs) for own, theirs in zip(one, other, strict=True))


def label_of(chances: Sequence[float], *, scheme: LabelScheme = NEWS) -> str:
    """Give the likeliest label; the later one in the scheme if two are level."""
    return scheme.names[max(reversed(range(len(chances))), key=chances.__getitem__)]


def capacities(chances: tuple[float, ...], *, scheme: LabelScheme = NEWS) -> tuple[float, ...]:
    """Give the probability of each capacity to speak in; of the only one if labels tell none."""
    return chances if scheme.label_of_kind else (1.0,)


def is_speech(sentence: ScoredSentence, *, scheme: LabelScheme = NEWS) -> bool:
    """Whether it is likelier that somebody whom the label tells speaks than that nobody does."""
    chances = zip(scheme.names, chances_of(sentence), strict=True)
    return sum(chance for label, chance in chances if label not in scheme.attributed) < 0.5  # noqa: PLR2004  # even odds


def is_spoken(sentence: ScoredSentence, *, scheme: LabelScheme = NEWS) -> bool:
    """Whether somebody speaks: so the label tells, or so the network says whatever the label."""
    return (sentence.speaking or 0.0) > 0 or is_speech(sentence, scheme=scheme)


def softened(sentence: ScoredSentence, temperature: float) -> ScoredSentence:
    """Give a sentence with scores that are less sure, or more.

    Args:
        sentence: With a model's scores.
        temperature: Divides their logits; above 1 it softens.

    Returns:
        The sentence; its probabilities sum to 1.
    """
    return _rescored(sentence, [score / temperature for score in sentence.log_probabilities])


def outlet_likelier(
    sentence: ScoredSentence, gain: float, *, scheme: LabelScheme = NEWS
) -> ScoredSentence:
    """Give a sentence with another chance that the outlet speaks.

    Args:
        sentence: With a model's scores.
        gain: How much likelier, in natural logarithms; below 0 less likely.
        scheme: Tells the label of the outlet.

    Returns:
        The sentence; its probabilities still sum to 1.
    """
    scores = [
        score + gain * (label == scheme.outlet)
        for label, score in zip(scheme.names, sentence.log_probabilities, strict=True)
    ]
    return _rescored(sentence, scores)


def nobody_said(
    sentence: ScoredSentence, gain: float, *, scheme: LabelScheme = NEWS
) -> ScoredSentence:
    """Give a sentence that names no speaker and is likelier to be the outlet's.

    Args:
        sentence: With a model's scores.
        gain: How much likelier, in natural logarithms.
        scheme: Tells the label of the outlet.

    Returns:
        The sentence, without source, cue and what the network says besides of whether anybody
        speaks; its probabilities still sum to 1.
    """
    likelier = outlet_likelier(sentence, gain, scheme=scheme)
    return replace(likelier, source=None, cue=None, speaking=None)


def _rescored(sentence: ScoredSentence, scores: Sequence[float]) -> ScoredSentence:
    """Give a sentence other log-probabilities, which are given up to a constant."""
    return replace(sentence, log_probabilities=tuple(map(math.log, normalised(scores))))
