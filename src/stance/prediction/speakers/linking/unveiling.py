"""Who a voice without a name is: the person who speaks for a body, the "judge" of before."""

from collections.abc import Iterable, Sequence

from stance.prediction.speakers.linking.behalf import is_in, speaks_for
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Mention

#: Within how many sentences "a judge" can be given a name; "Judge" in a headline always.
REVEAL_WITHIN = 3
_MINISTRY, _MINISTER = "ministry", "minister"


def revealed(
    voices: Iterable[Voice], mention: Mention, place: int, *, chances: Sequence[float]
) -> Voice | None:
    """Find the body, or the nameless "judge", whose voice a person is now said to be.

    Args:
        voices: Those whom a reader has in mind, the latest first.
        mention: A person by a name that is new.
        place: Index of its sentence.
        chances: Probability of each capacity for the sentence.

    Returns:
        The voice, a body's joined with the person, or None.
    """
    for voice in voices:
        if not voice.sources or not voice.can_say(chances):
            continue
        if speaks_for(voice, mention, place):
            voice.join()
            return voice
        is_known = _is_near(voice, place) or _is_whole_role(voice.sources[-1], mention)
        if is_known and voice.is_unveiled_by(mention):
            return voice
    return None


def _is_whole_role(nameless: Mention, mention: Mention) -> bool:
    """Whether it is "Orland's ambassador to Linden" with and without a name."""
    return (
        nameless.is_full and nameless.traits <= mention.traits and nameless.about <= mention.about
    )


def speaking_for(voices: Iterable[Voice], body: Voice, *, chances: Sequence[float]) -> Voice | None:
    """Find the person who has spoken for a body that has not spoken itself.

    Args:
        voices: Those whom a reader has in mind, the latest first.
        body: The body.
        chances: Probability of each capacity for the sentence in which it speaks.

    Returns:
        The person's voice, joined with the body, or None.
    """
    for voice in voices:
        if _speaks_for(voice, body) and voice.can_say(chances):
            voice.join()
            return voice
    return None


def _speaks_for(voice: Voice, body: Voice) -> bool:
    """Whether a voice is a person who has spoken for a body, and no mere "member" of it."""
    is_person = bool(voice.sources) and voice.being is Being.PERSON
    is_theirs = is_in(body, about=voice.about, beside=voice.beside) or _heads_ministry(voice, body)
    return is_person and is_theirs and "member" not in voice.traits


def _heads_ministry(voice: Voice, body: Voice) -> bool:
    """Whether a voice is a minister's, no deputy's, and the body no more than "the ministry"."""
    is_named = bool(body.names) or body.traits != {_MINISTRY}
    return not is_named and voice.traits & {_MINISTER, "deputy", "prime"} == {_MINISTER}


def _is_near(voice: Voice, place: int) -> bool:
    """Whether somebody has spoken a moment ago, or as "City attorney" in the headlines alone."""
    is_headline = voice.is_heard_in_headlines and voice.sources[-1].is_definite
    return is_headline or place - voice.spoke_at <= REVEAL_WITHIN
