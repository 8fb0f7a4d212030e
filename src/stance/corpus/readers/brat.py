"""Reads attributions in brat's stand-off format, such as those of PolNeAR."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stance.corpus.annotations import squashed
from stance.corpus.readers.attributions import Attribution, attribute
from stance.corpus.readers.drafts import Draft, names_of
from stance.corpus.sources import find_files, read_each, read_utf8
from stance.errors import CorpusError, Fault, refuse
from stance.parts import Span

#: What the parts of an attribution are called if ``names`` does not say otherwise.
NAMES: Mapping[str, str] = {"source": "Source", "cue": "Cue", "content": "Content"}
_PLACES = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")

#: A type, and the pieces of the text that it is said of.
_Stretch = tuple[str, tuple[Span, ...]]
#: The line of an event or a relation, and the names of the stretches that it joins.
_Group = tuple[int, list[str]]


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
    named = names_of(names, known=NAMES)
    texts = {path: _text_of(path) for path in find_files(paths, ending=".ann")}
    places = list(texts.values())

    def read(path: Path) -> Iterator[Draft]:
        place = texts[path]
        if place is None:
            what = (
                f"no text: neither {path.stem}.txt beside it nor in a folder 'text' beside its own"
            )
            raise CorpusError.of(path, what)
        text = read_utf8(place)
        yield Draft(
            path=path,
            id=place.stem if places.count(place) == 1 else path.stem,
            text=text,
            sentences=attribute(text, _read_attributions(path, text, names=named)),
        )

    return read_each(texts, read)


def _text_of(path: Path) -> Path | None:
    stems = (path.stem, path.stem.rpartition("_")[0])
    folders = (path.parent, path.parent.parent / "text")
    places = (folder / f"{stem}.txt" for stem in stems if stem for folder in folders)
    return next((place for place in places if place.is_file()), None)


def _read_attributions(path: Path, text: str, *, names: Mapping[str, str]) -> list[Attribution]:
    stretches: dict[str, _Stretch] = {}
    events: list[_Group] = []
    relations: list[_Group] = []
    faults: list[Fault] = []
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        name, _, rest = line.rstrip("\r").partition("\t")
        if line.startswith("T"):
            stretches[name] = "", ()
            try:
                stretches[name] = _stretch(rest, text)
            except ValueError as error:
                faults.append(Fault(path=path, line=number, what=str(error)))
        elif line.startswith(("E", "R")):
            (events if line[0] == "E" else relations).append((number, _arguments(rest)))
    groups = [*events, *_joined(relations)]
    faults += [
        Fault(path=path, line=number, what=f"{one} is not annotated; add its line")
        for number, group in groups
        for one in group
        if one not in stretches
    ]
    refuse(faults)

    def spans(group: Sequence[str], part: str) -> tuple[Span, ...]:
        own = (stretches[one] for one in dict.fromkeys(group))
        return tuple(sorted(span for kind, found in own if kind == names[part] for span in found))

    return [Attribution(**{part: spans(group, part) for part in NAMES}) for _, group in groups]


def _stretch(rest: str, text: str) -> _Stretch:
    """Read the type and places of a stretch, and compare the words that stand there."""
    places, _, words = rest.partition("\t")
    found = _PLACES.fullmatch(places)
    if found is None:
        raise ValueError(f"{places!r} is no 'Type start end'; separate parts by tabs")
    spans = tuple(Span(*(int(edge) for edge in piece.split())) for piece in found[2].split(";"))
    there = " ".join(text[span.start : span.end] for span in spans)
    if squashed(there) != squashed(words):
        raise ValueError(f"{_shorten(words)} is not at {found[2]}, where is {_shorten(there)}")
    return found[1], spans


def _arguments(rest: str) -> list[str]:
    """Give the stretches that an event or a relation holds together."""
    named = [word.partition(":")[2] for word in rest.split() if ":" in word]
    return [name for name in named if name.startswith("T")]


def _joined(relations: Sequence[_Group]) -> list[_Group]:
    """Join relations that share a stretch into groups."""
    groups: dict[str, _Group] = {}
    for number, names in relations:
        members = (one for name in names for one in groups.get(name, (number, [name]))[1])
        group = number, list(dict.fromkeys(members))
        groups |= dict.fromkeys(group[1], group)
    return list({id(group): group for group in groups.values()}.values())


def _shorten(text: str) -> str:
    shown = squashed(text)
    return repr(shown if len(shown) <= 40 else f"{shown[:39]}…")  # noqa: PLR2004  # half a line
