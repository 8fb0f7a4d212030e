"""Texts of public corpora that store words or tokens: put together as print has them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from stance.corpus.publictexts import (
    SENTENCES,
    PublicText,
    check_folder,
    in_paragraphs,
    read_texts,
)

#: Words that no space stands before, and after.
_CLOSING = frozenset(
    (*".,;:?!)]%'", "...", "''", "'s", "'S", "’s", "n't", "'re", "'ve", "'ll", "'d", "'m")
)
_OPENING = frozenset("([$£#")
_OPENS_QUOTATION = {'"': None, "``": True, "''": False}
#: A spreadsheet has grouped the digits of "100,000" as "1,00,000".
_GROUPED = re.compile(r"^(\d{1,2}),(\d\d),(\d{3})$")
_GMB: Final = "https://gmb.let.rug.nl/#sentences="
_MASC: Final = "https://anc.org/data/masc/#file="
_MASC_FILES: Final = "the folder `masc_tagged` of MASC's tagged files"
_ECB: Final = "https://github.com/cltl/ecbPlus#document="
#: A page begins with its address, in tokens.
_ADDRESS: Final = re.compile(r"(https?:|www\.)")
_MARK: Final = '"'
#: What the last word of a sentence ends in.
_ENDS: Final = (".", "!", "?", _MARK, "”", "'", "’", ",", ";", ":")
#: Where tokens stand together: inside numbers, between initials, around hyphens and slashes, before
#: what closes and after what opens.
_JOINED: Final = (
    (re.compile(r"(?<=\d) ([.:]) (?=\d)"), r"\1"),
    (re.compile(r"(?<=\d) , (?=\d{3}\b)"), ","),
    (re.compile(r"\b([A-Za-z]) \. (?=[A-Za-z] \.)"), r"\1."),
    (re.compile(r" - - "), " -- "),
    (re.compile(r"(?<=[\w.%]) - (?=[\w$])"), "-"),
    (re.compile(r" ([/_@]) "), r"\1"),
    (re.compile(r" (?=[.,;:?!%)\]”])"), ""),
    (re.compile(r"(?<=[(\[$£€#“‘]) "), ""),
    (re.compile(r" (['’]) ?(?=(?:s|S|t|re|ve|ll|d|m)\b)"), r"\1"),
    (re.compile(r"(?<=[sS]) (?=['’](?:[ .,;:?!”]|$))"), ""),
)


def read_gmb(path: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Put articles together from the sentences of the Groningen Meaning Bank.

    Its table ``ner_dataset.csv`` has a word a row, the number of a sentence in the first column.
    Addresses tell the first and the last sentence of an article; those are given whose sentences
    are all there.
    """

    def read(path: Path) -> Iterator[PublicText]:
        sentences = _sentences_of(path)
        for url in urls:
            first, last = _place(url.removeprefix(_GMB))
            own = [sentences[number] for number in range(first, last + 1) if number in sentences]
            if own and len(own) == last + 1 - first:
                yield PublicText(url=url, text=in_paragraphs(own))

    return read_texts([path], read, files="ner_dataset.csv of the Groningen Meaning Bank")


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


def read_masc(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Put articles together from the tagged files of the Manually Annotated Sub-Corpus.

    Its folder ``masc_tagged`` has files such as ``written/NYTnewswire1.txt``. Addresses tell the
    file, and the first and last character of an article in it.
    """
    check_folder(folder, holds="written/*.txt", files=_MASC_FILES)
    places: dict[Path, dict[str, tuple[int, int]]] = {}
    for url in urls:
        name, _, place = url.removeprefix(_MASC).partition(",")
        places.setdefault(folder / "written" / Path(name).name, {})[url] = _place(place)

    def read(path: Path) -> Iterator[PublicText]:
        text = _tagged_text(path)
        for url, (start, end) in places[path].items():
            yield PublicText(url=url, text=text[start:end])

    return read_texts(filter(Path.is_file, places), read, files=_MASC_FILES)


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


def _place(told: str) -> tuple[int, int]:
    """Read a place such as ``19-22``; an empty one if it is none."""
    first, _, last = told.partition("-")
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() else (0, 0)


def join_words(words: Sequence[str], *, in_quotation: bool = False) -> tuple[str, bool]:
    """Join words and marks as print has them; straight quotation marks open and close in turn.

    Told is, and given, whether a quotation is open before them and after.

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


def read_ecb(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Put pages of ECB+ together from their tokens.

    Its folder ``ECB+`` has files such as ``1/1_1ecbplus.xml``, which the addresses tell. Offsets
    count two sentences a paragraph, or more until a quotation is closed. One that begins with a
    quotation opens a paragraph, and a line without a full stop, such as a date, is one.
    """
    files = "the folder `ECB+` of github.com/cltl/ecbPlus"
    check_folder(folder, holds="*/*_*ecbplus.xml", files=files)
    names = {url: Path(url.removeprefix(_ECB)).name for url in urls}
    paths = {folder / one.partition("_")[0] / f"{one}.xml": url for url, one in names.items()}

    def read(path: Path) -> Iterator[PublicText]:
        yield PublicText(url=paths[path], text=_text_of(path))

    return read_texts(filter(Path.is_file, paths), read, files="the XML files of ECB+")


def join_tokens(tokens: Sequence[str], *, in_quotation: bool = False) -> tuple[str, bool]:
    """Join tokens of which a mark is one, unless it opens a quotation or stands inside a word.

    Told is, and given, whether a quotation is open before them and after.

    >>> join_tokens('"It is low , " she said , 1 , 500 people in the U . S .'.split())
    ('"It is low," she said, 1,500 people in the U.S.', False)
    """
    text = " ".join(tokens)
    for pattern, replacement in _JOINED:
        text = pattern.sub(replacement, text)
    parts = re.split(f"( ?{_MARK} ?)", text)
    for place in range(1, len(parts), 2):
        opens = not in_quotation or (parts[place] == f" {_MARK}" and parts[place + 1] != "")
        parts[place] = parts[place].rstrip() if opens else parts[place].lstrip()
        in_quotation = opens
    return "".join(parts).strip(), in_quotation


def _text_of(path: Path) -> str:
    try:
        tokens = list(ElementTree.parse(path).iter("token"))
    except ElementTree.ParseError as error:
        raise ValueError(f"no XML ({error})") from error
    paragraphs: list[list[str]] = [[]]
    in_quotation = False
    for _, words in groupby(tokens, key=lambda token: token.get("sentence")):
        own = [word.text or "" for word in words]
        line, in_quotation = join_tokens(own, in_quotation=in_quotation)
        if _ADDRESS.match(line) or not line.strip(_MARK):
            continue
        is_sentence = line.endswith(_ENDS)
        opens = line.startswith((_MARK, "“")) and not line[1:].startswith(" ")
        if paragraphs[-1] and (opens or not is_sentence):
            paragraphs.append([])
        paragraphs[-1].append(line)
        is_full = len(paragraphs[-1]) >= SENTENCES and not in_quotation
        if is_full or not is_sentence:
            paragraphs.append([])
    if not paragraphs[0]:
        raise ValueError("no token in it")
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)
