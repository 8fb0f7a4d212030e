"""Who "a top official" of the lead is: the article names them with the next speech."""

from collections.abc import Iterable, Sequence
from itertools import islice

from stance.prediction.speakers.linking.behalf import is_of_other_authority
from stance.prediction.speakers.linking.excluding import have_other_titles
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import (
    Being,
    Form,
    Mention,
    are_alike,
    are_of_others,
)
from stance.prediction.speakers.names import are_of_one_place
from stance.prediction.speakers.vocabulary.lexicon import lexicon

#: Up to which sentence an article is at its lead: after a headline, a byline and a dateline.
LEAD = 3
#: Within how many sentences of the lead the name comes.
NAMED_WITHIN = 3
#: Within how many sentences somebody who has spoken is called by name.
CALLED_WITHIN = 2


def introduced(
    voices: Iterable[Voice], mention: Mention, place: int, *, chances: Sequence[float]
) -> Voice | None:
    """Find "a top official" or "a rights group" of the lead, whom the article names next.

    A lead tells what somebody is; the name comes with the next speech, and says no more than a
    rank, or the same in other words.

    Args:
        voices: All voices, in the order in which the article brings them up.
        mention: By a name that is new.
        place: Index of its sentence.
        chances: Probability of each capacity for the sentence.

    Returns:
        The voice, a body's joined with the person; None if anybody else has been heard.
    """
    heard = list(islice((voice for voice in voices if voice.sources), 2))
    if len(heard) != 1:
        return None
    voice, lead = heard[0], heard[0].sources[-1]
    if voice.spoke_at > LEAD or place - voice.spoke_at > NAMED_WITHIN:
        return None
    is_alike = voice.can_say(chances)
    if is_alike and _is_spoken_for(voice, mention):
        voice.join()
        return voice
    is_one = not (voice.names or voice.is_plural) and voice.can_be(mention)
    if not is_one or lead.form is not Form.DESCRIPTION:
        return None
    if voice.being is Being.BODY:
        return voice if _is_body_of(lead, mention) else None
    is_next = is_alike and place == voice.spoke_at + 1
    is_named = _is_person_of(lead, mention) or (is_next and _is_told(lead, mention))
    is_other = lead.head in mention.traits and are_of_others(lead, mention)
    is_other = is_other or have_other_titles(lead, mention)
    return voice if is_named and not is_other else None


def called_next(
    voices: Iterable[Voice], mention: Mention, place: int, *, chances: Sequence[float]
) -> Voice | None:
    """Find "the head of Orno Watch", who has just spoken and is now called by name alone.

    Whoever is named for the first time and not told what they are has been told of.

    Args:
        voices: Those whom a reader has in mind, the latest first.
        mention: By a name that is new.
        place: Index of its sentence.
        chances: Probability of each capacity for the sentence.

    Returns:
        The voice; None if the last to speak has a name, or is not told whose head it is.
    """
    voice = max((one for one in voices if one.sources), key=lambda one: one.spoke_at, default=None)
    if voice is None or voice.names or voice.is_plural or voice.being is not Being.PERSON:
        return None
    told = voice.sources[-1]
    says_whose = told.is_full or told.is_relative
    if not says_whose or not (mention.gender or mention.being is Being.PERSON):
        return None
    is_plain = mention.role is None or mention.traits <= lexicon().ranks
    is_name = is_plain and len(mention.name) > 1 and voice.can_be(mention)
    is_near = place - voice.spoke_at <= CALLED_WITHIN
    return voice if is_name and is_near and voice.can_say(chances) else None


def _is_told(lead: Mention, named: Mention) -> bool:
    """Whether a lead can tell of a person what is told with a name: "the U.S. official in Orno"."""
    is_person = lead.being is named.being is Being.PERSON and bool(lead.about)
    return is_person and any(map(lexicon().classes_of, named.traits))


def _is_spoken_for(voice: Voice, named: Mention) -> bool:
    """Whether "Russia" or "Egypt's army" of the lead spoke through "Russian minister Ada Obi"."""
    lead = voice.sources[-1]
    is_state = voice.being is Being.UNKNOWN and len(lead.name) == 1
    if voice.is_plural or not (is_state or voice.being is Being.BODY):
        return False
    if is_of_other_authority(voice, named.beside):
        return False
    return named.being is Being.PERSON and bool(named.traits) and _are_of_one_place(lead, named)


def _is_body_of(lead: Mention, named: Mention) -> bool:
    """Whether "a rights group" is the Obi Watch, or "the top court" the Supreme Court."""
    if named.being is Being.PERSON:
        return False
    classes_of = lexicon().classes_of
    of_name = frozenset[str]().union(*map(classes_of, named.name))
    is_other = bool(of_name) and of_name.isdisjoint(classes_of(lead.head))
    is_known = lead.is_definite and not lead.is_bare
    return lead.head in named.name or not (is_known or is_other)


def _is_person_of(lead: Mention, named: Mention) -> bool:
    """Whether a name without a role, or with much the same one, is that of "a top official"."""
    is_known = (lead.is_definite or lead.is_bare) and not lead.about  # "the prime minister"
    if is_known or named.being is Being.BODY:
        return False
    if named.role is None or "from" in named.beside:  # "Ada Obi, 34, from Orno"
        return len(named.name) > 1
    is_rank = named.traits <= lexicon().ranks | lexicon().small["partisan"]
    is_same = lead.head in named.traits or are_alike(lead, named)
    return is_rank or is_same or _are_of_one_place(lead, named)


def _are_of_one_place(lead: Mention, named: Mention) -> bool:
    """Whether both are of one place or body: "a Mexican diplomat", "Mexico's Ada Obi"."""
    return any(
        are_of_one_place(one, other)
        for one in lead.about.union(lead.owner, lead.name if len(lead.name) == 1 else ())
        for other in named.about
    )
