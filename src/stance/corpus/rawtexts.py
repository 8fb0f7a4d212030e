"""Reads articles that have no labels yet: plain text, JSONL, CSV, HTML, folders of these."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from stance import record
from stance.corpus.csvrows import MORE_CELLS, has_more_cells, open_rows
from stance.corpus.rawfields import RawArticle, is_encodable, make_raw
from stance.corpus.webpages import read_page
from stance.errors import CorpusError, Fault

#: Endings of files that a folder is searched for.
_TEXT, _HTML = frozenset([".txt", ".text", ".md"]), frozenset([".html", ".htm", ".xhtml"])
_READABLE = _TEXT | _HTML | {".csv", ".jsonl"}
_NOT_UTF_8 = "not UTF-8; save it as UTF-8"
_NOTHING = "no .txt, .jsonl, .csv or .html file here; name another folder, or files"


def list_raw(names: Sequence[Path], *, text_column: str = "text") -> list[Path]:
    """Give the files of raw articles that names stand for.

    Args:
        names: Files, and folders, which stand for all files in and below them that can be read.
        text_column: Of CSV files, which must have it.

    Returns:
        The files, those of a folder sorted by name. A file that is named itself and has an ending
        that nobody knows is taken for plain text.

    Raises:
        CorpusError: With every name that is nothing, folder without such files, and CSV file
            without the column.
    """
    files: list[Path] = []
    faults: list[Fault] = []
    for name in names:
        found = _in_folder(name) if name.is_dir() else [name]
        if not found:
            faults.append(Fault(path=name, line=None, what=_NOTHING))
        files += found
    for path in files:
        try:
            with path.open("rb"):
                pass
        except OSError as error:
            what = f"cannot be read ({error.strerror}); check the name"
            faults.append(Fault(path=path, line=None, what=what))
        else:
            faults += _column_fault(path, text_column) if path.suffix.lower() == ".csv" else []
    if faults:
        raise CorpusError(faults)
    return list(dict.fromkeys(files))


def read_raw(path: Path, *, text_column: str = "text") -> Iterator[RawArticle | Fault]:
    """Read the articles of a file one by one.

    Args:
        path: The file.
        text_column: Of a CSV file.

    Yields:
        Each article; in place of one that cannot be read, what is wrong with it.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".jsonl":
            yield from _from_jsonl(path)
        elif suffix == ".csv":
            yield from _from_csv(path, text_column)
        else:
            yield _from_file(path, read_page if suffix in _HTML else None)
    except OSError as error:
        yield Fault(path=path, line=None, what=f"cannot be read ({error}); write it anew")


def _in_folder(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in _READABLE and path.is_file() and not path.name.startswith(".")
    )


def _column_fault(path: Path, column: str) -> list[Fault]:
    try:
        with _opened(path) as file:
            header = next(csv.reader(file), [])
    except csv.Error:
        return []  # told when the file is read
    if column in header:
        return []
    if not all(map(is_encodable, header)):
        return [Fault(path=path, line=1, what=_NOT_UTF_8)]
    found = ", ".join(name[:20] for name in header[:8]) or "nothing"
    what = f"no column {column!r} (found: {found}); name the one with the text: --text-column"
    return [Fault(path=path, line=1, what=what)]


def _opened(path: Path, *, newline: str = "") -> TextIO:
    """Open a file of many articles; a byte that is not UTF-8 shall cost no more than its line."""
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline=newline)


def _from_jsonl(path: Path) -> Iterator[RawArticle | Fault]:
    with _opened(path, newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if not is_encodable(line):
                yield Fault(path=path, line=number, what=_NOT_UTF_8)
            elif line.strip():
                yield _from_json(line, path=path, number=number)


def _from_json(line: str, *, path: Path, number: int) -> RawArticle | Fault:
    try:
        fields = record.parse(line)
    except ValueError as error:
        return Fault(path=path, line=number, what=f"{error}; write one JSON object a line")
    return make_raw(fields, path=path, line=number, column="text")


def _from_csv(path: Path, column: str) -> Iterator[RawArticle | Fault]:
    with _opened(path) as file:
        rows = open_rows(file)
        try:
            for row in rows:
                fields = {name: value for name, value in row.items() if name and value}
                if has_more_cells(row):
                    yield Fault(path=path, line=rows.line_num, what=MORE_CELLS)
                elif all(map(is_encodable, fields.values())):
                    yield make_raw(fields, path=path, line=rows.line_num, column=column)
                else:
                    yield Fault(path=path, line=rows.line_num, what=_NOT_UTF_8)
        except csv.Error as error:
            what = f"not CSV from here on ({error}); write it anew"
            yield Fault(path=path, line=rows.line_num, what=what)


def _from_file(
    path: Path, read: Callable[[bytes], Mapping[str, object]] | None
) -> RawArticle | Fault:
    content = path.read_bytes()
    try:
        fields = read(content) if read else {"text": content.decode("utf-8-sig")}
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Fault(path=path, line=line, what=_NOT_UTF_8)
    return make_raw(fields, path=path, line=None, column="text")
