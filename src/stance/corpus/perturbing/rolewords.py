"""What speakers are called, and in what capacity they then speak."""

import re
from dataclasses import dataclass
from functools import cache
from random import Random

from stance.corpus.perturbing.wordlists import read_rows
from stance.labels import SpeakerKind

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


def head_of(role: str) -> str:
    """Give what a role is in one word.

    Args:
        role: As an article has it, without article.

    Returns:
        The word, in small letters; empty if there is none.

    Examples:
        >>> head_of("Minister of Trade"), head_of("night baker from Oslo")
        ('minister', 'baker')
    """
    words = _QUALIFIED.split(role, maxsplit=1)[0].split()
    return words[-1].lower() if words else ""


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
        return filled.setdefault(found[1], generator.choice(_words()[found[1]]))

    return Role(
        kind=kind,
        before=_SLOT.sub(fill, before),
        after=_SLOT.sub(fill, generator.choice(after.split("; "))),
    )


@cache
def _roles() -> dict[SpeakerKind, list[tuple[str, str]]]:
    rows = read_rows("roles.tsv")
    return {
        kind: [(before, after) for name, before, after in rows if name == kind]
        for kind in SpeakerKind
    }


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(words.split(", "))
        for kind, name, words in read_rows("roles.tsv")
        if kind == "words"
    }
