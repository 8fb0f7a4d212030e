"""The states that capitals stand for, and words for what is of a place."""

from collections.abc import Sequence

#: Capitals that stand for a state's government, and other names of states.
_STATES = {
    "america": "us",
    "washington": "us",
    "britain": "uk",
    "london": "uk",
    "brussels": "eu",
    "ankara": "turkey",
    "baghdad": "iraq",
    "beijing": "china",
    "berlin": "germany",
    "cairo": "egypt",
    "canberra": "australia",
    "damascus": "syria",
    "islamabad": "pakistan",
    "kiev": "ukraine",
    "kyiv": "ukraine",
    "madrid": "spain",
    "moscow": "russia",
    "ottawa": "canada",
    "paris": "france",
    "pyongyang": "north korea",
    "rome": "italy",
    "seoul": "south korea",
    "tehran": "iran",
    "tokyo": "japan",
    "warsaw": "poland",
}

#: How words for what is of a place end.
_OF_A_PLACE = ("ese", "an", "i", "ish", "ch", "ek")
#: Letters at the beginning that such a word shares with the place, at least.
_SHARED = 4


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
    return _STATES[name[0]].split() if len(name) == 1 and name[0] in _STATES else name


def are_of_one_place(one: str, other: str) -> bool:
    """Whether two folded words are the same, or one says that something is of the other."""
    return one == other or is_of_place(one, other) or is_of_place(other, one)


def is_of_place(word: str, place: str) -> bool:
    """Whether a word says that something is of a place.

    Args:
        word: Folded, such as an adjective.
        place: Folded, such as a state.

    Returns:
        Whether the two begin alike, and the word ends as such words do.

    Examples:
        >>> is_of_place("lebanese", "lebanon"), is_of_place("lebanon", "lebanese")
        (True, False)
        >>> is_of_place("iraqi", "iran"), is_of_place("polish", "poland")
        (False, False)
    """
    return word != place and word.endswith(_OF_A_PLACE) and word[:_SHARED] == place[:_SHARED]
