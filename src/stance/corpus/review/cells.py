"""Cells of a spreadsheet: nothing in them is run as a formula, and nothing is lost."""

from collections.abc import Iterable

# A spreadsheet program takes a cell that starts so for a formula; a quote in front makes it text.
_ACTIVE = "=+-@\t\r\n＝＋－＠"


def to_cell(text: str) -> str:
    """Write a text so that no spreadsheet program runs it.

    >>> to_cell("-5 degrees"), to_cell("Rain fell.")
    ("'-5 degrees", 'Rain fell.')
    """
    return f"'{text}" if text[:1] in (*_ACTIVE, "'") else text


def to_cells(row: Iterable[object]) -> list[object]:
    """Write the texts of a row so that no spreadsheet program runs them; all else is as it was."""
    return [to_cell(one) if isinstance(one, str) else one for one in row]


def from_cell(cell: str) -> str:
    """Read a cell that ``to_cell`` wrote, or that someone typed.

    >>> from_cell("'-5 degrees"), from_cell("'Tis the season"), from_cell("''Tis")
    ('-5 degrees', "'Tis the season", "'Tis")
    """
    return cell[1:] if cell[:1] == "'" and cell[1:2] in (*_ACTIVE, "'") else cell
