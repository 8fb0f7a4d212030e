"""Speakers over many articles: which names are one, which could be, and which are no names."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stance.corpus.sources import read_utf8
from stance.corpus.tables import open_rows
from stance.errors import CorpusError, Fault, refuse
from stance.lexicon.table import small_words, terms
from stance.prediction.speakers.names import same_name

_NO_LETTERS = re.compile(r"[^\w]+|_")
_COLUMNS = ("alias", "name")


def name_key(name: str) -> str:
    """Give a name as it is compared: case, accents, marks and an article in front do not count.

    >>> name_key("The  Müller-Ortega Institute"), name_key("Muller Ortega institute")
    ('muller ortega institute', 'muller ortega institute')
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    words = _NO_LETTERS.sub(" ", plain.replace("'", "").replace("’", "")).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@cache
def is_named(name: str) -> bool:
    """Whether words for a speaker hold a proper name, and are not only a description.

    A word with a capital does, unless it is the first and one that the lexicon knows.

    >>> is_named("Ewa Tomczuk"), is_named("the port authority"), is_named("Residents")
    (True, False, False)
    """
    words = name.split()
    if words and words[0].casefold() in {"the", "a", "an"}:
        words = words[1:]
    capitals = [word for word in words if any(one.isupper() for one in word)]
    if capitals != words[:1]:
        return bool(capitals)
    return not _is_common(words[0].casefold().strip(".,'’")) if words else False


def is_unresolved(name: str) -> bool:
    """Whether a speaker is "she" or, as a prediction says it, "unnamed expert": nobody knows who.

    >>> is_unresolved("She"), is_unresolved("unnamed official"), is_unresolved("the nurse")
    (True, True, False)
    """
    words = name.casefold().split()
    return words[:1] == ["unnamed"] or (len(words) == 1 and words[0] in _PRONOUNS)


_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "i", "you", "who", "this", "that", "these", "those"]
)


def _is_common(word: str) -> bool:
    known = terms()
    singular = (word.removesuffix("s"), word.removesuffix("es"))
    small = small_words()
    counts = {*small["several"], *small["indefinite"]}
    return word in known or word in counts or any(one in known for one in singular)


def read_aliases(path: Path) -> Mapping[str, str]:
    """Read which names are other names of a speaker.

    Args:
        path: CSV with the columns ``alias`` and ``name``.

    Returns:
        The name for each alias, by the alias's ``name_key``.

    Raises:
        CorpusError: With each line that lacks one, or gives an alias a second name.
    """
    rows = open_rows(io.StringIO(read_utf8(path), newline=""))
    lacking = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if lacking:
        what = f"no column {', '.join(lacking)}; its first line is alias,name"
        raise CorpusError.of(path, what, line=1)
    found: dict[str, str] = {}
    faults: list[Fault] = []
    try:
        for row in rows:
            alias, name = ((row[column] or "").strip() for column in _COLUMNS)
            key = name_key(alias)
            if not key or not name_key(name):
                what = "an alias or a name is empty; fill in both, or remove the line"
                faults.append(Fault(path=path, line=rows.line_num, what=what))
            elif name_key(found.setdefault(key, name)) != name_key(name):
                what = f"{alias!r} is {found[key]!r} above; give each alias one name"
                faults.append(Fault(path=path, line=rows.line_num, what=what))
    except csv.Error as error:
        raise CorpusError.of(path, f"not CSV: {error}", line=rows.line_num) from error
    refuse(faults)
    return _followed(found)


def _followed(aliases: Mapping[str, str]) -> dict[str, str]:
    """Let an alias of an alias lead to the last name, and nobody round in circles."""
    found = {}
    for key in aliases:
        name, passed = aliases[key], {key}
        while (further := name_key(name)) in aliases and further not in passed:
            passed.add(further)
            name = aliases[further]
        found[key] = name
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two names that could be one speaker's.

    Attributes:
        alias: The shorter one.
        name: The fuller one; the only one among those looked at that fits.
        n_alias: Sentences under the first.
        n_name: Under the second.
    """

    alias: str
    name: str
    n_alias: int
    n_name: int


def find_merges(n_sentences: Mapping[str, int]) -> list[Merge]:
    """Find names that could be short forms of one other name: "M. Wall" of "Marta Wall".

    They have the last word in common, and fit by ``same_name``. A short form of several names is
    left out, for nobody could say of which.

    Args:
        n_sentences: Of each name.

    Returns:
        Those with the most sentences first.
    """
    by_last: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for name in n_sentences:
        words = name_key(name).split()
        if words:
            by_last[words[-1]].append((words, name))
    found = [
        Merge(alias=name, name=full, n_alias=n_sentences[name], n_name=n_sentences[full])
        for alike in by_last.values()
        if len(alike) > 1
        for words, name in alike
        if (full := _only_fuller(words, alike)) is not None
    ]
    return sorted(found, key=lambda one: (-one.n_alias - one.n_name, one.alias))


def _only_fuller(words: Sequence[str], alike: Iterable[tuple[list[str], str]]) -> str | None:
    """Give the fullest name that words can be short for, if all those that they can be are one."""
    fuller = [
        (other, name)
        for other, name in alike
        if _length(other) > _length(words) and same_name(words, other)
    ]
    if not fuller:
        return None
    fullest, name = max(fuller, key=lambda one: _length(one[0]))
    return name if all(same_name(other, fullest) for other, _ in fuller) else None


def _length(words: Sequence[str]) -> tuple[int, int]:
    return len(words), sum(map(len, words))
