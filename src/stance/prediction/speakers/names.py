"""Which proper names can belong to one person or body: short forms, acronyms, capitals."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

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
    short, long = sorted((_expanded(one), _expanded(other)), key=len)
    if not short or (long[1:] == short and long[0] in {"south", "north"}):
        return False  # Sudan is not South Sudan
    is_acronym = len(short) == 1 and short[0] in acronyms(max(one, other, key=len))
    if short == long or is_acronym:
        return True
    states = state_of(one), state_of(other)
    if states != (one, other) and _expanded(states[0]) == _expanded(states[1]):
        return True  # "Kyiv" and "Ukraine"
    if is_body:
        return not _is_state(one, other) and _is_part_of_body(short, long)
    return _is_part_of_person(short, long)


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


def alias_after(name: Sequence[Word], words: Sequence[Word]) -> str:
    """Give the folded acronym in brackets after a name; "" if there is none, and for "(D-N.Y.)"."""
    after = list(islice((word for word in words if word.start >= name[-1].end), _LEAST_LETTERS))
    is_bracket = [word.text for word in after[::2]] == ["(", ")"]
    is_short = is_bracket and after[1].text[0].isupper() and after[1].text[1:2] not in {"-", ""}
    known = lexicon()
    is_body = any(word.key in known.bodies for word in name)
    return after[1].key if is_short and (is_body or after[1].text.isupper()) else ""


def is_younger(name: Sequence[str]) -> bool:
    """Whether the folded words of a name end in "Jr." or "Sr."."""
    return bool(name) and name[-1] in {"jr", "sr"}


def keys_of(name: Sequence[str], *, alias: str) -> set[str]:
    """Give the words under which a name is looked up: its own, their parts, state and initials."""
    pieces = (part for word in name for part in (word, *word.split("-")))
    return {*pieces, *state_of(name), *_expanded(name), *acronyms(name), alias} - {""}


def state_of(name: Sequence[str]) -> Sequence[str]:
    """Give the state whose government a capital stands for, or else the name itself."""
    states = _states()
    return states[name[0]].split("_") if len(name) == 1 and name[0] in states else name


def are_of_one_place(one: str, other: str) -> bool:
    """Whether two folded words are the same, or tell of one country: "french", "france"."""
    known = lexicon().country_of
    if one in known and other in known:
        return known[one] == known[other]  # and Niger is not what is Nigerian
    return one == other


@cache
def _states() -> Mapping[str, str]:
    """Give the state for each capital that stands for it, and for each other name of it."""
    countries = lexicon().countries.items()
    names = {name: state for state, country in countries for name in country.other_names}
    return {**names, "brussels": "eu"}


def _expanded(name: Sequence[str]) -> list[str]:
    """Spell "us" out, and leave out "of" and the "al-" of "al-Sisi"."""
    words = (
        part.removeprefix("al-").removeprefix("el-")
        for word in name
        for part in _SPELT_OUT.get(word, (word,))
    )
    return [word for word in words if word not in lexicon().small["joint"]] or list(name)


def _initials(name: Sequence[str]) -> str:
    """Give the acronym that the first letters of a name form, or "" for a single word."""
    small = lexicon().small
    words = [word for word in name if word not in small["joint"] | small["shortened"]]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _is_part_of_person(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name is a person's given name, surname, or full name without the middle."""
    if short in (long[: len(short)], long[-len(short) :]):
        return True
    if len(short) > 1:
        is_initial = short[0][0] == long[0][0] and 1 in (len(short[0]), len(long[0]))
        return short[-1] == long[-1] and (short[0] == long[0] or is_initial)
    pieces = {piece for word in (long[0], long[-1]) for piece in word.split("-")}
    return short[0] in pieces or short[0] in long[1:]


def _is_part_of_body(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a body's name are in a longer one in the same order."""
    if len(short) == 1 and len(long) > 2:  # noqa: PLR2004  # "Union" is no name for one of five
        return short[0] in {long[0], long[-1]}
    rest = iter(long)
    return all(word in rest for word in short)


def _is_state(*names: Sequence[str]) -> bool:
    """Whether the shorter name is a state's or its capital's: China is not China Daily."""
    shorter = min(names, key=len)
    spelt_out = tuple(_expanded(shorter))
    is_union = spelt_out in {_SPELT_OUT["us"], _SPELT_OUT["uk"]}
    return is_union or "_".join(shorter) in lexicon().small["state"]
