"""The words of a stretch of text, with their places and a form to compare them by."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from stance.parts import Span

_WORD = re.compile(
    r"\d+(?:,\d{3})+(?!\w)|[Ff]irst [Ll]ad(?:y|ies)\b"  # 1,400; one office
    # letters and digits, joined: O'Brien, al-Sisi, PG&E; not "polls.The", of a scraped page
    r"|[^\W_]+(?:(?!(?<=[a-z]{3})\.[A-Z][a-z])['’.&‐‑-]+[^\W_]+)*"
    r"|&|[,;:()\[\]–—\n]|(?<!\S)(?:--?|/)(?!\S)"  # a hyphen between spaces is a dash
)
_MARKS = frozenset((*",;:()[]–—\n-/", "--"))
#: What a full stop shortens: "U.S", the "A" of a name, "Mr".
_SHORTENED = re.compile(
    r"(?<!\w)(?:[A-Z]"
    r"|Mrs?|Ms|Mx|Drs?|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Cmdr|Sgt|Maj|Cpl|Rev|Fr|Hon|Sr)$"
)
#: A name that begins with a digit: 2GIS, 7News.
_NUMBERED = re.compile(r"\d[A-Z][A-Za-z]{2,}")
#: A name with its capital letter inside: eBay, easyJet, eThekwini.
_CAMEL = re.compile(r"[a-z]+[A-Z][a-z]")
#: What makes a name an adjective: "anti-Russian measures".
_SIDES = frozenset(
    {*("anti", "pro", "non", "pre", "post", "mid", "sub", "trans", "cross", "ex", "then", "co")}
)
#: What makes a name, joined to it, tell of another: "the Gulf-based bank", "Kyiv-born Ada Obi".
_TELLING = (
    *("-based", "-led", "-born", "-owned", "-backed", "-run", "-controlled", "-linked"),
    *("-sponsored", "-funded", "-commissioned"),
)


class Word(NamedTuple):
    """A word or a mark of punctuation in a text.

    Attributes:
        start: First character in the text.
        end: Character after the last.
        text: As written.
        key: Folded: no case, no accents, no possessive ending.
    """

    start: int
    end: int
    text: str
    key: str

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return self.text in _MARKS

    @property
    def is_capital(self) -> bool:
        """Whether it begins like a name, as eBay does; a letter of a script without case does."""
        first = self.text[0]
        if first.islower():
            if _CAMEL.match(self.text):
                return True
            before, _, after = self.text.rpartition("-")
            return before.islower() and before not in _SIDES and after[:1].isupper()  # al-Eryani
        return first.isalpha() or bool(_NUMBERED.match(self.text))

    @property
    def tells_of_another(self) -> bool:
        """Whether it is an adjective made of a name, as "Gulf-based" is."""
        return self.key.endswith(_TELLING)

    @property
    def is_possessive(self) -> bool:
        """Whether it ends like an owner's name."""
        return self.text.endswith(("'s", "’s", "'S", "’S"))


def words_in(text: str, span: Span) -> list[Word]:
    """Find the words of a stretch of text.

    Args:
        text: The article.
        span: Where to look.

    Returns:
        Words and marks of punctuation in order.

    Examples:
        >>> [word.key for word in words_in("Élysée's spokesman, Mr. Ó Briain", Span(0, 32))]
        ['elysee', 'spokesman', ',', 'mr', 'o', 'briain']
    """
    return [
        Word(found.start(), found.end(), found.group(), fold(found.group()))
        for found in _WORD.finditer(text, span.start, span.end)
    ]


#: What stands before "men" in plurals.
_MEN = frozenset(
    {"", "wo", "business", "businesswo", "clergy", "congress", "congresswo", "council", "fisher"}
    | {"gun", "militia", "police", "policewo", "service", "spokes", "tribes"}
)
_COOPERATIVES = frozenset({"co-operative", "co-operatives"})
_POLICE = frozenset({"cops", "Cops"})


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Give the form of a word that does not depend on case, accents or a possessive ending."""
    for ending in ("'s", "’s", "'S", "’S"):
        word = word.removesuffix(ending)
    if word in _POLICE:
        return "police"
    if word.isascii():
        return word.casefold().replace(".", "")
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)).replace(".", "")


def singular(key: str) -> str:
    """Give a folded noun without its plural ending.

    Args:
        key: Folded noun.

    Returns:
        The noun itself where it does not look like a plural.

    Examples:
        >>> [singular(key) for key in ("officials", "authorities", "witnesses", "us")]
        ['official', 'authority', 'witness', 'us']
    """
    if key.endswith("men") and key[:-3] in _MEN:
        return key[:-2] + "an"
    if key.endswith("ies") and len(key) > 4:  # noqa: PLR2004  # "ties" is no plural of "ty"
        return key[:-3] + "y"
    if key.endswith(("sses", "shes", "ches", "xes")):
        return key[:-2]
    if key.endswith("s") and len(key) > 2 and not key.endswith(("ss", "us", "is")):  # noqa: PLR2004  # "ms"
        return key[:-1]
    return key


def without_prefix(key: str) -> str:
    """Give a folded role without what says when or with whom: "ex-mayor", "mayor-elect"."""
    for prefix in ("co-", "ex-", "then-"):
        key = key.removeprefix(prefix) if key not in _COOPERATIVES else key
    return key.removesuffix("-elect")


def tells_age(key: str) -> bool:
    """Whether a folded word says how old somebody is: "56-year-old", "ten-year-old"."""
    return key.endswith("-year-old")


def shortens(text: str) -> bool:
    """Whether a full stop after a text shortens its last word and ends no sentence: "Mr", "U.S"."""
    return _SHORTENED.search(text) is not None


def is_thing_owner(word: Word) -> bool:
    """Tell whether a word is a possessive that names nobody: "the company's Orno plant"."""
    return word.is_possessive and word.text.islower()


def span_of(words: Sequence[Word]) -> Span:
    """Give the place of some words, of which there is at least one."""
    return Span(words[0].start, words[-1].end)


def owns_by_apostrophe(word: Word, text: str) -> bool:
    """Tell whether a word in "-s" has an apostrophe and no more: "Readings'"."""
    return word.text.endswith("s") and text[word.end : word.end + 2] in {"' ", "’ "}
