"""The states that capitals stand for, and words for what is of a place."""

from collections.abc import Mapping, Sequence
from functools import cache

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

#: How words for what is of a place end.
_OF_A_PLACE = ("ese", "an", "i", "ish", "ch", "ek")
#: Letters at the beginning that such a word shares with the place, at least.
_SHARED = 4
_OF = frozenset({"of", "to"})


def state_of(name: Sequence[str]) -> Sequence[str]:
    """Give the state whose government a capital stands for, or else the name itself.

    Args:
        name: Folded words of a name.

    Returns:
        Folded words of a name.

    Examples:
        >>> state_of(["kyiv"]), state_of(["kyiv", "post"])
        (['ukraine'], ['kyiv', 'post'])
    """
    states = _states()
    return states[name[0]].split("_") if len(name) == 1 and name[0] in states else name


def are_of_one_place(one: str, other: str) -> bool:
    """Whether two folded words are the same, or one says that something is of the other.

    Args:
        one: A country, a region, or a word for what is of it.
        other: Another.

    Returns:
        Whether they tell of one place.

    Examples:
        >>> are_of_one_place("french", "france"), are_of_one_place("orlander", "orland")
        (True, False)
    """
    known = lexicon().country_of
    if one in known and other in known:
        return known[one] == known[other]  # and Niger is not what is Nigerian
    return one == other or _is_of_place(one, other) or _is_of_place(other, one)


def ends_in_country(words: Sequence[Word]) -> bool:
    """Whether a country ends what an office is of, and a name follows: "of Turkey Obi".

    Args:
        words: Three of them.

    Returns:
        Whether the third begins a name.
    """
    of, country, name = words
    known = lexicon()
    is_other = name.key in known.roles or name.key in known.titles or name.key in known.bodies
    is_country = country.key in known.countries or country.key in known.small["state"]
    return of.key in _OF and is_country and not is_other


@cache
def _states() -> Mapping[str, str]:
    """Give the state for each capital that stands for it, and for each other name of it."""
    names = {
        name: state
        for state, country in lexicon().countries.items()
        for name in country.other_names
    }
    return {**names, "brussels": "eu"}


def _is_of_place(word: str, place: str) -> bool:
    """Whether a word says that something is of a place.

    Args:
        word: Folded, such as an adjective.
        place: Folded, such as a state.

    Returns:
        Whether the two begin alike, and the word ends as such words do.

    Examples:
        >>> _is_of_place("lebanese", "lebanon"), _is_of_place("lebanon", "lebanese")
        (True, False)
        >>> _is_of_place("iraqi", "iran"), _is_of_place("polish", "poland")
        (False, False)
    """
    return word != place and word.endswith(_OF_A_PLACE) and word[:_SHARED] == place[:_SHARED]
