"""Reads the format of DirectQuote: a word and its tag a line, an empty line after a paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.corpus.readers.attributions import Attribution, attribute
from stance.corpus.readers.drafts import Draft
from stance.corpus.readers.files import find_files, read_utf8
from stance.errors import CorpusError, Fault
from stance.parts import Span

_SPEAKER, _BEFORE, _AFTER, _NOBODY = "Speaker", "LeftSpeaker", "RightSpeaker", "Unknown"
_QUOTATIONS = (_BEFORE, _AFTER, _NOBODY)
_OUTSIDE = ("O", "Out")


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
    faults: list[Fault] = []
    drafts: list[Draft] = []
    for path in find_files(paths, ending=".txt"):
        for number, paragraph in enumerate(_paragraphs(path, faults), start=1):
            text, attributions = paragraph.read()
            drafts.append(
                Draft(
                    path=path,
                    line=paragraph.line,
                    id=f"{path.stem}-{number}",
                    text=text,
                    sentences=attribute(text, attributions),
                )
            )
    if faults:
        raise CorpusError(faults)
    return drafts


@dataclass(kw_only=True)
class _Paragraph:
    """The words of a paragraph, each with its tag: ``I-Speaker``, ``B-Speaker`` or ``Out``."""

    line: int
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def read(self) -> tuple[str, list[Attribution]]:
        """Give the text and its quotations."""
        chunks = list(self._chunks())
        speakers = [span for name, span in chunks if name == _SPEAKER]
        quotations = [(name, span) for name, span in chunks if name in _QUOTATIONS]
        return " ".join(self.words), [
            Attribution(content=(span,), source=tuple(_nearest(span, speakers, tag=name)))
            for name, span in quotations
        ]

    def _chunks(self) -> Iterator[tuple[str, Span]]:
        """Give stretches of one tag; a ``B-`` starts a new one, as IOB1 has it."""
        start = end = 0
        current = ""
        place = 0
        for word, tag in zip(self.words, self.tags, strict=True):
            name = "" if tag in _OUTSIDE else tag.removeprefix("B-").removeprefix("I-")
            if name != current or tag.startswith("B-"):
                if current:
                    yield current, Span(start, end)
                current, start = name, place
            end = place + len(word)
            place = end + 1
        if current:
            yield current, Span(start, end)


def _paragraphs(path: Path, faults: list[Fault]) -> Iterator[_Paragraph]:
    paragraph = _Paragraph(line=1)
    for number, line in enumerate(read_utf8(path, faults).split("\n"), start=1):
        parts = line.split()
        if not parts:
            if paragraph.words:
                yield paragraph
            paragraph = _Paragraph(line=number + 1)
        elif len(parts) == 1 or not _is_tag(parts[-1]):
            known = ", ".join((*_QUOTATIONS, _SPEAKER, *_OUTSIDE))
            what = f"{line.strip()!r} is no word with a tag after it (tags: {known})"
            faults.append(Fault(path=path, line=number, what=what))
        else:
            paragraph.words.append(parts[0])
            paragraph.tags.append(parts[-1])
    if paragraph.words:
        yield paragraph


def _is_tag(text: str) -> bool:
    name = text.removeprefix("B-").removeprefix("I-")
    return name in (*_QUOTATIONS, _SPEAKER, *_OUTSIDE)


def _nearest(quotation: Span, speakers: Sequence[Span], *, tag: str) -> Iterator[Span]:
    if tag == _BEFORE:
        before = [span for span in speakers if span.end <= quotation.start]
        yield from before[-1:]
    elif tag == _AFTER:
        after = [span for span in speakers if span.start >= quotation.end]
        yield from after[:1]
