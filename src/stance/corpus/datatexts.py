"""Tells data that was given as plain text from prose: JSON, XML and tables."""

import csv
import json
from itertools import islice
from pathlib import Path

from stance.corpus.csvrows import delimiter_of, open_cells

#: Names of columns, one of which the first line of a table must have to be taken for one.
_COLUMNS = frozenset(
    [
        *("article", "author", "body", "content", "date", "headline", "id", "link", "published"),
        *("source", "text", "title", "url"),
    ]
)
_MAX_NAME = 40  # characters of a column's name
_N_ROWS = 20
_JSONL = "one object a line, in a file that ends in .jsonl"


def data_fault(text: str, path: Path) -> str | None:
    """Say that a plain text is none, but data, and what to do about it.

    It is JSON if its ending says so, or if all of it, or its first line, is an object or an array.
    It is a table if its first line names columns, one of them as usual as ``text`` or ``title``,
    and each of the next 20 rows has as many cells. Anything else is prose.

    Args:
        text: All of it.
        path: Its name.

    Returns:
        None if it is prose.
    """
    start = text.lstrip()
    if path.suffix.lower() == ".json" or start[:1] in ("{", "["):
        found = _json_fault(start)
        if found or path.suffix.lower() == ".json":
            return found or f"not JSON, whatever its ending says; write the articles {_JSONL}"
    if start.startswith(("<?xml", "<rss", "<feed")):
        return "XML, not text; of a feed, save the pages that it links to, or write JSONL"
    return _table_fault(text)


def array_fault(head: str) -> str | None:
    """Say that a JSONL file holds JSON that goes over several lines.

    Args:
        head: How it begins.

    Returns:
        None if a line may be an object of its own.
    """
    first, *others = [line.strip() for line in head.split("\n", maxsplit=50) if line.strip()] or [
        ""
    ]
    is_over_lines = first in ("[", "{") and others and not _is_json(others[0], dict)
    if is_over_lines or first.startswith("[{"):
        return f"JSON, but not JSONL; write {_JSONL}"
    return None


def _json_fault(text: str) -> str | None:
    if _is_json(text, dict | list):
        return f"JSON, not text; write the articles {_JSONL}"
    if _is_json(text.split("\n", maxsplit=1)[0], dict):
        return "JSON lines, not text; let its name end in .jsonl"
    return None


def _is_json(text: str, kind: type | object) -> bool:
    try:
        return isinstance(json.loads(text), kind)  # type: ignore[arg-type]
    except (ValueError, RecursionError):
        return False


def _table_fault(text: str) -> str | None:
    lines = text.lstrip("\r\n").splitlines(keepends=True)
    rows = open_cells(lines, delimiter=delimiter_of(lines[0] if lines else ""))
    try:
        header, *others = islice((row for row in rows if row), _N_ROWS + 1)
    except (csv.Error, ValueError):
        return None  # not a row of such cells, or none at all
    names = {name.strip().lower() for name in header}
    is_header = len(names) == len(header) > 1 and all(len(name) <= _MAX_NAME for name in names)
    if is_header and names & _COLUMNS and others:
        is_table = all(len(row) == len(header) for row in others)
        return "a table, not text; let its name end in .csv" if is_table else None
    return None
