"""Checks corpus files by every rule of the annotation guidelines that a machine can check."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.corpus.duplicates import find_twins
from stance.corpus.reading import Line, faults_of, read_lines
from stance.corpus.rules import warnings_in
from stance.corpus.splitting import Side, read_split
from stance.errors import CorpusError, Fault
from stance.invocation import program
from stance.schemes import NEWS, LabelScheme

#: The split file of a folder's corpus, if it has one.
SPLIT_FILE = "split.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of corpus files found.

    Attributes:
        faults: What is wrong; nothing is trained on files with faults.
        warnings: What is unusual, but may be meant.
        n_articles: Articles read, faulty ones included.
        n_sentences: Their sentences.
    """

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    n_articles: int
    n_sentences: int


def check_corpus(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> Checked:
    """Check corpus files, each by itself and all against each other.

    Where a file lies beside a ``split.json``, its articles are on the sides named there;
    elsewhere each file is a side of its own. No two sides may share an article.

    Args:
        paths: JSONL files, with texts or stand-off; what needs a text is checked where it is.
        scheme: What their labels are.

    Returns:
        All that was found, in the order of the files and their lines.
    """
    lines = read_lines(paths, scheme=scheme)
    faults = faults_of(lines)
    warnings = [
        Fault(path=line.path, line=line.number, what=what)
        for line in lines
        if line.row is not None
        for what in warnings_in(line.row, scheme=scheme)
    ]
    splits: dict[Path, Mapping[str, Side]] = {}
    for folder in dict.fromkeys(path.parent for path in paths):
        try:
            splits[folder] = _read_sides(folder)
        except CorpusError as error:
            faults += error.faults
    faults += _faults_in_sides(lines, splits)
    for twins, is_fault in _compare_texts(lines, splits):
        (faults if is_fault else warnings).append(twins)
    return Checked(
        faults=tuple(_in_order(faults, paths)),
        warnings=tuple(_in_order(warnings, paths)),
        n_articles=sum(line.number is not None for line in lines),
        n_sentences=sum(len(line.row.sentences) for line in lines if line.row),
    )


def _read_sides(folder: Path) -> Mapping[str, Side]:
    path = folder / SPLIT_FILE
    return read_split(path).articles if path.exists() else {}


def _faults_in_sides(
    lines: Sequence[Line], splits: Mapping[Path, Mapping[str, Side]]
) -> Iterator[Fault]:
    for line in lines:
        sides = splits.get(line.path.parent)
        if line.row and sides and line.row.id not in sides:
            deal = f"{program()} data split"
            what = f"{line.row.id!r} is on no side of {SPLIT_FILE}; deal it: {deal}"
            yield Fault(path=line.path, line=line.number, what=what)


def _compare_texts(
    lines: Sequence[Line], splits: Mapping[Path, Mapping[str, Side]]
) -> Iterator[tuple[Fault, bool]]:
    """Give each article that copies an earlier one, and whether that is a fault.

    Of several that it copies, the nearest on its own side is told, and the nearest elsewhere.
    """
    texts = [(line, line.row.text) for line in lines if line.row and line.row.text]
    told: set[tuple[int, bool]] = set()
    for twins in find_twins([text for _, text in texts]):
        first, second = texts[twins.first][0], texts[twins.second][0]
        is_same_side = _side(first, splits) == _side(second, splits)
        if (twins.second, is_same_side) in told:
            continue
        told.add((twins.second, is_same_side))
        place = f"{first.path}:{first.number}"
        how = (
            f"is the same as that of {place}"
            if twins.is_same
            else f"has {twins.overlap:.0%} of the phrases of the shorter in common with {place}"
        )
        advice = "keep one of the two" if is_same_side else "they are on two sides: remove one"
        fault = Fault(path=second.path, line=second.number, what=f"the text {how}; {advice}")
        yield fault, twins.is_same or not is_same_side


def _side(line: Line, splits: Mapping[Path, Mapping[str, Side]]) -> object:
    sides = splits.get(line.path.parent)
    return sides.get(line.row.id) if sides and line.row else line.path


def _in_order(faults: Sequence[Fault], paths: Sequence[Path]) -> list[Fault]:
    position = {path: number for number, path in enumerate(paths)}
    return sorted(faults, key=lambda one: (position.get(one.path, -1), one.line or 0))
