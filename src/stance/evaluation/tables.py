"""The scores of a run as tables: for a terminal, and for a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text

from stance.evaluation.agreement import Agreement
from stance.evaluation.scores import Scores
from stance.labels import LABELS, Label

#: Stands where gold has nothing to score.
NOTHING = "–"

_SHORT = {
    Label.OFFICIAL_STATEMENT: "official",
    Label.EXPERT_ANALYSIS: "expert",
    Label.REPORTED_FACT: "fact",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """A table before it is drawn: its first column holds names, the others numbers."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def to_tables(scores: Mapping[str, Scores]) -> list[Table]:
    """Draw scores for a terminal of 80 columns or more.

    Args:
        scores: By name of the evaluation set.

    Returns:
        A table over all sets, one for the labels of each set, one of speakers, one of source and
        cue. Nothing in them is told by colour alone.
    """
    return [_drawn(grid) for grid in _grids(scores)]


def to_markdown(scores: Mapping[str, Scores]) -> str:
    """Write the tables of ``to_tables`` as Markdown.

    Args:
        scores: By name of the evaluation set.

    Returns:
        Markdown with a third-level heading over each table, ending in a line break.
    """
    return "\n".join(_written(grid) for grid in _grids(scores))


def _grids(scores: Mapping[str, Scores]) -> Iterator[_Grid]:
    yield _overview(scores)
    yield from (_labels(name, one) for name, one in scores.items())
    yield _speakers(scores)
    yield _spans(scores)


def _overview(scores: Mapping[str, Scores]) -> _Grid:
    rows = []
    for name, one in scores.items():
        numbers = (_interval(one), f"{one.accuracy:.3f}", f"{one.ece:.3f}")
        rows.append((name, str(one.n_articles), str(one.n_sentences), *numbers))
    return _Grid(
        title="All sets",
        header=("set", "articles", "sentences", "macro-F1 (95 %)", "accuracy", "ECE"),
        rows=rows,
    )


def _labels(name: str, scores: Scores) -> _Grid:
    rows = []
    for label in LABELS:
        found = scores.labels[label]
        read_as = (str(scores.confusion[label][other]) for other in LABELS)
        rows.append((label.value, *_ratios(found), str(found.n_gold), *read_as))
    return _Grid(
        title=f"{name}: labels, and what their sentences were read as",
        header=("label", "precision", "recall", "F1", "gold", *_SHORT.values()),
        rows=rows,
    )


def _speakers(scores: Mapping[str, Scores]) -> _Grid:
    rows = []
    for name, one in scores.items():
        found = (one.speakers.accuracy, one.speakers.kind_accuracy, one.speakers.name_accuracy)
        numbers = (one.attributed.f1, *found, one.speakers.grouping.f1)
        rows.append((name, *(_number(number, of=one.attributed.n_gold) for number in numbers)))
    return _Grid(
        title="Speakers (speaker, kind and name: accuracy)",
        header=("set", "attributed F1", "speaker", "kind", "name", "B³ F1"),
        rows=rows,
    )


def _spans(scores: Mapping[str, Scores]) -> _Grid:
    rows = []
    for name, one in scores.items():
        found = [
            agreement
            for spans in (one.source, one.cue)
            for agreement in (spans.overlap, spans.exact)
        ]
        rows.append((name, *(_number(one.f1, of=one.n_gold) for one in found)))
    return _Grid(
        title="Source and cue, F1",
        header=("set", "source overlap", "source exact", "cue overlap", "cue exact"),
        rows=rows,
    )


def _interval(scores: Scores) -> str:
    interval = scores.macro_f1_interval
    return f"{scores.macro_f1:.3f} ({interval.low:.3f}–{interval.high:.3f})"


def _ratios(agreement: Agreement) -> tuple[str, str, str]:
    return (
        _number(agreement.precision, of=agreement.n_predicted),
        _number(agreement.recall, of=agreement.n_gold),
        _number(agreement.f1, of=agreement.n_gold + agreement.n_predicted),
    )


def _number(number: float, *, of: int) -> str:
    return f"{number:.3f}" if of else NOTHING


def _drawn(grid: _Grid) -> Table:
    # Text, not str: a set may be called "[bold]", which is not meant as markup.
    table = Table(
        title=Text(f"\n{grid.title}", style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,  # every column counts: the label table has to fit into 80
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for index, name in enumerate(grid.header):
        table.add_column(Text(name), justify="right" if index else "left", overflow="fold")
    for row in grid.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _written(grid: _Grid) -> str:
    rule = ("---", *("---:" for _ in grid.header[1:]))
    lines = [_line(row) for row in (grid.header, rule, *grid.rows)]
    return f"### {grid.title}\n\n{''.join(lines)}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"
