"""Tables of names and numbers, before they are drawn on a terminal or written as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table
from rich.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table before it is drawn: its first column holds names, the others numbers.

    Attributes:
        title: What it shows.
        header: The name of each column.
        rows: As many cells each as the header has.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def draw(grid: Grid) -> Table:
    """Draw a grid for a terminal; nothing in it is told by colour alone."""
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


def write(grid: Grid) -> str:
    """Write a grid as Markdown, under a heading of the third level, ending in a line break."""
    rule = ("---", *("---:" for _ in grid.header[1:]))
    lines = [_line(row) for row in (grid.header, rule, *grid.rows)]
    return f"### {grid.title}\n\n{''.join(lines)}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"
