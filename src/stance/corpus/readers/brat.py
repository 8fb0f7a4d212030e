"""Reads attributions in brat's stand-off format, such as those of PolNeAR."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.corpus.readers.attributions import Attribution, attribute
from stance.corpus.readers.drafts import Draft
from stance.corpus.readers.fields import check_fields
from stance.corpus.readers.files import find_files, read_utf8
from stance.errors import CorpusError, Fault
from stance.parts import Span

#: What the parts of an attribution are called if ``names`` does not say otherwise.
NAMES: Mapping[str, str] = {"source": "Source", "cue": "Cue", "content": "Content"}
_PLACES = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


def read_brat(paths: Sequence[Path], *, names: Mapping[str, str] | None = None) -> list[Draft]:
    """Read texts with their annotations.

    The text of ``a.ann`` is ``a.txt`` beside it, or in a folder ``text`` beside its folder. An
    annotator's name at the end, as in ``a_7f2e.ann``, may lack in the name of the text.

    Args:
        paths: ``.ann`` files, or folders with such files.
        names: What ``source``, ``cue`` and ``content`` are called there, if not just so.

    Returns:
        One draft for each annotation file. Its id is the name of the text, or of the annotation
        if several are of one text.

    Raises:
        CorpusError: With every fault of every file.
        ValueError: If ``names`` names something else.
    """
    check_fields(names or (), known=NAMES)
    faults: list[Fault] = []
    files = find_files(paths, ending=".ann")
    texts = {path: _text_of(path) for path in files}
    drafts: list[Draft] = []
    for path, place in texts.items():
        if place is None:
            what = (
                f"no text: neither {path.stem}.txt beside it nor in a folder 'text' beside its own"
            )
            faults.append(Fault(path=path, line=None, what=what))
            continue
        text = read_utf8(place, faults)
        parsed = _Parsed(path=path, text=text, names={**NAMES, **(names or {})})
        parsed.read(read_utf8(path, faults))
        faults += parsed.faults
        is_alone = list(texts.values()).count(place) == 1
        drafts.append(
            Draft(
                path=path,
                line=None,
                id=place.stem if is_alone else path.stem,
                text=text,
                sentences=attribute(text, parsed.attributions()) if not faults else (),
            )
        )
    if faults:
        raise CorpusError(faults)
    return drafts


def _text_of(path: Path) -> Path | None:
    stems = (path.stem, path.stem.rpartition("_")[0])
    folders = (path.parent, path.parent.parent / "text")
    places = (folder / f"{stem}.txt" for stem in stems if stem for folder in folders)
    return next((place for place in places if place.is_file()), None)


@dataclass(kw_only=True)
class _Parsed:
    """One annotation file: its stretches, and which of them belong together."""

    path: Path
    text: str
    names: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    stretches: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)
    groups: list[tuple[int, list[str]]] = field(default_factory=list)

    def read(self, content: str) -> None:
        links: list[tuple[int, list[str]]] = []
        for number, line in enumerate(content.split("\n"), start=1):
            name, _, rest = line.rstrip("\r").partition("\t")
            if line.startswith("T"):
                self._read_stretch(number, name=name, rest=rest)
            elif line.startswith("E"):
                self.groups.append((number, _arguments(rest)))
            elif line.startswith("R"):
                links.append((number, _arguments(rest)))
        self.groups += _joined(links)
        for number, group in self.groups:
            for one in group:
                if one not in self.stretches:
                    self._fault(number, f"{one} is not annotated; add its line")

    def _read_stretch(self, number: int, *, name: str, rest: str) -> None:
        places, _, words = rest.partition("\t")
        found = _PLACES.fullmatch(places)
        if found is None:
            self._fault(number, f"{places!r} is no 'Type start end'; separate parts by tabs")
            return
        spans = tuple(Span(*(int(edge) for edge in piece.split())) for piece in found[2].split(";"))
        there = " ".join(self.text[span.start : span.end] for span in spans)
        if _squash(there) != _squash(words):
            self._fault(
                number, f"{_shorten(words)} is not at {found[2]}, where is {_shorten(there)}"
            )
        self.stretches[name] = (found[1], spans)

    def _fault(self, number: int, what: str) -> None:
        self.faults.append(Fault(path=self.path, line=number, what=what))

    def attributions(self) -> list[Attribution]:
        return [
            Attribution(
                source=self._spans(group, "source"),
                cue=self._spans(group, "cue"),
                content=self._spans(group, "content"),
            )
            for _, group in self.groups
        ]

    def _spans(self, group: Sequence[str], part: str) -> tuple[Span, ...]:
        return tuple(
            sorted(
                span
                for one in dict.fromkeys(group)
                for span in self.stretches[one][1]
                if self.stretches[one][0] == self.names[part]
            )
        )


def _arguments(rest: str) -> list[str]:
    """Give the stretches that an event or a relation holds together."""
    named = [word.partition(":")[2] for word in rest.split() if ":" in word]
    return [name for name in named if name.startswith("T")]


def _joined(links: Sequence[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Join relations that share a stretch into groups."""
    groups: dict[str, tuple[int, list[str]]] = {}
    for number, names in links:
        group: tuple[int, list[str]] = (number, [])
        for name in names:
            _, members = groups.get(name, (number, [name]))
            group[1].extend(one for one in members if one not in group[1])
        groups |= dict.fromkeys(group[1], group)
    unique: dict[int, tuple[int, list[str]]] = {id(group): group for group in groups.values()}
    return list(unique.values())


def _squash(text: str) -> str:
    return " ".join(text.split())


def _shorten(text: str) -> str:
    shown = _squash(text)
    return repr(shown if len(shown) <= 40 else f"{shown[:39]}…")  # noqa: PLR2004  # half a line
