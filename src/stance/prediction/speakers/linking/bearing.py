"""Whose name it is, of several who bear it."""

from collections.abc import Iterable, Sequence

from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Mention
from stance.prediction.speakers.vocabulary.lexicon import lexicon

#: What it is worth, between two voices of one name, to have come up one sentence later.
LATER = 0.2
#: Forms of address by which an outlet calls whom it has named in full.
_FORMAL = frozenset({"mr", "ms"})
#: Titles of those who go by a given name.
_ROYAL = frozenset({"prince", "princess", "king", "queen", "pope"})


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
    fits = [
        one
        for one in voices
        if one.can_be(mention) and one.bears_name_of(mention) and not _is_other_royal(mention, one)
    ]
    sure = [one for one in fits if not one.is_faint or one.sources]
    if not fits:
        return _taken_for_other_sex(mention, voices)
    return max(
        sure or (one for one in fits if one.names[0] == mention.name),
        key=lambda voice: (
            mention.name in voice.names[:1],
            len(mention.name) > 1 or mention.gender != "" or not _is_relative(voice),
            bool(voice.sources),
            voice.agreement(chances) + LATER * max(voice.spoke_at, voice.seen_at),
        ),
        default=None,
    )


def _is_relative(voice: Voice) -> bool:
    """Whether it is somebody's mother or son, who is seldom meant by the surname alone."""
    return not voice.traits.isdisjoint(lexicon().small["kin"])


def _taken_for_other_sex(mention: Mention, voices: Iterable[Voice]) -> Voice | None:
    """Find the one who bears a name and whom only the given name makes a man: "Ms Obi" of Jack."""
    if mention.traits.isdisjoint(_FORMAL) or len(mention.name) != 1:
        return None
    bearers = [one for one in voices if one.bears_name_of(mention)]
    if len(bearers) != 1 or not bearers[0].is_guessed:
        return None
    bearers[0].gender = mention.gender
    return bearers[0]


def _is_other_royal(mention: Mention, voice: Voice) -> bool:
    """Whether one is "Prince Adam", who has no surname, and the other an Adam Obi."""
    one, other = sorted(
        ((mention.name, mention.traits), (voice.names[0], voice.traits)), key=lambda of: len(of[0])
    )
    is_royal = len(one[0]) == 1 < len(other[0]) and one[0][0] == other[0][0]
    return is_royal and not _ROYAL.isdisjoint(one[1]) and _ROYAL.isdisjoint(other[1])
