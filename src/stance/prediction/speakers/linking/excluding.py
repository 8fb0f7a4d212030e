"""Whom a description cannot mean, whatever its noun."""

from collections.abc import Set

from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import (
    PARTIES,
    Being,
    Mention,
    are_alike,
    are_of_other_parties,
)
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import singular


def is_somebody_else(mention: Mention, voice: Voice) -> bool:
    """Tell whether something that is said of the one cannot be said of the other.

    Args:
        mention: A description.
        voice: Somebody known from before.

    Returns:
        Whether it cannot point there.
    """
    if not voice.can_be(mention) or _is_run_by(mention, voice) or _owns(voice, mention):
        return True
    is_other_number = mention.is_plural != voice.is_plural and voice.being is Being.PERSON
    if is_other_number or (mention.is_bare and _is_person_of_body(mention, voice)):
        return True  # "Pope" of a line below the headline is not the G7, whose delegates spoke
    if holds_another_office(mention, voice.traits) or _is_other_relative(mention, voice):
        return True
    if are_of_other_parties(mention.traits, voice.traits):
        return True
    is_several = mention.is_plural and not voice.is_plural and mention.being is Being.BODY
    if (is_several or _is_one_of(voice, mention)) and voice.being is Being.BODY:
        return True  # "security firms" are not just Larkspur
    is_nameless = voice.is_plural and not (voice.names or voice.about)
    return bool(mention.about) and is_nameless  # "Utah officials" are not just any "officials"


def _is_one_of(voice: Voice, mention: Mention) -> bool:
    """Whether it is "the brokerage", and a voice "analysts and brokerages"."""
    head = voice.sources[-1].head if voice.sources else ""
    return voice.is_plural and not mention.is_plural and mention.head == head


def _is_person_of_body(mention: Mention, voice: Voice) -> bool:
    """Whether it is a person, and a voice a body by name, and nobody's who speaks for it."""
    is_body = any(one.being is Being.BODY for one in voice.sightings)
    is_joint = bool(voice.names) and voice.is_joint and is_body and not voice.is_named_as_person
    return is_joint and mention.being is Being.PERSON and not mention.is_plural


def _is_other_relative(mention: Mention, voice: Voice) -> bool:
    """Whether it is "the victim's nephew", and a voice is only named, and not as a nephew."""
    return mention.is_relative and mention.head not in voice.traits and not voice.sources


def holds_another_office(mention: Mention, traits: Set[str]) -> bool:
    """Tell whether it is "the foreign minister" and somebody is another: "the health minister".

    Args:
        mention: A description.
        traits: Folded words of what somebody is.

    Returns:
        Whether they hold different offices.
    """
    small = lexicon().small
    offices = small["portfolio"] | small["ruler"]
    if mention.head not in traits:
        held = traits & offices
        is_one = held | {mention.head} <= small["portfolio"] | {"premier"}
        return mention.head in offices and bool(held) and not is_one
    under = "vice" if mention.head in small["ruler"] else "shadow"
    if under in mention.traits ^ traits:
        return True  # "the vice president", "the shadow minister"; not "the vice admiral"
    fields = small["field"] | {"foreign", "prime", "home", "cabinet"}
    own, theirs = mention.traits & fields, traits & fields
    is_other = bool(own) and bool(theirs) and own.isdisjoint(theirs)
    return mention.head in small["portfolio"] and is_other


def have_other_titles(nameless: Mention, named: Mention) -> bool:
    """Tell whether "the U.S. ambassador" is not "U.S. President Ada Obi".

    Args:
        nameless: A description.
        named: Somebody by name.

    Returns:
        Whether both have titles that no one person has at once, as far as they tell.
    """
    titles = lexicon().small["titled"]
    heads = {nameless.head}
    if {"secretary", "general"} <= nameless.traits:
        heads |= {"secretary-general"}
    is_told = not heads.isdisjoint(titles) and not titles.isdisjoint(named.traits)
    return is_told and heads.isdisjoint(named.traits) and not are_alike(nameless, named)


def is_party(mention: Mention, voice: Voice) -> bool:
    """Tell whether it is "the government", or "police", and a voice a party: the Conservatives.

    Args:
        mention: A description.
        voice: A body that is named.

    Returns:
        Whether it is one.
    """
    last = {singular(name[-1]) for name in voice.names}
    is_one = not last.isdisjoint(PARTIES | {"party"})
    return is_one and mention.head in lexicon().small["state-body"]


def _is_run_by(mention: Mention, voice: Voice) -> bool:
    """Whether it is "the Hamas-run agency" of a voice that is called Hamas."""
    owners = {trait.rpartition("-")[0] for trait in mention.traits}
    return any(word in owners for name in voice.names for word in name)


def _owns(voice: Voice, mention: Mention) -> bool:
    """Whether it is "Obi's lawyer" of a person who is called Obi."""
    is_named = any(word in mention.owner for name in voice.names for word in name)
    return is_named and voice.being is not Being.BODY and mention.being is Being.PERSON
