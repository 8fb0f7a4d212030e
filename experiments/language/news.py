"""The texts that identifiers of languages are measured on: news in 124 languages, and English."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

#: The 25 languages of the question: how NTREX names them, and their ISO 639-1 codes.
ASKED: Final = {
    "arb": "ar",
    "ces": "cs",
    "dan": "da",
    "deu": "de",
    "ell": "el",
    "fin": "fi",
    "fra": "fr",
    "heb": "he",
    "hin": "hi",
    "ind": "id",
    "ita": "it",
    "jpn": "ja",
    "kor": "ko",
    "nld": "nl",
    "pol": "pl",
    "por-BR": "pt",
    "ron": "ro",
    "rus": "ru",
    "spa": "es",
    "swa": "sw",
    "swe": "sv",
    "tur": "tr",
    "ukr": "uk",
    "vie": "vi",
    "zho-CN": "zh",
}
UNITS: Final = ("document", "three", "sentence")
#: Shorter English is no sentence that anybody can tell the language of.
_FEWEST_WORDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text in a known language."""

    source: str
    unit: str
    text: str


def read_translations(ntrex: Path) -> Iterator[Passage]:
    """Read every language of NTREX but English, as documents, three lines and single lines."""
    for path in sorted(ntrex.glob("NTREX-*/newstest2019-ref*.txt")):
        name = path.name.removesuffix(".txt").split(".")[1]
        if not name.startswith("eng"):
            yield from _passages(name, _documents(ntrex, path))


def read_english(ntrex: Path, corpora: Iterable[Path]) -> Iterator[Passage]:
    """Read the source of NTREX and labelled articles, whole and sentence by sentence."""
    source = ntrex / "NTREX-128" / "newstest2019-src.eng.txt"
    yield from filter(_is_long, _passages("ntrex", _documents(ntrex, source)))
    for path in corpora:
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            spans = [(one["start"], one["end"]) for one in article["sentences"]]
            sentences = [article["text"][start:end] for start, end in spans]
            yield Passage(source=path.parent.name, unit="document", text=article["text"])
            units = _passages(path.parent.name, [sentences])
            yield from (one for one in units if one.unit != "document" and _is_long(one))


def read_treebank(path: Path) -> Iterator[Passage]:
    """Read the sentences of a CoNLL-U file, in threes and single."""
    sentences = re.findall(r"^# text = (.*)$", path.read_text("utf-8"), re.MULTILINE)
    for one in _passages(path.stem, [sentences]):
        if one.unit != "document" and (not path.stem.startswith("en_") or _is_long(one)):
            yield one


def read_lessons(folder: Path) -> Iterator[Passage]:
    """Read English files of a folder, whole and cut after each mark that may end a sentence."""
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text("utf-8", errors="replace")
        for one in _passages("lessons", [re.split(r"(?<=[.!?])\s+|\n+", text)]):
            if _is_long(one):
                yield one


def _is_long(passage: Passage) -> bool:
    return passage.unit != "sentence" or len(passage.text.split()) >= _FEWEST_WORDS


def _documents(ntrex: Path, path: Path) -> list[list[str]]:
    names = (ntrex / "DOCUMENT_IDS.tsv").read_text("utf-8").splitlines()
    lines = path.read_text("utf-8").splitlines()
    pairs = zip(names, lines, strict=True)
    return [[line for _, line in group] for _, group in groupby(pairs, key=lambda pair: pair[0])]


def _passages(source: str, documents: Iterable[list[str]]) -> Iterator[Passage]:
    for lines in documents:
        yield Passage(source=source, unit="document", text="\n".join(lines))
        for start in range(0, len(lines) - 2, 3):
            yield Passage(source=source, unit="three", text="\n".join(lines[start : start + 3]))
        for line in lines:
            yield Passage(source=source, unit="sentence", text=line)
