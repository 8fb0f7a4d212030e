"""Checks corpus files by every rule of the annotation guidelines that a machine can check."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.corpus.reading import Line, faults_of, read_lines
from stance.corpus.rules import warnings_in
from stance.corpus.splitting import Side, read_split
from stance.errors import CorpusError, Fault
from stance.invocation import program
from stance.schemes import NEWS, LabelScheme

#: The split file of a folder's corpus, if it has one.
SPLIT_FILE = "split.json"

_N_WORDS = 3
_MIN_SHINGLES = 10
_MAX_HOLDERS = 50  # a phrase in more articles than this tells nothing of any two

#: Share of the shorter article's phrases from which two articles count as nearly the same.
#: Unrelated articles of one outlet about one event stay below 0.32 in the shipped corpora.
NEAR = 0.5


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
    """Check corpus files, with texts or stand-off, each by itself and all against each other.

    Where a file lies beside a ``split.json``, its articles are on the sides named there;
    elsewhere each file is a side of its own. No two sides may share an article.
    """
    lines = read_lines(paths, scheme=scheme)
    faults = faults_of(lines)
    warnings = [
        line.fault(what)
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
            yield line.fault(what)


def _compare_texts(
    lines: Sequence[Line], splits: Mapping[Path, Mapping[str, Side]]
) -> Iterator[tuple[Fault, bool]]:
    """Give each article that copies an earlier one, and whether that is a fault.

    Of several that it copies, the nearest on its own side is told, and the nearest elsewhere.
    """
    texts = [(line, line.row.text) for line in lines if line.row and line.row.text]
    told: set[tuple[int, bool]] = set()
    for twins in _find_twins([text for _, text in texts]):
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
        yield second.fault(f"the text {how}; {advice}"), twins.is_same or not is_same_side


@dataclass(frozen=True, slots=True, kw_only=True)
class _Twins:
    """Two articles that share much of their text.

    Attributes:
        first: Position of the earlier one.
        second: Position of the later one.
        overlap: Share of the shorter one's phrases of three words that the other has too, in
            (0, 1].
        is_same: Whether they have the same words from first to last.
    """

    first: int
    second: int
    overlap: float
    is_same: bool = False


def _find_twins(texts: Sequence[str]) -> Iterator[_Twins]:
    """Find for each text those before it that are the same, or nearly, the nearest first.

    Words count, but not their case, the spaces or the punctuation. The overlap is taken of the
    shorter text, so that an article that another quotes in full is found as well. Of very many
    twins some are given.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    earlier: defaultdict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for second, text in enumerate(texts):
        words = re.findall(r"\w+", text.casefold())
        phrases = {hash(tuple(words[i : i + _N_WORDS])) for i in range(len(words) - _N_WORDS + 1)}
        sizes.append(len(phrases))
        shared: Counter[int] = Counter()
        for phrase in phrases:
            shared.update(holders[phrase])
            if len(holders[phrase]) < _MAX_HOLDERS:
                holders[phrase].append(second)
        same = earlier[" ".join(words)]
        for first in same:
            yield _Twins(first=first, second=second, overlap=1.0, is_same=True)
        near = [
            _Twins(first=first, second=second, overlap=n / min(sizes[first], len(phrases)))
            for first, n in shared.items()
            if first not in same and min(sizes[first], len(phrases)) >= _MIN_SHINGLES
        ]
        for twins in sorted(near, key=lambda twins: (-twins.overlap, twins.first)):
            if twins.overlap >= NEAR:
                yield twins
        if len(same) < _MAX_HOLDERS:
            same.append(second)


def _side(line: Line, splits: Mapping[Path, Mapping[str, Side]]) -> object:
    sides = splits.get(line.path.parent)
    return sides.get(line.row.id) if sides and line.row else line.path


def _in_order(faults: Sequence[Fault], paths: Sequence[Path]) -> list[Fault]:
    position: dict[Path | str, int] = {path: number for number, path in enumerate(paths)}
    return sorted(faults, key=lambda one: (position.get(one.path, -1), one.line or 0))
