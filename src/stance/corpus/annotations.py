"""What people write in tables and tools: who speaks, and which words show it."""

import re
from dataclasses import dataclass
from typing import Self

from stance.labels import SpeakerKind
from stance.parts import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker as somebody wrote them down.

    Attributes:
        name: Their name, or a description of the unnamed.
        role: Title or affiliation; empty if none is told.
        kind: Their capacity; None lets it follow from the label.
    """

    name: str
    role: str = ""
    kind: SpeakerKind | None = None

    @classmethod
    def parse(cls, name: str, *, role: str = "", kind: str = "") -> Self | None:
        """Give the speaker of a name; None, the outlet itself, if it is empty."""
        if not name:
            return None
        return cls(name=name, role=role, kind=SpeakerKind.parse(kind) if kind else None)

    @classmethod
    def parse_whole(cls, name: str, *, role: str, kind: str) -> Self | None:
        """Give the speaker of a name; what is said of nobody is a ValueError."""
        if not name and (role or kind):
            raise ValueError("a role or a kind without a speaker; name the speaker, or clear them")
        return cls.parse(name, role=role, kind=kind)


def find_words(text: str, words: str, *, within: Span) -> list[Span]:
    """Find all places of words in a stretch of text, whole words with any blanks between them.

    >>> find_words("Ann Lee. Ann  Lee said.", "Ann Lee", within=Span(0, 23))
    [(0, 7), (9, 17)]
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.compile(rf"(?<!\w){pattern}(?!\w)").finditer(text, within.start, within.end)
    return [Span(*one.span()) for one in found]


def squashed(text: str) -> str:
    """Give a text as it is compared where white space does not count."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Give a text as it is compared where neither case nor white space counts."""
    return squashed(text.casefold())
