"""Whom words name in the eyes of the network, which has read them in their article."""

from collections.abc import Iterable, Sequence

from stance.prediction.speakers.linking.excluding import have_other_titles, holds_another_office
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Mention

#: So much of the network's log-odds counts, at most.
_SUREST = 6.0
#: How many mentions of a voice are looked at, the latest.
_N_MENTIONS = 16
#: How much must speak for it that a name is that of somebody who has spoken without one.
_CALLED = 1.0
#: And that it is a person who speaks for a body that has spoken.
_SPEAKS_FOR = 2.0


def likeness(mention: Mention, voice: Voice) -> float | None:
    """Say how likely the network takes it that words name a voice, and nobody new.

    Args:
        mention: A source.
        voice: Somebody known from before.

    Returns:
        Log-odds, within bounds; None where the network says nothing of the two. A paper is that of
        somebody who has been heard.
    """
    if mention.vector is None:
        return None
    heard = (one.vector for one in voice.sources[-_N_MENTIONS:] if one.vector)
    odds = mention.vector.odds_of(heard if mention.is_paper else voice.vectors[-_N_MENTIONS:])
    return None if odds is None else max(-_SUREST, min(_SUREST, odds))


def called_by_name(
    voices: Iterable[Voice], mention: Mention, *, chances: Sequence[float]
) -> Voice | None:
    """Find who has spoken without a name, or as a body, and is now called by one.

    Args:
        voices: Those whom a reader has in mind.
        mention: By a name that nobody bears.
        chances: Probability of each capacity for the sentence.

    Returns:
        Whom the network takes to be the same, if there is one.
    """
    best, most = None, _CALLED
    for voice in voices:
        leads = mention.is_person_by_name and voice.being is Being.BODY and bool(voice.sources)
        is_several = voice.is_plural and not mention.is_plural  # "campaigners" are not just Obi
        is_several = is_several and (voice.being is Being.BODY or mention.being is not Being.BODY)
        is_nameless = not (voice.names or is_several) and voice.can_be(mention)
        if not (leads or is_nameless) or not voice.can_say(chances):
            continue
        if voice.sources and _is_another_officer(voice.sources[-1], mention):
            continue  # the "governor" of the headline is not "Secretary Ada Obi"
        odds = likeness(mention, voice)
        is_told = voice.being is Being.BODY and not voice.names and bool(voice.about)
        if odds is not None and odds > max(most, _SPEAKS_FOR if leads or is_told else _CALLED):
            best, most = voice, odds
    return best


def _is_another_officer(nameless: Mention, named: Mention) -> bool:
    is_other = holds_another_office(nameless, named.traits)
    return is_other or have_other_titles(nameless, named)
