"""Whether two proper names can belong to the same person or body."""

from collections.abc import Sequence

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.states import state_of
from stance.prediction.speakers.words import singular

_SPELT_OUT = {
    "us": ("united", "states"),
    "uk": ("united", "kingdom"),
    "un": ("united", "nations"),
    "eu": ("european", "union"),
    "fed": ("federal", "reserve"),
    "d.r": ("democratic", "republic"),
    "vw": ("volkswagen",),
    "lib": ("liberal",),
    "dems": ("democrats",),
    "tories": ("conservatives",),
}

#: An acronym with more letters can leave out the place with which its name begins.
_LEAST_LETTERS = 3


def same_name(one: Sequence[str], other: Sequence[str], *, is_body: bool = False) -> bool:
    """Say whether one name can be another, or a short form of it.

    Args:
        one: Folded words of a name, without titles.
        other: Folded words of another.
        is_body: Whether one of them is known to be a body's.

    Returns:
        Whether they fit. Two different given names before one surname do not.

    Examples:
        >>> same_name(["okoro"], ["ines", "okoro"])
        True
        >>> same_name(["ana", "okoro"], ["ines", "okoro"])
        False
        >>> same_name(["who"], ["world", "health", "organization"], is_body=True)
        True
    """
    return _fit(one, other, is_body=is_body) or _is_capital_of(one, other)


def _fit(one: Sequence[str], other: Sequence[str], *, is_body: bool) -> bool:
    """Whether one name can be another as they are written."""
    short, long = sorted((_expanded(one), _expanded(other)), key=len)
    if not short or _is_half(short, long):
        return False
    if short == long:
        return True
    if len(short) == 1 and short[0] in acronyms(max(one, other, key=len)):
        return True
    if is_body:
        short, long = sorted((_expanded(_headed(one)), _expanded(_headed(other))), key=len)
        return not _is_state(one, other) and _is_part_of_body(short, long)
    return _is_part_of_person(short, long)


def _is_half(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name is a state's, and the other that of a part or a neighbour: South Sudan."""
    return list(long[1:]) == list(short) and long[0] in {"south", "north"}


def _is_capital_of(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name is a capital that stands for the state that the other is, or stands for."""
    states = state_of(one), state_of(other)
    return states != (one, other) and _expanded(states[0]) == _expanded(states[1])


def _expanded(name: Sequence[str]) -> list[str]:
    words = (
        part.removeprefix("al-").removeprefix("el-")
        for word in name
        for part in _SPELT_OUT.get(word, (word,))
    )
    return [word for word in words if word not in lexicon().small["joint"]] or list(name)


def acronyms(name: Sequence[str]) -> set[str]:
    """Give the acronyms of a name, as it is written and at home.

    Args:
        name: Folded words.

    Returns:
        None for a single word.

    Examples:
        >>> sorted(acronyms(["us", "geological", "survey"]))
        ['gs', 'usgs']
        >>> sorted(acronyms(["bank", "of", "england"]))
        ['be', 'boe']
    """
    at_home = name[1:] if name and name[0] in _SPELT_OUT else name
    short = {_initials(_expanded(one)) for one in (name, at_home)}
    if at_home is name:
        short |= {one[1:] for one in short if len(one) > _LEAST_LETTERS}  # Orland's FWC
    return {*short, "".join(word[0] for word in at_home) if any(short) else ""} - {""}


def _initials(name: Sequence[str]) -> str:
    """Give the acronym that the first letters of a name form, or "" for a single word."""
    small = lexicon().small
    plain = (small["joint"], small["shortened"])
    words = [word for word in name if not any(word in group for group in plain)]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _is_part_of_person(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name is a person's given name, surname, or full name without the middle."""
    ends = long[: len(short)], long[-len(short) :]
    if short[0] == long[0] and short[-1] == long[-1] and len(short) > 1:
        return True
    if list(short) in [list(end) for end in ends]:
        return True
    if len(short) > 1:
        return _is_initial(short[0], long[0]) and list(short[1:]) == list(long[1 - len(short) :])
    pieces = {piece for word in (long[0], long[-1]) for piece in word.split("-")}
    return short[0] in pieces or short[0] in long[1:]


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def _is_part_of_body(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a body's name are in a longer one in the same order."""
    if _is_place_of_body(short, long) or _is_of_members(short, long):
        return False
    if len(short) == 1 and len(long) > 2:  # noqa: PLR2004  # "Union" is no name for one of five
        return short[0] == long[0] or short[0] == long[-1]
    rest = iter(long)
    return all(word in rest for word in short)


def _is_of_members(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name is a firm's, the other that of its people: "Orno Air Pilots Association"."""
    added = [word for word in long if word not in short]
    is_group = added[-1:] == long[-1:] and "group" in lexicon().classes_of(long[-1])
    return is_group and any(singular(word) in lexicon().roles for word in added if word[-1] == "s")


def _is_state(*names: Sequence[str]) -> bool:
    """Whether the shorter name is a state's or its capital's: China is not China Daily."""
    shorter = min(names, key=len)
    is_short = "_".join(shorter) in lexicon().small["state"]
    spelt_out = min((tuple(_expanded(name)) for name in names), key=len)
    return is_short or spelt_out in (_SPELT_OUT["us"], _SPELT_OUT["uk"])


def _headed(name: Sequence[str]) -> list[str]:
    """Write "Ministry of Defence" as "Defence Ministry", its noun last."""
    known = lexicon()
    first = int(name[0] in known.nations)  # "Orlandish Ministry of Defence"
    noun, rest = name[first : first + 1], name[first + 1 :]
    is_headed = bool(rest) and noun[0] in known.bodies and rest[0] in known.small["joint"]
    return [*name[:first], *rest, *noun] if is_headed else list(name)


def _is_place_of_body(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name is only whose embassy a body is: "Japan" of "Embassy of Japan"."""
    seats = lexicon().small["seat"]
    places = [long[:at] if at else long[1:] for at, word in enumerate(long) if word in seats]
    return list(short) in [list(place) for place in places]


def is_younger(name: Sequence[str]) -> bool:
    """Whether the folded words of a name end in "Jr." or "Sr."."""
    return bool(name) and name[-1] in {"jr", "sr"}


def keys_of(name: Sequence[str], *, alias: str) -> set[str]:
    """Give the words under which a name is looked up.

    Args:
        name: Folded words.
        alias: Folded acronym; "" if there is none.

    Returns:
        The words, their parts, the state and the initials; never "".
    """
    pieces = (part for word in name for part in (word, *word.split("-")))
    return {*pieces, *state_of(name), *_expanded(name), *acronyms(name), alias} - {""}
