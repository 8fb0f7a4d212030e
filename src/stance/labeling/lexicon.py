"""The word lists that labelling functions look words up in, and where a sentence has such words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from stance.errors import CorpusError, Fault
from stance.labels import Label
from stance.lexicon.table import phrases, terms_by_class
from stance.parts import Span
from stance.prediction.speakers.words import Word, singular, words_in

_OFFICIAL, _EXPERT, _FACT = Label
#: What people are: the list that their first such word is from, and what they then carry.
PEOPLE: Final[Mapping[str, Label]] = {
    "spokespersons": _OFFICIAL,
    "official_titles": _OFFICIAL,
    "unnamed_officials": _OFFICIAL,
    "organisation_heads": _OFFICIAL,
    "academic_titles": _EXPERT,
    "analyst_titles": _EXPERT,
    "unnamed_experts": _EXPERT,
    "private_people": _FACT,
    "public_figures": _FACT,
    "anonymous_sources": _FACT,
}
#: What bodies and papers are; of two that end at one word the first counts.
BODIES: Final[Mapping[str, Label]] = {
    "media": _FACT,
    "known_bodies": _OFFICIAL,
    "justice": _OFFICIAL,
    "research_bodies": _EXPERT,
    "public_bodies": _OFFICIAL,
    "organisations": _OFFICIAL,
    "studies": _EXPERT,
    "documents": _FACT,
}
#: Lists that say nothing of speakers.
_OF_PERTURBATIONS = frozenset({"outlets", "invented_outlets", "page_clutter"})
#: The line that says where the entries of a list are from.
_SOURCE = "# source:"
_ALMOST = 0.8


class Hit(NamedTuple):
    """Words of a sentence that are an entry of a list.

    Attributes:
        name: The list.
        first: Index of the first word.
        last: Index after the last word.
    """

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    keys: tuple[str, ...]
    #: As written, for an entry with capital letters, which must be written so in the text.
    written: tuple[str, ...] | None


class Lexicons:
    """Word lists by name.

    A list is a text file: comments begin with ``#``, one of them is ``# source: …``, and each other
    line is an entry, or several forms of one with commas between them. ``entry | why`` gives a
    reason. An entry in small letters matches in any case and in the plural; one with a capital
    letter only as written: "WHO" is not "who".

    Args:
        lists: For each list its entries.

    Examples:
        >>> lexicons = Lexicons({"bodies": ["WHO, World Health Organization"], "people": ["nurse"]})
        >>> words = words_in("The WHO and nurses who agree", Span(0, 28))
        >>> lexicons.find(words)
        [Hit(name='bodies', first=1, last=2), Hit(name='people', first=3, last=4)]
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(lists)
        self._by_first: dict[str, list[_Entry]] = {}
        for name, entries in lists.items():
            for form in (form for entry in entries for form in _forms(entry)):
                entry = _entry(name, form)
                self._by_first.setdefault(entry.keys[0], []).append(entry)

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Find the entries of all lists among words.

        Args:
            words: Of a sentence, marks included.

        Returns:
            The hits, by their first word; an entry inside a longer one of its list is left out.
        """
        found: list[Hit] = []
        ends: dict[str, int] = {}
        for index in range(len(words)):
            here: dict[str, int] = {}
            for entry in self._candidates(words[index]):
                if _matches(entry, words, index):
                    end = index + len(entry.keys)
                    here[entry.name] = max(end, here.get(entry.name, 0))
            for name, end in here.items():
                if end > ends.get(name, 0):
                    found.append(Hit(name, index, end))
                    ends[name] = end
        return found

    def _candidates(self, word: Word) -> Iterator[_Entry]:
        yield from self._by_first.get(word.key, ())
        one = singular(word.key)
        if one != word.key:
            yield from self._by_first.get(one, ())


@cache
def built_in_lexicons() -> Lexicons:
    """Give the word lists that come with the package, read once."""
    return Lexicons(_built_in())


def read_lexicons(folder: Path) -> Lexicons:
    """Give the word lists of the package, with those of a folder in place of theirs or beside them.

    Args:
        folder: Holds files ``NAME.txt``; one with the name of a list of ours replaces it.

    Returns:
        All lists.

    Raises:
        CorpusError: With every fault of every file: a line that cannot be read, no source line, no
            entries, a name that is almost one of ours.
    """
    lists = _built_in()
    ours = tuple(lists)
    paths = sorted(folder.glob("*.txt"))
    faults = (
        [] if paths else [Fault(path=folder, line=None, what="no .txt file here; name another")]
    )
    for path in paths:
        nearest = get_close_matches(path.stem, ours, n=1, cutoff=_ALMOST)
        if nearest and path.stem not in ours:
            what = f"no list has this name; did you mean {nearest[0]}.txt?"
            faults.append(Fault(path=path, line=None, what=what))
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            faults.append(Fault(path=path, line=line, what="not UTF-8; save the file as UTF-8"))
        else:
            faults += _faults_in(text, path)
            lists[path.stem] = _entries(text)
    if faults:
        raise CorpusError(faults)
    return Lexicons(lists)


def _built_in() -> dict[str, list[str]]:
    lists = {
        name: [*terms_by_class().get(name, ()), *phrases().get(name, ())]
        for name in sorted({*phrases(), *PEOPLE, *BODIES} - _OF_PERTURBATIONS)
    }
    lists["media"] += phrases()["outlets"]
    return lists


def _entries(text: str) -> list[str]:
    lines = (line.split("|")[0].strip() for line in text.splitlines() if not line.startswith("#"))
    return [line for line in lines if line]


def _faults_in(text: str, path: Path) -> Iterator[Fault]:
    """Give what is wrong with the lines of a list."""
    if not any(line.startswith(_SOURCE) for line in text.splitlines()):
        what = f"says nowhere where its entries are from; add a line {_SOURCE} …"
        yield Fault(path=path, line=None, what=what)
    if not _entries(text):
        yield Fault(path=path, line=None, what="has no entries; add one a line, or remove the file")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        entry, *why = line.split("|")
        if len(why) > 1:
            what = "more than one |; write: entry | why"
            yield Fault(path=path, line=number, what=what)
        elif not all(_words(form) for form in entry.split(",")):
            what = f"{entry.strip()!r} has a form without a word; write: form, other form | why"
            yield Fault(path=path, line=number, what=what)


def _forms(entry: str) -> list[str]:
    return [form.strip() for form in entry.split(",")]


def _words(form: str) -> list[Word]:
    return words_in(form, Span(0, len(form)))


def _entry(name: str, form: str) -> _Entry:
    words = _words(form)
    is_written = any(char.isupper() for char in form)
    written = tuple(_bare(word) for word in words) if is_written else None
    return _Entry(name, tuple(word.key for word in words), written)


def _bare(word: Word) -> str:
    """Give a word as written, without dots and a possessive ending."""
    text = word.text[:-2] if word.is_possessive else word.text
    return text.replace(".", "")


def _matches(entry: _Entry, words: Sequence[Word], index: int) -> bool:
    here = words[index : index + len(entry.keys)]
    if len(here) < len(entry.keys):
        return False
    if entry.written is not None:
        return all(_bare(word) == text for word, text in zip(here, entry.written, strict=True))
    return all(
        key in (word.key, singular(word.key)) for word, key in zip(here, entry.keys, strict=True)
    )
