"""The texts that identifiers of languages are measured on: news in 128 languages, and English."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

#: The 25 languages of the question, as NTREX names its files.
ASKED = (
    "deu fra spa por-BR ita nld swe dan pol ces ron tur ind swa vie fin rus ukr ell arb heb hin "
    "zho-CN jpn kor"
).split()
#: Translations into English; the source itself is another file.
ENGLISH = ("eng-GB", "eng-US", "eng-IN")
#: Lines that are joined to a short text.
SHORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text in a known language."""

    source: str
    unit: str
    text: str


def read_translations(ntrex: Path) -> Iterator[Passage]:
    """Read every language of NTREX but English, as documents, three lines and single lines."""
    for path in sorted(ntrex.glob("NTREX-*/newstest2019-ref.*.txt")):
        name = path.name.split(".")[1]
        if name not in ENGLISH:
            yield from _passages(name, _documents(ntrex, path))


def read_english(ntrex: Path, corpora: Iterable[Path]) -> Iterator[Passage]:
    """Read the English of NTREX and labelled articles, whole and sentence by sentence."""
    for path in sorted(ntrex.glob("NTREX-128/newstest2019-*.eng*.txt")):
        yield from _passages(f"ntrex {path.name.split('.')[1]}", _documents(ntrex, path))
    for path in corpora:
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            text = article["text"]
            yield Passage(source=path.parent.name, unit="document", text=text)
            for sentence in article["sentences"]:
                one = text[sentence["start"] : sentence["end"]]
                yield Passage(source=path.parent.name, unit="sentence", text=one)


def _documents(ntrex: Path, path: Path) -> list[list[str]]:
    names = (ntrex / "DOCUMENT_IDS.tsv").read_text("utf-8").splitlines()
    lines = path.read_text("utf-8").splitlines()
    pairs = zip(names, lines, strict=True)
    return [[line for _, line in group] for _, group in groupby(pairs, key=lambda pair: pair[0])]


def _passages(source: str, documents: Iterable[list[str]]) -> Iterator[Passage]:
    for lines in documents:
        yield Passage(source=source, unit="document", text="\n".join(lines))
        for start in range(0, len(lines) - SHORT + 1, SHORT):
            text = "\n".join(lines[start : start + SHORT])
            yield Passage(source=source, unit="three", text=text)
        for line in lines:
            yield Passage(source=source, unit="sentence", text=line)
