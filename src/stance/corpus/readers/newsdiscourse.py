"""Reads the format of NewsDiscourse: a sentence a line, and what each does in the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.corpus.readers.drafts import Draft, DraftSentence
from stance.corpus.readers.files import find_files, read_utf8
from stance.errors import CorpusError, Fault
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
    faults: list[Fault] = []
    drafts = [_read(path, faults) for path in find_files(paths, ending=".txt")]
    if faults:
        raise CorpusError(faults)
    return drafts


def _read(path: Path, faults: list[Fault]) -> Draft:
    notes_path = path.with_suffix(".ann")
    notes = _read_notes(notes_path, faults)
    page = _Page()
    content = read_utf8(path, faults)
    for line in content.split("\n"):
        page.read(line)
    if not page.names and content:
        what = "no line 'S1 …' here; each sentence has a line of its own"
        faults.append(Fault(path=path, line=None, what=what))
    for name, (number, _) in notes.items():
        if name not in page.names:
            what = f"{name} is not in {path.name}; remove the line, or mend its number"
            faults.append(Fault(path=notes_path, line=number, what=what))
    kinds = [notes.get(name, (0, []))[1] for name in page.names]
    return Draft(
        path=path,
        line=None,
        id=path.stem,
        text=page.text,
        sentences=tuple(
            DraftSentence(span=span, label=None if _SPEECH in found else Label.REPORTED_FACT)
            for span, found in zip(page.spans, kinds, strict=True)
        ),
        metadata={"url": page.url, "title": page.title, "discourse": kinds},
    )


@dataclass(kw_only=True)
class _Page:
    """The text as it grows; an empty line parts paragraphs, as in the file."""

    text: str = ""
    names: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    url: str = ""
    title: str = ""
    is_new_paragraph: bool = False

    def read(self, line: str) -> None:
        if found := _URL.match(line):
            self.url = found[1]
        if not (found := _LINE.fullmatch(line)):
            self.is_new_paragraph = self.is_new_paragraph or not line.strip()
            return
        gap = "\n\n" if self.is_new_paragraph else " "
        self.text += (gap if self.text else "") + found[2]
        self.names.append(found[1])
        self.spans.append(Span(len(self.text) - len(found[2]), len(self.text)))
        self.title = found[2] if found[1] == "H" else self.title
        self.is_new_paragraph = False


def _read_notes(path: Path, faults: list[Fault]) -> dict[str, tuple[int, list[str]]]:
    """Give the types of each sentence, with the line of the first."""
    notes: dict[str, tuple[int, list[str]]] = {}
    for number, line in enumerate(read_utf8(path, faults).split("\n"), start=1):
        if not line.startswith("T"):
            continue
        found = _NOTE.fullmatch(line.rstrip())
        if found is None:
            what = f"{line!r} is no 'T1<tab>Type start end<tab>S1'; mend the line"
            faults.append(Fault(path=path, line=number, what=what))
            continue
        notes.setdefault(found[2], (number, []))[1].append(found[1])
    return notes
