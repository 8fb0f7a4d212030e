"""Reads the format of NewsDiscourse: a sentence a line, and what each does in the article."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from stance.corpus.readers.drafts import Draft, DraftSentence, appended
from stance.corpus.sources import find_files, read_each, read_utf8
from stance.errors import CorpusError, Fault, refuse
from stance.labels import Label
from stance.parts import Span

_LINE = re.compile(r"(H|S\d+)[ \t]+(.*\S)\s*")
_URL = re.compile(r"URL\s+(\S+)")
_NOTE = re.compile(r"T\d+\t(\w+) \d+ \d+\t(H|S\d+)")
_SPEECH = "Speech"


def read_newsdiscourse(paths: Sequence[Path]) -> list[Draft]:
    """Read texts and the annotations beside them.

    A sentence marked ``Speech`` is somebody's, of whom the format tells neither name nor kind,
    so that it has no label; all others are facts. The discourse types are kept in the field
    ``discourse`` of the article, one list for each sentence.

    Args:
        paths: ``.txt`` files, or folders with such files; ``a.ann`` lies beside ``a.txt``.

    Returns:
        One draft for each text.

    Raises:
        CorpusError: With every fault of every file.
    """
    return read_each(find_files(paths, ending=".txt"), _read)


def _read(path: Path) -> Iterator[Draft]:
    text = url = title = ""
    sentences: list[tuple[str, Span]] = []
    gap = " "  # an empty line parts paragraphs, as in the file
    for line in read_utf8(path).split("\n"):
        if found := _URL.match(line):
            url = found[1]
        if found := _LINE.fullmatch(line):
            text, span = appended(text, found[2], gap=gap)
            sentences.append((found[1], span))
            title, gap = found[2] if found[1] == "H" else title, " "
        elif not line.strip():
            gap = "\n\n"
    if not sentences:
        raise CorpusError.of(path, "no line 'S1 …' here; each sentence has a line of its own")
    types = _read_types(
        path.with_suffix(".ann"), text=path.name, known={name for name, _ in sentences}
    )
    yield Draft(
        path=path,
        id=path.stem,
        text=text,
        sentences=tuple(
            DraftSentence(
                span=span, label=None if _SPEECH in types.get(name, ()) else Label.REPORTED_FACT
            )
            for name, span in sentences
        ),
        metadata={
            "url": url,
            "title": title,
            "discourse": [types.get(name, []) for name, _ in sentences],
        },
    )


def _read_types(path: Path, *, text: str, known: Collection[str]) -> dict[str, list[str]]:
    """Give the types of each sentence of the text, which all must be known."""
    types: dict[str, list[str]] = {}
    faults: list[Fault] = []
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        if not line.startswith("T"):
            continue
        found = _NOTE.fullmatch(line.rstrip())
        if found is None:
            what = f"{line!r} is no 'T1<tab>Type start end<tab>S1'; mend the line"
            faults.append(Fault(path=path, line=number, what=what))
            continue
        if found[2] not in known and found[2] not in types:
            what = f"{found[2]} is not in {text}; remove the line, or mend its number"
            faults.append(Fault(path=path, line=number, what=what))
        types.setdefault(found[2], []).append(found[1])
    refuse(faults)
    return types
