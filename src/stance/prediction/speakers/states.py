"""The states that capitals stand for."""

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
