"""Offices and titles that no one person has at once."""

from collections.abc import Set

from stance.prediction.speakers.naming.mentions import Mention, are_alike
from stance.prediction.speakers.vocabulary.lexicon import lexicon


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
