"""Statistics of labelling functions as rows: for a terminal, and for the report."""

from rich import box
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from stance.labeling.accuracy import Accuracy
from stance.labeling.statistics import FunctionStatistics, Statistics
from stance.labels import short_name

#: Columns of ``to_row``.
COLUMNS = ("function", "votes for", "coverage", "overlap", "conflict", "accuracy (95 %)", "on")
_NARROW = ("function", "votes", "cover-\nage", "over-\nlap", "con-\nflict", *COLUMNS[-2:])
#: Stands where gold has nothing to compare.
NOTHING = "–"


def to_table(statistics: Statistics, *, is_narrow: bool) -> Table:
    """Draw the statistics for a terminal, or for a file.

    Args:
        statistics: Of all functions.
        is_narrow: Whether 80 columns must be enough; they are for the package's own functions.

    Returns:
        A row for each function, in their order; on one line, unless it is narrow.
    """
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,  # every column counts
        pad_edge=False,
        padding=0,
    )
    for index, name in enumerate(_NARROW if is_narrow else COLUMNS):
        justify: JustifyMethod = "right" if index > 1 else "left"
        table.add_column(Text(name), justify=justify, no_wrap=True)
    for function in statistics.functions:
        cells = to_row(function)
        shown = cells if is_narrow else (cell.replace("\n", ", ") for cell in cells)
        table.add_row(*map(Text, shown))
    return table


def summary(statistics: Statistics) -> str:
    """Say in a sentence or two what the functions did together."""
    text = (
        f"{statistics.n_sentences} sentences of {statistics.n_articles} "
        f"article{'s' * (statistics.n_articles != 1)}, "
        f"{statistics.coverage:.1%} with at least one vote."
    )
    if statistics.outcome is None:
        return text
    found = statistics.outcome
    return (
        f"{text} Labels right on gold: {_fraction(found)}, {found.n_sentences} sentences compared."
    )


def to_row(function: FunctionStatistics) -> tuple[str, ...]:
    """Give the cells of a function.

    Args:
        function: Its statistics.

    Returns:
        One text for each of ``COLUMNS``; a function that never voted has dashes.
    """
    accuracy = function.accuracy
    return (
        function.name,
        "\n".join(short_name(label) for label in function.n_votes) or NOTHING,
        f"{function.coverage:.1%}",
        f"{function.overlap:.1%}",
        f"{function.conflict:.1%}",
        NOTHING if accuracy is None else _fraction(accuracy),
        NOTHING if accuracy is None else str(accuracy.n_sentences),
    )


def _fraction(accuracy: Accuracy) -> str:
    return f"{accuracy.fraction:.2f} ({accuracy.low:.2f}–{accuracy.high:.2f})"
