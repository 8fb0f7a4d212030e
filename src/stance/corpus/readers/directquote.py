"""Reads the format of DirectQuote: a word and its tag a line, an empty line after a paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.corpus.readers.attributions import Attribution, attribute
from stance.corpus.readers.drafts import Draft
from stance.corpus.sources import find_files, read_each, read_utf8
from stance.errors import Fault, refuse
from stance.parts import Span

_SPEAKER, _BEFORE, _AFTER, _NOBODY = "Speaker", "LeftSpeaker", "RightSpeaker", "Unknown"
_QUOTATIONS = (_BEFORE, _AFTER, _NOBODY)
_OUTSIDE = ("O", "Out")
_KNOWN = (*_QUOTATIONS, _SPEAKER, *_OUTSIDE)


def read_directquote(paths: Sequence[Path]) -> list[Draft]:
    """Read paragraphs with their quotations.

    The speaker of a ``LeftSpeaker`` quotation is the nearest one before it in the paragraph, of
    a ``RightSpeaker`` one the nearest after it. An ``Unknown`` one has nobody, and is a fact.

    Args:
        paths: ``.txt`` files, or folders with such files.

    Returns:
        One draft for each paragraph, with words joined by spaces.

    Raises:
        CorpusError: With every fault of every file.
    """
    return read_each(find_files(paths, ending=".txt"), _read)


def _read(path: Path) -> Iterator[Draft]:
    for number, paragraph in enumerate(_paragraphs(path), start=1):
        text = " ".join(paragraph.words)
        yield Draft(
            path=path,
            line=paragraph.line,
            id=f"{path.stem}-{number}",
            text=text,
            sentences=attribute(text, list(paragraph.attributions())),
        )


@dataclass(kw_only=True)
class _Paragraph:
    """The words of a paragraph, each with its tag: ``I-Speaker``, ``B-Speaker`` or ``Out``."""

    line: int
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def attributions(self) -> Iterator[Attribution]:
        """Give the quotations."""
        chunks = list(self._chunks())
        speakers = [span for name, span in chunks if name == _SPEAKER]
        for name, span in chunks:
            if name in _QUOTATIONS:
                source = _nearest(span, speakers, tag=name)
                yield Attribution(content=(span,), source=tuple(source))

    def _chunks(self) -> Iterator[tuple[str, Span]]:
        """Give stretches of one tag; a ``B-`` starts a new one, as IOB1 has it."""
        start = end = place = 0
        current = ""
        for word, tag in [*zip(self.words, self.tags, strict=True), ("", _OUTSIDE[0])]:
            name = "" if tag in _OUTSIDE else _type_of(tag)
            if name != current or tag.startswith("B-"):
                if current:
                    yield current, Span(start, end)
                current, start = name, place
            end = place + len(word)
            place = end + 1


def _paragraphs(path: Path) -> Iterator[_Paragraph]:
    faults: list[Fault] = []
    paragraph = _Paragraph(line=1)
    for number, line in enumerate((*read_utf8(path).split("\n"), ""), start=1):
        parts = line.split()
        if not parts:
            if paragraph.words:
                yield paragraph
            paragraph = _Paragraph(line=number + 1)
        elif len(parts) == 1 or _type_of(parts[-1]) not in _KNOWN:
            what = f"{line.strip()!r} is no word with a tag after it (tags: {', '.join(_KNOWN)})"
            faults.append(Fault(path=path, line=number, what=what))
        else:
            paragraph.words.append(parts[0])
            paragraph.tags.append(parts[-1])
    refuse(faults)


def _type_of(tag: str) -> str:
    return tag.removeprefix("B-").removeprefix("I-")


def _nearest(quotation: Span, speakers: Sequence[Span], *, tag: str) -> list[Span]:
    if tag == _BEFORE:
        return [span for span in speakers if span.end <= quotation.start][-1:]
    if tag == _AFTER:
        return [span for span in speakers if span.start >= quotation.end][:1]
    return []
