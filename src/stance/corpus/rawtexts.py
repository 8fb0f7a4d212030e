"""Reads articles that have no labels yet: plain text, JSONL, CSV, HTML, folders of these."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stance import record
from stance.corpus.webpages import read_page
from stance.errors import CorpusError, Fault
from stance.frozen import FrozenDict

#: Endings of files that a folder is searched for.
_TEXT, _HTML = frozenset([".txt", ".text", ".md"]), frozenset([".html", ".htm", ".xhtml"])
_READABLE = _TEXT | _HTML | {".csv", ".jsonl"}
#: Fields that labelling writes itself, and those whose form the record fixes.
_WRITTEN = frozenset(["id", "text", "sentences", "speakers", "sha256"])
_NAMED = frozenset(["title", "url", "target", "style", "domain", "published"])
_LONGEST_FIELD = 1 << 27  # a field of a CSV file may hold a whole article
_NOTHING = "no .txt, .jsonl, .csv or .html file here; name another folder, or files"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article without labels.

    Attributes:
        text: Exactly as the file has it; of HTML, what a reader reads.
        id: As the file gives it, or "".
        metadata: What else the file says: title, url, published …
        place: File and line that it is from.
    """

    text: str = field(repr=False)
    id: str = ""
    metadata: Mapping[str, object] = field(default_factory=FrozenDict)
    place: str


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
    except UnicodeDecodeError as error:
        yield Fault(path=path, line=None, what=f"not UTF-8 ({error.reason}); save it as UTF-8")
    except (OSError, csv.Error) as error:
        yield Fault(path=path, line=None, what=f"cannot be read ({error}); write it anew")


def _in_folder(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in _READABLE and path.is_file() and not path.name.startswith(".")
    )


def _column_fault(path: Path, column: str) -> list[Fault]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file), [])
    except (UnicodeDecodeError, csv.Error):
        return []  # told when the file is read
    if column in header:
        return []
    found = ", ".join(name[:20] for name in header[:8]) or "nothing"
    what = f"no column {column!r} (found: {found}); name the one with the text: --text-column"
    return [Fault(path=path, line=1, what=what)]


def _from_jsonl(path: Path) -> Iterator[RawArticle | Fault]:
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                fields = record.parse(line)
            except ValueError as error:
                yield Fault(path=path, line=number, what=f"{error}; write one JSON object a line")
            else:
                yield _article(fields, path=path, line=number, column="text")


def _from_csv(path: Path, column: str) -> Iterator[RawArticle | Fault]:
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            fields = {name: value for name, value in row.items() if name and value}
            yield _article(fields, path=path, line=rows.line_num, column=column)


def _from_file(
    path: Path, read: Callable[[bytes], Mapping[str, object]] | None
) -> RawArticle | Fault:
    content = path.read_bytes()
    fields = read(content) if read else {"text": content.decode("utf-8-sig")}
    return _article(fields, path=path, line=None, column="text")


def _article(
    fields: Mapping[str, object], *, path: Path, line: int | None, column: str
) -> RawArticle | Fault:
    """Build an article, or say why its fields make none."""
    text, identity = fields.get(column), fields.get("id", "")
    what = _text_fault(text, column)
    if what is None and not isinstance(identity, str | int):
        what = f"id is {identity!r}; give a string, or leave it out"
    if what is not None or not isinstance(text, str):
        return Fault(path=path, line=line, what=str(what))
    metadata = {
        name: value
        for name, value in fields.items()
        if name not in _WRITTEN | {column} and value not in (None, "")
    }
    return RawArticle(
        text=text,
        id=str(identity),
        metadata=FrozenDict(_valid(metadata)),
        place=str(path) if line is None else f"{path}:{line}",
    )


def _text_fault(text: object, column: str) -> str | None:
    if not isinstance(text, str):
        return f"{column!r} is {text!r}; each article needs its text there"
    if not text.strip():
        return "no text here; remove it, or fill it in"
    if any("\ud800" <= char <= "\udfff" for char in text):
        return "holds half a character; repair the encoding of the text"
    return None


def _valid(metadata: Mapping[str, object]) -> dict[str, object]:
    """Rename fields that the corpus record knows but that do not fit it."""
    valid = dict(metadata)
    for name in _NAMED & valid.keys():
        value = valid[name]
        fits = isinstance(value, str) and bool(value.strip())
        if not fits or (name == "published" and not _is_date(str(value))):
            valid[f"{name}_as_given"] = valid.pop(name)
    return valid


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text[:10]).isoformat() == text[:10]
    except ValueError:
        return False
