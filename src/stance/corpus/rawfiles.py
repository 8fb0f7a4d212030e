"""Finds files of articles without labels, and tells what is wrong before any is read."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from stance.corpus.filekinds import is_page, read_head, read_plain
from stance.corpus.rawtexts import CSV, JSONL, check_column, check_lines, is_one_article
from stance.corpus.webpages import HTML, check_page_reader, is_page_file
from stance.corpus.worddocuments import WORD
from stance.errors import CorpusError, Fault

#: Endings of files that a folder is searched for.
_READABLE = frozenset([".txt", ".text", ".md"]) | WORD | HTML | JSONL | CSV
_NOTHING = "no .txt, .docx, .jsonl, .csv or .html file here; name another folder, or files"


def list_raw(names: Sequence[Path], *, text_column: str = "text") -> list[Path]:
    """Give the files of raw articles that names stand for.

    Args:
        names: Files, and folders, which stand for all files in and below them that can be read.
        text_column: Of CSV files, which must have it.

    Returns:
        The files, those of a folder sorted by name. A file that is named itself and has an ending
        that nobody knows is taken for plain text.

    Raises:
        CorpusError: With every name that is nothing, folder without such files, file named itself
            that is no text, and CSV file without the column.
        MissingExtraError: If there are pages in HTML and what reads them is not installed.
    """
    found = {name: _found(name) for name in names}
    files = list(dict.fromkeys(chain.from_iterable(found.values())))
    faults = [Fault(path=name, what=_NOTHING) for name in names if not found[name]]
    named = set(names)
    for path in files:
        faults += _faults_of(path, is_named=path in named, text_column=text_column)
    if faults:
        raise CorpusError(faults)
    if any(path.suffix.lower() in HTML or (path in named and _is_page(path)) for path in files):
        check_page_reader()
    return files


def files_of(names: Sequence[Path]) -> list[Path]:
    """Give the files that names stand for, each once, whatever is in them."""
    return list(dict.fromkeys(chain.from_iterable(map(_found, names))))


def other_endings(names: Sequence[Path]) -> Counter[str]:
    """Count the files of folders that are not read, by their endings, save hidden ones."""
    return Counter(
        path.suffix.lower()
        for name in names
        if name.is_dir()
        for path in name.rglob("*")
        if path.suffix.lower() not in _READABLE and path.is_file() and not _is_hidden(path, name)
    )


def _found(name: Path) -> list[Path]:
    if not name.is_dir():
        return [name]
    return sorted(
        path
        for path in name.rglob("*")
        if path.suffix.lower() in _READABLE and path.is_file() and not path.name.startswith(".")
    )


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _faults_of(path: Path, *, is_named: bool, text_column: str) -> list[Fault]:
    """Say what is wrong with a file before it is read; one in a folder may be left out later."""
    if path.exists() and not path.is_file():
        return []  # a pipe can be read once
    try:
        _check_content(path, is_named=is_named)
    except OSError as error:
        return [Fault(path=path, what=f"cannot be read ({error.strerror}); check the name")]
    except CorpusError as error:
        return error.faults if is_named else []
    try:
        if path.suffix.lower() in CSV:
            check_column(path, text_column)
    except CorpusError as error:
        return error.faults
    return []


def _check_content(path: Path, *, is_named: bool) -> None:
    if not is_one_article(path):
        check_lines(path)
    elif not is_named:
        read_head(path)
    elif not is_page_file(content := path.read_bytes(), path):
        read_plain(content, path)


def _is_page(path: Path) -> bool:
    return is_one_article(path) and path.is_file() and is_page(read_head(path))
