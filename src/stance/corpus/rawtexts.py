"""Reads articles that have no labels yet: plain text, documents of Word, HTML, JSONL, CSV."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from stance import record
from stance.corpus.filekinds import (
    array_fault,
    binary_fault,
    is_marked_utf_16,
    not_utf_8,
    read_head,
    read_plain,
)
from stance.corpus.tables import cells_of, is_date, open_rows, spell_date
from stance.corpus.webpages import is_page_file, read_page
from stance.errors import CorpusError, Fault, MissingExtraError
from stance.frozen import FrozenDict

CSV = frozenset([".csv", ".tsv"])
JSONL = frozenset([".jsonl", ".ndjson"])
#: Fields that are read, or digest what is; those that are written anew; and those whose form the
#: record fixes.
_READ = frozenset(["id", "sha256"])
_WRITTEN = frozenset(["text", "sentences", "speakers"])
_NAMED = frozenset(["title", "url", "target", "style", "domain", "published"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article without labels, with what else its file, a line of one, or its page says of it."""

    text: str = field(repr=False)
    id: str = ""
    metadata: Mapping[str, object] = field(default_factory=FrozenDict)
    path: Path | str
    line: int | None = None

    @property
    def place(self) -> str:
        """File and line, as editors jump to them; or the link."""
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"


class DistinctIds:
    """Ids given out so far; what has been given out gets a number behind it.

    Examples:
        >>> ids = DistinctIds()
        >>> ids.distinct("a-1"), ids.distinct("a-1"), ids.distinct("a-1")
        ('a-1', 'a-1-2', 'a-1-3')
    """

    def __init__(self) -> None:
        self._given_out: dict[str, int] = {}

    def distinct(self, wanted: str) -> str:
        """Give the wanted id, or the first of ``wanted-2``, ``wanted-3`` … that is free."""
        found, number = wanted, self._given_out.get(wanted, 0)
        while found in self._given_out:
            number += 1
            found = f"{wanted}-{number}"
        self._given_out[wanted] = max(number, 1)
        self._given_out.setdefault(found, 1)
        return found


def is_one_article(path: Path) -> bool:
    """Whether a file, going by its name, holds one article and not many."""
    return path.suffix.lower() not in JSONL | CSV


def as_given(name: str) -> str:
    """Name a field of the input that the record has another meaning for."""
    return f"{name}_as_given"


def read_raw(path: Path, *, text_column: str = "text") -> Iterator[RawArticle | Fault]:
    """Read the articles of a file one by one.

    Args:
        path: The file.
        text_column: Of a CSV file; of a line of JSONL, if it has it, else ``text``.

    Yields:
        Each article; in place of one that cannot be read, what is wrong with it.
    """
    try:
        if is_one_article(path):
            yield read_content(path.read_bytes(), path=path)
        else:
            yield from _read_lines(path, text_column)
    except CorpusError as error:
        yield from error.faults
    except OSError as error:
        yield Fault(path=path, what=f"cannot be read ({error}); write it anew")


def read_content(content: bytes, *, path: Path) -> RawArticle | Fault:
    """Read one article: a page if it begins as one or is called so, else plain text.

    Args:
        content: All of it.
        path: Where it is from, or ``-`` for standard input.

    Returns:
        The article, or what is wrong with it.
    """
    try:
        is_page = is_page_file(content, path)
        fields = read_page(content) if is_page else {"text": read_plain(content, path)}
    except MissingExtraError as error:
        return Fault(path=path, what=str(error))
    except CorpusError as error:
        return error.faults[0]
    return to_article(fields, path=path)


def check_lines(path: Path) -> None:
    """Refuse a file that has no lines of JSON or CSV, going by how it begins."""
    head = read_head(path)
    what = binary_fault(head, path)
    if what is None and path.suffix.lower() in JSONL:
        what = array_fault(head.decode("utf-8", "replace"))
    if what is not None:
        raise CorpusError.of(path, what)


def check_column(path: Path, column: str) -> None:
    """Refuse a CSV file that has no such column."""
    try:
        with _opened(path) as file:
            header = list(open_rows(file).fieldnames or ())
    except (csv.Error, UnicodeDecodeError):
        return  # told when the file is read
    if column in header:
        return
    found = ", ".join(name[:20] for name in header[:8]) or "nothing"
    what = f"no column {column!r} (found: {found}); name the one with the text: --text-column"
    if not all(map(_is_encodable, header)):
        what = not_utf_8(path)
    raise CorpusError.of(path, what, line=1)


def _read_lines(path: Path, column: str) -> Iterator[RawArticle | Fault]:
    check_lines(path)
    is_empty = True
    read = _rows_of if path.suffix.lower() in CSV else _objects_of
    try:
        for number, found in read(path, column):
            is_empty = False
            if isinstance(found, str):
                yield Fault(path=path, line=number, what=found)
            else:
                is_named = read is _rows_of or column in found
                yield to_article(
                    found, path=path, line=number, column=column if is_named else "text"
                )
    except UnicodeDecodeError:
        yield Fault(path=path, what="UTF-16 that breaks off; save it as UTF-8")
        return
    if is_empty:
        yield Fault(path=path, what="holds no articles")


def _opened(path: Path, *, newline: str = "") -> TextIO:
    """Open a file of many articles; a byte that is not UTF-8 shall cost no more than its line."""
    if is_marked_utf_16(read_head(path)):
        return path.open(encoding="utf-16", newline=newline)
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline=newline)


def _objects_of(path: Path, _column: str) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    """Give the fields of each line, or what is wrong with it."""
    with _opened(path, newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if not _is_encodable(line):
                yield number, not_utf_8(path)
            elif line.strip():
                try:
                    yield number, record.parse(line)
                except ValueError as error:
                    yield number, f"{error}; write one JSON object a line"


def _rows_of(path: Path, column: str) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    """Give the cells of each row that are not empty, or what is wrong with it."""
    with _opened(path) as file:
        rows = open_rows(file)
        try:
            for row in rows:
                try:
                    cells = cells_of(row)
                except ValueError as error:
                    yield rows.line_num, str(error)
                    continue
                is_readable = all(map(_is_encodable, cells.values()))
                kept = {name: cell for name, cell in cells.items() if cell or name == column}
                yield rows.line_num, kept if is_readable else not_utf_8(path)
        except csv.Error as error:
            yield rows.line_num, f"not CSV from here on ({error}); write it anew"


def to_article(
    fields: Mapping[str, object], *, path: Path | str, line: int | None = None, column: str = "text"
) -> RawArticle | Fault:
    """Make an article of its fields, or say why they make none."""
    text, identity = fields.get(column), fields.get("id")
    what = _text_fault(text, column, found=fields)
    if what is None and not isinstance(identity, str | int | None):
        what = f"id is {identity!r}; give a string, or leave it out"
    if what is None and not _is_encodable(json.dumps(fields, ensure_ascii=False)):
        what = "holds half a character; repair the encoding of the text"
    if what is not None or not isinstance(text, str):
        return Fault(path=path, line=line, what=str(what))
    left_out = {column, *_READ, *(_WRITTEN if _is_labelled(fields) else ())}
    metadata = (
        _fitting(name, value)
        for name, value in fields.items()
        if name not in left_out and value not in (None, "")
    )
    identity = "" if identity is None else str(identity)
    return RawArticle(text=text, id=identity, metadata=FrozenDict(metadata), path=path, line=line)


def _is_encodable(text: str) -> bool:
    """Whether a text can be written as UTF-8, so that it holds no half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_labelled(fields: Mapping[str, object]) -> bool:
    """Whether fields are a labelled record, whose labels and speakers are made anew."""
    parts = (fields.get("sentences"), fields.get("speakers", []))
    return all(isinstance(part, list) for part in parts)


def _text_fault(text: object, column: str, *, found: Mapping[str, object]) -> str | None:
    if not isinstance(text, str):
        names = ", ".join(name[:20] for name in list(found)[:8])
        hint = f" (found: {names}); name it: --text-column" if names and text is None else ""
        return f"{column!r} is {text!r}; each article needs its text there{hint}"
    return None if text.strip() else "no text here; remove it, or fill it in"


def _fitting(name: str, value: object) -> tuple[str, object]:
    """Rename a field that the corpus record knows but that does not fit it."""
    spelt = spell_date(value) if name == "published" and isinstance(value, str) else value
    is_valid = isinstance(spelt, str) and bool(spelt.strip())
    if name == "published":
        is_valid = is_valid and is_date(str(spelt))
    if name in _WRITTEN or (name in _NAMED and not is_valid):
        return as_given(name), value
    return name, spelt
