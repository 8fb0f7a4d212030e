"""Texts of public corpora that store words: put together as print has them."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from stance.corpus.publictexts import PublicText, in_paragraphs
from stance.errors import CorpusError, Fault

T = TypeVar("T")

#: Words that no space stands before, and after.
_CLOSING = frozenset(
    (*".,;:?!)]%'", "...", "''", "'s", "'S", "’s", "n't", "'re", "'ve", "'ll", "'d", "'m")
)
_OPENING = frozenset("([$£#")
_OPENS_QUOTATION = {'"': None, "``": True, "''": False}
#: A spreadsheet has grouped the digits of "100,000" as "1,00,000".
_GROUPED = re.compile(r"^(\d{1,2}),(\d\d),(\d{3})$")
_GMB = "https://gmb.let.rug.nl/#sentences="
_MASC = "https://anc.org/data/masc/#file="


def read_gmb(path: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Put articles together from the sentences of the Groningen Meaning Bank.

    Args:
        path: Its table ``ner_dataset.csv``, a word a row, the number of a sentence in its first.
        urls: Addresses of articles, which tell their first and last sentence.

    Returns:
        The texts of those whose sentences are all there.

    Raises:
        CorpusError: If the file cannot be read as such a table.
    """
    sentences = _read(path, _sentences_of)
    texts = []
    for url in urls:
        first, last = _place(url.removeprefix(_GMB))
        own = [sentences[number] for number in range(first, last + 1) if number in sentences]
        if own and len(own) == last + 1 - first:
            texts.append(PublicText(url=url, text=in_paragraphs(own)))
    return texts


def read_masc(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Put articles together from the tagged files of the Manually Annotated Sub-Corpus.

    Args:
        folder: Its folder ``masc_tagged``, with files such as ``written/NYTnewswire1.txt``.
        urls: Addresses of articles, which tell the file, and the first and last character.

    Returns:
        The texts, as far as there are files for them.

    Raises:
        CorpusError: If the folder holds no such file, or one cannot be read.
    """
    if not (folder / "written").is_dir():
        what = "no folder `written` here; name the folder `masc_tagged` of MASC's tagged files"
        raise CorpusError([Fault(path=folder, line=None, what=what)])
    whole: dict[str, str] = {}
    texts = []
    for url in urls:
        name, _, place = url.removeprefix(_MASC).partition(",")
        path = folder / "written" / Path(name).name
        if path.is_file():
            if name not in whole:
                whole[name] = _read(path, _tagged_text)
            start, end = _place(place)
            texts.append(PublicText(url=url, text=whole[name][start:end]))
    return texts


def join_words(words: Sequence[str], *, in_quotation: bool = False) -> tuple[str, bool]:
    """Join words and marks as print has them; straight quotation marks open and close in turn.

    Args:
        words: As a tokenizer has cut them.
        in_quotation: Whether a quotation has been opened before.

    Returns:
        The text, and whether a quotation is open at its end.

    Examples:
        >>> join_words(["``", "It", "is", "low", ",", "''", "she", "said", "(", "twice", ")", "."])
        ('"It is low," she said (twice).', False)
    """
    text, is_glued = "", True
    for word in words:
        if word in _OPENS_QUOTATION:
            opens = _OPENS_QUOTATION[word]
            in_quotation = not in_quotation if opens is None else opens
            text += ("" if is_glued or not in_quotation else " ") + '"'
            is_glued = in_quotation
            continue
        is_after = is_glued or (word in _CLOSING and text != "")
        text += ("" if is_after else " ") + word
        is_glued = word in _OPENING
    return text, in_quotation


def _place(told: str) -> tuple[int, int]:
    """Read a place such as ``19-22``; an empty one if it is none."""
    found = re.fullmatch(r"(\d+)-(\d+)", told)
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)


def _read(path: Path, parse: Callable[[Path], T]) -> T:
    try:
        return parse(path)
    except (OSError, UnicodeDecodeError, ValueError, IndexError) as error:
        what = f"cannot be read ({error}); download it again"
        raise CorpusError([Fault(path=path, line=None, what=what)]) from error


def _sentences_of(path: Path) -> dict[int, str]:
    words: dict[int, list[str]] = {}
    number = None
    with path.open(encoding="cp1252", errors="replace", newline="") as file:
        for row in csv.reader(file):
            if row and row[0].startswith("Sentence: "):
                number = int(row[0].removeprefix("Sentence: "))
            if number is not None:
                words.setdefault(number, []).append(_GROUPED.sub(r"\1\2,\3", row[1]))
    if not words:
        raise ValueError("no row begins with `Sentence: 1`")
    return {number: join_words(own)[0] for number, own in words.items()}


def _tagged_text(path: Path) -> str:
    """Read words with their parts of speech, ``The_DT``; an empty line ends a paragraph."""
    paragraphs: list[list[str]] = [[]]
    in_quotation = False
    for line in path.read_text("utf-8").split("\n"):
        words = [word.rsplit("_", 1)[0] for word in line.split()]
        if words:
            text, in_quotation = join_words(words, in_quotation=in_quotation)
            paragraphs[-1].append(text)
        elif paragraphs[-1]:
            paragraphs.append([])
            in_quotation = False
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)
