"""Tables of names and numbers, before they are drawn or written as Markdown or HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from stance.printing import printable

#: Stands where gold has nothing to score.
NOTHING = "–"
#: Signs that Markdown reads as its own.
_MARKUP = re.compile(r"[|<>&`*\[\]\\~]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table before it is drawn: its first column holds names, the others numbers.

    Attributes:
        title: What it shows.
        header: The name of each column.
        rows: As many cells each as the header has.
        note: A sentence below it; empty for none.
        words: Further columns that hold words in place of numbers.
        prose: Columns that may be broken at blanks; a path, an id or a number is never broken.
        is_tight: Whether a terminal has one blank between columns, not two.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""
    words: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    is_tight: bool = False


def draw(grid: Grid) -> RenderableType:
    """Draw a grid for a terminal; nothing in it is told by colour alone.

    It is wider than the terminal where a cell that must not be broken asks for it.
    """
    # Text, not str: a set may be called "[bold]", which is not meant as markup.
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,  # every column counts: the label table has to fit into 80
        pad_edge=False,
        padding=0 if grid.is_tight else (0, 1, 0, 0),
    )
    for index, name in enumerate(grid.header):
        is_left = index == 0 or name in (*grid.words, *grid.prose)
        table.add_column(
            Text(printable(name)),
            justify="left" if is_left else "right",
            overflow="fold",
            min_width=_least_width(name, [row[index] for row in grid.rows], grid=grid),
        )
    for row in grid.rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    title = Text(f"\n{printable(grid.title)}", style="bold")
    note = [Text(printable(grid.note), style="italic")] if grid.note else []
    return Group(title, table, *note)  # title and note may be longer than the table is wide


def _least_width(name: str, cells: Sequence[str], *, grid: Grid) -> int:
    words = [*name.split(), *(word for cell in cells for word in cell.split())]
    whole = words if name in grid.prose else [*name.split(), *cells]
    return max((cell_len(printable(one)) for one in whole), default=0)


def write(grid: Grid) -> str:
    """Write a grid as Markdown, under a heading of the third level, ending in a line break."""
    rule = ("---", *("---:" for _ in grid.header[1:]))
    lines = [_line(row) for row in (grid.header, rule, *grid.rows)]
    note = f"\n{_flat(grid.note)}\n" if grid.note else ""
    return f"### {_literal(grid.title)}\n\n{''.join(lines)}{note}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_literal, cells))} |\n"


def _literal(text: str) -> str:
    """Give a text that Markdown shows as it is: no link, picture, code, HTML or other cell."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign.group())};", _flat(text))


def _flat(text: str) -> str:
    return " ".join(printable(text).split())
