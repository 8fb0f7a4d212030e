"""In what capacity each voice speaks: one for the whole article, from all of its sentences."""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

from stance.prediction.speakers.capacity.chances import normalised

V = TypeVar("V", bound=Hashable)

#: How much the sentence itself says of its label beside its speaker; chosen on originals/dev and
#: GUM news (experiments/speakers).
OWN_SHARE = 0.3
#: What a sentence counts for that does not name its speaker, who may be somebody else.
UNNAMED = 0.5
#: The share of its own that leaves the speaker's label the likeliest is not taken quite.
_SHORT_OF_EVEN = 0.999


def pool(
    voices: Sequence[V | None],
    chances: Sequence[tuple[float, ...]],
    *,
    are_named: Sequence[bool],
) -> dict[V, tuple[float, ...]]:
    """Pool the evidence of all sentences of each voice.

    The log-probabilities of a voice's sentences are averaged, with half the weight for those that
    only carry a speech on: a long run of them would outvote the sentences that say whose it is.
    Their sum would be right if the
    sentences were independent evidence, but a model that errs in one sentence of a speaker errs
    in the next, so the sum is far surer than it is right (experiments/speakers).

    Args:
        voices: Who speaks in each sentence; None is the outlet.
        chances: Probability of each label for each sentence, in the order of the scheme, none zero.
        are_named: Whether each sentence names its speaker.

    Returns:
        For each voice, the probability of each label for all of its sentences.

    Examples:
        >>> both = (0.6, 0.3, 0.1), (0.2, 0.7, 0.1)
        >>> pool(["ana", "ana"], both, are_named=[True, True])
        {'ana': (0.38..., 0.50..., 0.11...)}
        >>> pool(["ana", "ana"], both, are_named=[True, False])
        {'ana': (0.45..., 0.43..., 0.10...)}
    """
    sums: defaultdict[V, list[float]] = defaultdict(lambda: [0.0] * len(chances[0]))
    weights: defaultdict[V, float] = defaultdict(float)
    for voice, own, is_named in zip(voices, chances, are_named, strict=True):
        if voice is not None:
            weight = 1.0 if is_named else UNNAMED
            weights[voice] += weight
            sums[voice] = [a + weight * math.log(b) for a, b in zip(sums[voice], own, strict=True)]
    return {
        voice: normalised([one / weights[voice] for one in total]) for voice, total in sums.items()
    }


def confide(pooled: tuple[float, ...], own: tuple[float, ...]) -> tuple[float, ...]:
    """Say how sure the label of a speaker's sentence is.

    The speaker's sentences together tell in what capacity the speaker speaks. Whether it is the
    speaker who speaks in this one, the sentence tells itself. The two are mixed, and the label
    stays that of the speaker.

    Args:
        pooled: Probability of each label for all sentences of the speaker.
        own: Probability of each label for this one.

    Returns:
        Probability of each label; the likeliest is that of ``pooled``.

    Examples:
        >>> confide((0.98, 0.01, 0.01), (0.7, 0.0, 0.3))
        (0.89..., 0.00..., 0.09...)
        >>> confide((0.98, 0.01, 0.01), (0.1, 0.0, 0.9))
        (0.71..., 0.00..., 0.27...)
    """
    best = max(reversed(range(len(pooled))), key=pooled.__getitem__)  # as label_of chooses
    share = OWN_SHARE
    for there, here in zip(pooled, own, strict=True):
        lead, gain = pooled[best] - there, here - own[best]
        if gain > 0:
            share = min(share, _SHORT_OF_EVEN * lead / (lead + gain))
    return tuple(
        (1 - share) * there + share * here for there, here in zip(pooled, own, strict=True)
    )
