"""What all readers of CSV files hold to."""

import csv
from collections.abc import Iterable, Iterator, Mapping

#: Told of a row that ``has_more_cells``.
MORE_CELLS = "more cells than the header; put the text in quotation marks"

_DELIMITERS = ",;\t"
_LONGEST_CELL = 1 << 27  # characters; one may hold a whole article


def open_rows(
    lines: Iterable[str], *, delimiter: str = ",", strict: bool = False
) -> "csv.DictReader[str]":
    """Begin to read CSV with a header, whose cells may be as long as articles.

    Args:
        lines: Of the file, with their ends.
        delimiter: What stands between cells.
        strict: Whether quotation marks in odd places are errors.

    Returns:
        The reader, which gives the cells of each row by column.
    """
    csv.field_size_limit(_LONGEST_CELL)
    return csv.DictReader(lines, delimiter=delimiter, strict=strict)


def open_cells(lines: Iterable[str], *, delimiter: str) -> Iterator[list[str]]:
    """Begin to read CSV row by row, the header too.

    Args:
        lines: Of the file, with their ends.
        delimiter: What stands between cells.

    Returns:
        The cells of each row.
    """
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=delimiter)


def delimiter_of(header: str) -> str:
    """Tell what stands between cells: a comma, a semicolon or a tab.

    Args:
        header: The first line of a file.

    Returns:
        Which of them is there most often; the comma if none is.
    """
    return max(_DELIMITERS, key=header.count)


def has_more_cells(row: Mapping[str | None, object]) -> bool:
    """Whether a row has cells, not all empty, that no column of the header is for."""
    more = row.get(None)  # where `csv` puts them
    return isinstance(more, list) and any(cell.strip() for cell in more)
