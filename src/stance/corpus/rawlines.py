"""Reads files that hold an article in each line or row: JSONL and CSV."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from stance import record
from stance.corpus.csvrows import MORE_CELLS, delimiter_of, has_more_cells, open_cells, open_rows
from stance.corpus.datatexts import array_fault
from stance.corpus.filekinds import binary_fault, is_marked_utf_16, not_utf_8, read_head
from stance.corpus.rawfields import RawArticle, is_encodable, make_raw
from stance.errors import Fault

CSV = frozenset([".csv", ".tsv"])
JSONL = frozenset([".jsonl", ".ndjson"])


def read_lines(path: Path, column: str) -> Iterator[RawArticle | Fault]:
    """Read the articles of a file of JSONL or, by its ending, CSV.

    Args:
        path: The file.
        column: Of a CSV file; of a line of JSONL, if it has it, else ``text``.

    Yields:
        Each article; in place of one that cannot be read, what is wrong with it.

    Raises:
        OSError: If the file cannot be read.
    """
    what = lines_fault(path)
    if what is not None:
        yield Fault(path=path, line=None, what=what)
        return
    is_csv = path.suffix.lower() in CSV
    is_empty = True
    try:
        for one in _from_csv(path, column) if is_csv else _from_jsonl(path, column):
            yield one
            is_empty = False
    except UnicodeDecodeError:
        yield Fault(path=path, line=None, what="UTF-16 that breaks off; save it as UTF-8")
        return
    if is_empty:
        yield Fault(path=path, line=None, what="holds no articles")


def lines_fault(path: Path) -> str | None:
    """Say that a file has no lines of JSON or CSV, going by how it begins, or nothing."""
    head = read_head(path)
    what = binary_fault(head, path)
    if what is None and path.suffix.lower() in JSONL:
        return array_fault(head.decode("utf-8", "replace"))
    return what


def is_one_article(path: Path) -> bool:
    """Whether a file, going by its name, holds one article and not many."""
    return path.suffix.lower() not in JSONL | CSV


def column_fault(path: Path, column: str) -> list[Fault]:
    """Say that a CSV file has no such column, or nothing."""
    try:
        with _opened(path) as file:
            header = next(open_cells(file, delimiter=_delimiter(file)), [])
    except (csv.Error, UnicodeDecodeError):
        return []  # told when the file is read
    if column in header:
        return []
    if not all(map(is_encodable, header)):
        return [Fault(path=path, line=1, what=not_utf_8(path))]
    found = ", ".join(name[:20] for name in header[:8]) or "nothing"
    what = f"no column {column!r} (found: {found}); name the one with the text: --text-column"
    return [Fault(path=path, line=1, what=what)]


def _opened(path: Path, *, newline: str = "") -> TextIO:
    """Open a file of many articles; a byte that is not UTF-8 shall cost no more than its line."""
    if is_marked_utf_16(read_head(path)):
        return path.open(encoding="utf-16", newline=newline)
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline=newline)


def _delimiter(file: TextIO) -> str:
    header = file.readline()
    file.seek(0)
    return delimiter_of(header)


def _from_jsonl(path: Path, column: str) -> Iterator[RawArticle | Fault]:
    with _opened(path, newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if not is_encodable(line):
                yield Fault(path=path, line=number, what=not_utf_8(path))
            elif line.strip():
                yield _from_json(line, path=path, number=number, column=column)


def _from_json(line: str, *, path: Path, number: int, column: str) -> RawArticle | Fault:
    try:
        fields = record.parse(line)
    except ValueError as error:
        return Fault(path=path, line=number, what=f"{error}; write one JSON object a line")
    return make_raw(fields, path=path, line=number, column=column if column in fields else "text")


def _from_csv(path: Path, column: str) -> Iterator[RawArticle | Fault]:
    with _opened(path) as file:
        rows = open_rows(file, delimiter=_delimiter(file))
        try:
            for row in rows:
                yield _from_row(row, path=path, number=rows.line_num, column=column)
        except csv.Error as error:
            what = f"not CSV from here on ({error}); write it anew"
            yield Fault(path=path, line=rows.line_num, what=what)


def _from_row(
    row: Mapping[str | None, str], *, path: Path, number: int, column: str
) -> RawArticle | Fault:
    fields = {name: value for name, value in row.items() if name and (value or name == column)}
    if has_more_cells(row):
        return Fault(path=path, line=number, what=MORE_CELLS)
    if not all(map(is_encodable, fields.values())):
        return Fault(path=path, line=number, what=not_utf_8(path))
    return make_raw(fields, path=path, line=number, column=column)
