"""Tables of names and numbers, before they are drawn or written as Markdown or HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rich import box
from rich.table import Table
from rich.text import Text

from stance.printing import printable
from stance.text.characters import readable

#: Stands where gold has nothing to score.
NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table before it is drawn: its first column holds names, the others numbers.

    Attributes:
        title: What it shows.
        header: The name of each column.
        rows: As many cells each as the header has.
        note: A sentence below it; empty for none.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""


def draw(grid: Grid) -> Table:
    """Draw a grid for a terminal; nothing in it is told by colour alone."""
    # Text, not str: a set may be called "[bold]", which is not meant as markup.
    table = Table(
        title=Text(f"\n{printable(grid.title)}", style="bold"),
        title_justify="left",
        caption=Text(printable(grid.note)) if grid.note else None,
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,  # every column counts: the label table has to fit into 80
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for index, name in enumerate(grid.header):
        table.add_column(
            Text(printable(name)), justify="right" if index else "left", overflow="fold"
        )
    for row in grid.rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table


def write(grid: Grid) -> str:
    """Write a grid as Markdown, under a heading of the third level, ending in a line break."""
    rule = ("---", *("---:" for _ in grid.header[1:]))
    lines = [_line(row) for row in (grid.header, rule, *grid.rows)]
    note = f"\n{_flat(grid.note)}\n" if grid.note else ""
    return f"### {_flat(grid.title)}\n\n{''.join(lines)}{note}"


def write_html(grid: Grid) -> str:
    """Write a grid as HTML, under a heading of the third level; all that it holds is escaped."""
    header = "".join(f"<th>{_escaped(name)}</th>" for name in grid.header)
    rows = "\n".join(_html_row(row) for row in grid.rows)
    note = f'<p class="where">{_escaped(grid.note)}</p>\n' if grid.note else ""
    table = f'<table class="numbers">\n<tr>{header}</tr>\n{rows}\n</table>\n'
    return f"<h3>{_escaped(grid.title)}</h3>\n{table}{note}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_flat(cell).replace('|', '&#124;') for cell in cells)} |\n"


def _flat(text: str) -> str:
    return " ".join(printable(text).split())


def _html_row(row: Sequence[str]) -> str:
    first, *rest = map(_escaped, row)
    return f"<tr><th>{first}</th>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>"


def _escaped(text: str) -> str:
    return escape(readable(text))
