"""Whose name it is, of several who bear it."""

from collections.abc import Iterable, Sequence

from stance.prediction.speakers.mentions import Mention
from stance.prediction.speakers.voices import Voice

#: What it is worth, between two voices of one name, to have come up one sentence later.
LATER = 0.2


def bearer_of(
    mention: Mention, voices: Iterable[Voice], *, chances: Sequence[float]
) -> Voice | None:
    """Choose the voice that a name is most likely that of.

    Args:
        mention: By name.
        voices: Those who share a word of it.
        chances: Probability of each capacity for the sentence.

    Returns:
        The voice; None if nobody bears the name.
    """
    fits = [one for one in voices if one.can_be(mention) and one.bears_name_of(mention)]
    sure = [one for one in fits if not one.is_faint or one.sources]
    return max(
        sure or (one for one in fits if one.names[0] == mention.name),
        key=lambda voice: (
            mention.name in voice.names[:1],
            len(mention.name) > 1 or mention.gender != "" or not voice.is_relative,
            bool(voice.sources),
            voice.agreement(chances) + LATER * max(voice.spoke_at, voice.seen_at),
        ),
        default=None,
    )
