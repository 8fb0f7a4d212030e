"""What a file holds: text, or something that has to be converted first."""

import csv
import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO
from itertools import islice
from pathlib import Path
from shlex import quote

from stance.corpus.tables import open_rows
from stance.corpus.worddocuments import is_word, read_word
from stance.errors import CorpusError

#: Bytes at the beginning of a file that are looked at.
N_HEAD = 1 << 16
_UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)
#: Bytes that no encoding uses for text: controls but for line ends, tabs, form feeds and escape.
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
#: Share of them in a text at most; words copied out of a PDF may hold a few.
_MAX_CONTROLS = 0.01
_PANDAS = (
    'python -c "import pandas; pandas.read_{kind}({path!r}).to_json({jsonl!r}, orient='
    "'records', lines=True, date_format='iso')\""
)
_AS_TEXT = "save it as plain text (UTF-8)"
_AS_CSV = "save its sheet as CSV (UTF-8)"
_AS_PAGE = "save the page as HTML"
_UNPACK = "unpack it"
_IMAGE = "give the text that it shows"
#: How files of each kind begin, what they are, and what to do.
_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"PAR1", "a Parquet file", "write it as JSONL: " + _PANDAS.replace("{kind}", "parquet")),
    (b"ARROW1", "a Feather file", "write it as JSONL: " + _PANDAS.replace("{kind}", "feather")),
    (b"%PDF", "a PDF", "extract its text: pdftotext {quoted}"),
    (b"\x1f\x8b", "compressed with gzip", f"{_UNPACK}: gunzip {{quoted}}"),
    (b"BZh", "compressed with bzip2", f"{_UNPACK}: bunzip2 {{quoted}}"),
    (b"\xfd7zXZ", "compressed with xz", f"{_UNPACK}: unxz {{quoted}}"),
    (b"(\xb5/\xfd", "compressed with zstd", f"{_UNPACK}: unzstd {{quoted}}"),
    (b"7z\xbc\xaf", "a 7-Zip archive", f"{_UNPACK}, and name the folder"),
    (b"Rar!", "a RAR archive", f"{_UNPACK}, and name the folder"),
    (b"\xd0\xcf\x11\xe0", "a file of old Microsoft Office", f"{_AS_TEXT}, or {_AS_CSV}"),
    (b"{\\rtf", "an RTF document", _AS_TEXT),
    (b"SQLite format 3", "an SQLite database", "write the articles as JSONL or CSV"),
    (b"bplist00", "a Safari web archive or another property list", _AS_PAGE),
    (b"From: <Saved by", "a page saved as MHTML", _AS_PAGE),
    (b"\x89PNG", "an image (PNG)", _IMAGE),
    (b"\xff\xd8\xff", "an image (JPEG)", _IMAGE),
    (b"GIF8", "an image (GIF)", _IMAGE),
    (b"RIFF", "an image (WebP), or sound", _IMAGE),
    (b"II*\x00", "an image (TIFF)", _IMAGE),
    (b"MM\x00*", "an image (TIFF)", _IMAGE),
)
_ZIP = b"PK\x03\x04"
_ZIPPED = {
    ".odt": ("an OpenDocument text", _AS_TEXT),
    ".pages": ("a Pages document", _AS_TEXT),
    ".epub": ("an EPUB", _AS_TEXT),
    ".xlsx": ("an Excel workbook", _AS_CSV),
    ".ods": ("an OpenDocument spreadsheet", _AS_CSV),
    ".numbers": ("a Numbers spreadsheet", _AS_CSV),
}
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
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


def read_head(path: Path) -> bytes:
    """Give the first bytes of a file, as many as are looked at."""
    with path.open("rb") as file:
        return file.read(N_HEAD)


def read_plain(content: bytes, path: Path) -> str:
    """Read all of a text in UTF-8, or in UTF-16 if it begins with its mark, or a document of Word.

    It is a CorpusError if it is binary, in another encoding, or data. ``path`` is where it is
    from, or ``-`` for standard input.
    """
    if is_word(content, path):
        return read_word(content, path)
    if what := binary_fault(content, path):
        raise CorpusError.of(path, what)
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CorpusError.of(path, not_utf_8(path, content[error.start]), line=line) from error
    if what := _data_fault(text, path):
        raise CorpusError.of(path, what)
    return text


def binary_fault(head: bytes, path: Path) -> str | None:
    """Say what a file is that is no text, going by how it begins, and what to do about it.

    It is no text if it begins as one of the kinds above does, has a NUL and is not marked as
    UTF-16, or consists of control characters by more than a hundredth.
    """
    if kind := _kind_of(head, path):
        what, advice = kind
        names = {"path": str(path), "jsonl": str(path.with_suffix(".jsonl"))}
        return f"{what}, not text; {advice.format(**names, quoted=quote(str(path)))}"
    if is_marked_utf_16(head):
        return None
    found = None
    n_controls = len(head) - len(head.translate(None, _CONTROLS))
    if 0 in head:
        line = head[: head.index(0)].count(b"\n") + 1
        found = f"byte 0x00 in line {line}"
    elif n_controls > _MAX_CONTROLS * len(head):
        found = f"{n_controls} control characters"
    return f"not text, but binary ({found}); save it as text in UTF-8" if found else None


def array_fault(head: str) -> str | None:
    """Say that a JSONL file that begins so holds JSON that goes over several lines."""
    lines = [line.strip() for line in head.split("\n", maxsplit=50) if line.strip()]
    first = lines[0] if lines else ""
    is_over_lines = first in ("[", "{") and lines[1:] and not _is_json(lines[1], dict)
    return f"JSON, but not JSONL; write {_JSONL}" if is_over_lines or first[:2] == "[{" else None


def is_marked_utf_16(head: bytes) -> bool:
    """Whether a file begins with the mark of UTF-16."""
    return head.startswith(_UTF_16)


def decoded(content: bytes) -> str:
    """Decode a text in UTF-8, or in UTF-16 if it begins with its mark, without the mark."""
    return content.decode("utf-16" if is_marked_utf_16(content) else "utf-8-sig")


def is_page(head: bytes) -> bool:
    """Whether a text, whatever its ending, begins as a page in HTML does."""
    if is_marked_utf_16(head):
        return _PAGE.match(head.decode("utf-16", "ignore")) is not None
    return _PAGE.match(head.removeprefix(BOM_UTF8).decode("latin-1")) is not None


def not_utf_8(path: Path, byte: int | None = None) -> str:
    """Say that a text is not UTF-8, which byte is the first that is not, and how to convert it."""
    which = "" if byte is None else f" (byte 0x{byte:02x})"
    target = "text" if path.name == "-" else path.with_name(f"{path.stem}-utf8{path.suffix}")
    command = f"iconv -f WINDOWS-1252 -t UTF-8 {quote(str(path))} > {quote(str(target))}"
    return f"not UTF-8{which}; save it as UTF-8, or, if it comes from Windows: {command}"


def _kind_of(head: bytes, path: Path) -> tuple[str, str] | None:
    if head.startswith(_ZIP):
        archive = ("a ZIP archive", f"{_UNPACK}, and name the folder")
        return _ZIPPED.get(path.suffix.lower(), archive)
    found = ((what, advice) for begin, what, advice in _KINDS if head.startswith(begin))
    return next(found, None)


def _data_fault(text: str, path: Path) -> str | None:
    """Say that a plain text is none, but data, and what to do about it.

    It is JSON if its ending says so, or if all of it, or its first line, is an object or an array.
    It is a table if its first line names columns, one of them as usual as ``text`` or ``title``,
    and each of the next 20 rows has as many cells. Anything else is prose.
    """
    start, is_called_json = text.lstrip(), path.suffix.lower() == ".json"
    if is_called_json or start[:1] in ("{", "["):
        if _is_json(start, dict | list):
            return f"JSON, not text; write the articles {_JSONL}"
        if _is_json(start.split("\n", maxsplit=1)[0], dict):
            return "JSON lines, not text; let its name end in .jsonl"
    if is_called_json:
        return f"not JSON, whatever its ending says; write the articles {_JSONL}"
    if start.startswith(("<?xml", "<rss", "<feed")):
        return "XML, not text; of a feed, save the pages that it links to, or write JSONL"
    return "a table, not text; let its name end in .csv" if _is_table(text) else None


def _is_json(text: str, kind: type | object) -> bool:
    try:
        return isinstance(json.loads(text), kind)  # type: ignore[arg-type]
    except (ValueError, RecursionError):
        return False


def _is_table(text: str) -> bool:
    rows = open_rows(StringIO(text.lstrip("\r\n"), newline="")).reader
    try:
        header, *others = islice((row for row in rows if row), _N_ROWS + 1)
    except (csv.Error, ValueError):
        return False  # not a row of such cells, or none at all
    names = {name.strip().lower() for name in header}
    is_header = len(names) == len(header) > 1 and all(len(name) <= _MAX_NAME for name in names)
    is_named = is_header and bool(names & _COLUMNS and others)
    return is_named and all(len(row) == len(header) for row in others)
