"""What speakers are called, and in what capacity they then speak."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

from stance.labels import SpeakerKind
from stance.lexicon.table import terms_by_class

_SLOT = re.compile(r"\{(\w+)\}")
_QUALIFIED = re.compile(
    r",| (?:at|by|for|from|in|near|not|now|of|on|representing|to|who|whose|with)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What somebody is called.

    Attributes:
        kind: The capacity in which such a person speaks.
        before: As it stands before the name; empty if there is no way to say it.
        after: As it stands after the name, without article.
    """

    kind: SpeakerKind
    before: str
    after: str

    @property
    def head(self) -> str:
        """The one word that stands for it later on."""
        return head_of(self.before or self.after)

    @property
    def plural(self) -> str:
        """Several such people, without article."""
        words = (self.before or self.after).split()
        return " ".join([*words[:-1], _plural(words[-1])])


def head_of(role: str) -> str:
    """Give what a role is in one word.

    Args:
        role: As an article has it, without article.

    Returns:
        The word, in small letters; empty if there is none, as in "who lost a brother".

    Examples:
        >>> head_of("Minister of Trade"), head_of("night baker from Oslo")
        ('minister', 'baker')
    """
    words = _QUALIFIED.split(role, maxsplit=1)[0].split()
    is_clause = not words or words[0].lower() in {"that", "which", "who", "whose"}
    return "" if is_clause else words[-1].lower()


def is_person(head: str) -> bool:
    """Tell whether a small word stands for a person or for people, as the lexicon has it."""
    return head in _heads()


def is_plural(head: str) -> bool:
    """Tell whether a word that stands for people stands for several."""
    return _heads().get(head, False)


def draw_role(generator: Random, *, needs_before: bool) -> Role:
    """Choose a kind, then one of its roles, then one of the ways to say it.

    Args:
        generator: Chooses.
        needs_before: Take one that can stand before a name.

    Returns:
        A role; what it says before and after a name agrees.
    """
    kind = generator.choice(tuple(SpeakerKind))
    before, after = generator.choice([one for one in _roles()[kind] if one[0] or not needs_before])
    filled: dict[str, str] = {}

    def fill(found: re.Match[str]) -> str:
        return filled.setdefault(found[1], generator.choice(words_for(found[1])))

    return Role(
        kind=kind,
        before=_SLOT.sub(fill, before),
        after=_SLOT.sub(fill, generator.choice(after.split("; "))),
    )


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = files(__package__).joinpath("roles.tsv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if not line.startswith("#"))


@cache
def _roles() -> dict[SpeakerKind, list[tuple[str, str]]]:
    rows = _rows()
    return {
        kind: [(before, after) for name, before, after in rows if name == kind]
        for kind in SpeakerKind
    }


@cache
def words_for(name: str) -> tuple[str, ...]:
    """Give what can stand in a slot: the words of its line, or the roles of a class of terms."""
    own = {row[1]: row[2].split(", ") for row in _rows() if row[0] == "words"}
    by_class = terms_by_class()
    return tuple(own[name] if name in own else sorted(by_class[name] & by_class["role"]))


@cache
def _heads() -> dict[str, bool]:
    """What a person is called in one word, and whether the word means several."""
    rows = [row for listed in _roles().values() for row in listed]
    ways = [way for before, after in rows for way in (before, *after.split("; "))]
    heads = {head_of(one) for way in ways for one in _filled(head_of(way))} - {""}
    heads |= terms_by_class()["role"] - terms_by_class()["body"]
    return dict.fromkeys(map(_plural, heads), True) | dict.fromkeys(heads, False)


def _filled(head: str) -> tuple[str, ...]:
    found = _SLOT.fullmatch(head)
    return words_for(found[1]) if found else (head,)


def _plural(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:s|ch|sh)$", word) else f"{word}s"
