"""Texts of ECB+, which stores every word and mark as a token: put together as print has them."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from stance.corpus.publictexts import SENTENCES, PublicText, read_each
from stance.errors import CorpusError, Fault

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


def read_ecb(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Put pages of ECB+ together from their tokens.

    Offsets count two sentences a paragraph, or more until a quotation is closed. One that begins
    with a quotation opens a paragraph, and a line without a full stop, such as a date, is one.

    Args:
        folder: Its folder ``ECB+``, with files such as ``1/1_1ecbplus.xml``.
        urls: Addresses of pages, which tell the file.

    Returns:
        The texts, as far as there are files for them.

    Raises:
        CorpusError: If the folder holds no such file, or with every file that cannot be read.
    """
    if not any(folder.glob("*/*_*ecbplus.xml")):
        what = "no 1/1_1ecbplus.xml here; name the folder `ECB+` of github.com/cltl/ecbPlus"
        raise CorpusError([Fault(path=folder, line=None, what=what)])
    names = {url: Path(url.removeprefix(_ECB)).name for url in urls}
    paths = {folder / one.partition("_")[0] / f"{one}.xml": url for url, one in names.items()}

    def read(path: Path) -> list[PublicText]:
        return [PublicText(url=paths[path], text=_text_of(path))]

    found = [path for path in paths if path.is_file()]
    return read_each(found, read, files="the XML files of ECB+")


def join_tokens(tokens: Sequence[str], *, in_quotation: bool = False) -> tuple[str, bool]:
    """Join tokens of which a mark is one, unless it opens a quotation or stands inside a word.

    Args:
        tokens: Of a sentence.
        in_quotation: Whether a quotation has been opened before.

    Returns:
        The text, and whether a quotation is open at its end.

    Examples:
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
