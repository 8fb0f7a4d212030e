"""Reads corpus files: all articles, or all faults."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance import record
from stance.article import Article
from stance.corpus.foreign import fault_of_scheme
from stance.corpus.rows import ArticleRow, check_shape
from stance.corpus.rules import faults_in
from stance.errors import CorpusError, Fault
from stance.frozen import frozen
from stance.schemes import NEWS, LabelScheme


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a corpus file, as far as it could be read.

    Attributes:
        path: The file, as the caller named it.
        number: Line number from 1; None stands for the whole file, which cannot be read.
        record: The parsed line, or None if it is not a JSON object.
        row: The typed record, or None if its shape is wrong.
        faults: What is wrong with the line by itself.
    """

    path: Path
    number: int | None = None
    record: Mapping[str, object] | None = field(default=None, repr=False)
    row: ArticleRow | None = field(default=None, repr=False)
    faults: tuple[str, ...] = ()


def list_files(names: Sequence[Path]) -> list[Path]:
    """Give the corpus files that names stand for.

    Args:
        names: Files, and folders, which stand for the JSONL files in them that are not hidden.

    Returns:
        The files, those of a folder sorted by name.

    Raises:
        CorpusError: With every folder that holds no JSONL file.
    """
    found = {name: sorted(name.glob("[!.]*.jsonl")) if name.is_dir() else [name] for name in names}
    what = "no .jsonl file here; name another folder, or files"
    faults = [Fault(path=name, line=None, what=what) for name, files in found.items() if not files]
    if faults:
        raise CorpusError(faults)
    return [file for files in found.values() for file in files]


def read_corpus(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> list[Article]:
    """Read labelled articles, one in each line of each file.

    Args:
        paths: JSONL files.
        scheme: What their labels are.

    Returns:
        The articles, in the order of the files and their lines.

    Raises:
        CorpusError: With every fault of every line of every file, if there is one.
    """
    files = read_files(paths, scheme=scheme)
    return [article for articles in files.values() for article in articles]


def read_files(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> dict[Path, list[Article]]:
    """Read labelled articles, file by file.

    Args:
        paths: JSONL files.
        scheme: What their labels are.

    Returns:
        The articles of each file, in the order of its lines.

    Raises:
        CorpusError: With every fault of every line of every file, if there is one.
    """
    lines = read_lines(paths, scheme=scheme)
    faults = faults_of(lines)
    faults += [_no_text(line) for line in lines if line.row and line.row.text is None]
    if faults:
        raise CorpusError(faults)
    articles: dict[Path, list[Article]] = {path: [] for path in paths}
    for line in lines:
        articles[line.path].append(_to_article(line, scheme=scheme))
    return articles


def read_lines(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> list[Line]:
    """Read corpus files line by line, keeping what is wrong with each.

    Args:
        paths: JSONL files, with or without texts.
        scheme: What their labels are.

    Returns:
        One entry for each line that is not blank, and one for each file that cannot be read.
    """
    return [line for path in paths for line in _read_file(path, scheme=scheme)]


def _read_file(path: Path, *, scheme: LabelScheme) -> Iterator[Line]:
    try:
        content = path.read_text("utf-8-sig")
    except OSError as error:
        yield Line(path=path, faults=(f"cannot be read ({error.strerror}); check the name",))
    except UnicodeDecodeError as error:
        yield Line(path=path, faults=(f"not UTF-8 at byte {error.start}; save the file as UTF-8",))
    else:
        lines = [
            _read_line(text, path=path, number=number, scheme=scheme)
            for number, text in enumerate(content.split("\n"), start=1)
            if text.strip()
        ]
        if not lines:
            yield Line(path=path, faults=("holds no articles; remove the file, or fill it",))
        elif len(lines) > 1 and all(line.record is None for line in lines):
            what = "no line is a JSON object; write one article in each line (JSONL)"
            yield Line(path=path, faults=(what,))
        elif foreign := fault_of_scheme([line.record for line in lines], scheme=scheme):
            yield Line(path=path, faults=(foreign,))
        else:
            yield from lines


def faults_of(lines: Sequence[Line]) -> list[Fault]:
    """Give the faults of lines, and ids that two of them share.

    Args:
        lines: Lines of all files of a corpus.

    Returns:
        Every fault, in the order of the lines.
    """
    faults: list[Fault] = []
    first: dict[str, Line] = {}
    for line in lines:
        faults += [Fault(path=line.path, line=line.number, what=what) for what in line.faults]
        if line.row is None:
            continue
        earlier = first.setdefault(line.row.id, line)
        if earlier is not line:
            place = f"{earlier.path}:{earlier.number}"
            what = f"id {line.row.id!r} is taken by {place}; give each article its own"
            faults.append(Fault(path=line.path, line=line.number, what=what))
    return faults


def _read_line(text: str, *, path: Path, number: int, scheme: LabelScheme) -> Line:
    try:
        mapping = record.parse(text)
        frozen(mapping)  # as an article keeps it
    except RecursionError:
        what = "nested too deeply; flatten the record"
        return Line(path=path, number=number, faults=(what,))
    except ValueError as error:
        what = f"{error}; write one JSON object a line"
        return Line(path=path, number=number, faults=(what,))
    if half := _half_character(text, mapping):
        what = f"holds half a character, {half}; repair the encoding of the text"
        return Line(path=path, number=number, record=mapping, faults=(what,))
    row = check_shape(mapping, scheme=scheme)
    if isinstance(row, list):
        return Line(path=path, number=number, record=mapping, faults=tuple(row))
    faults = tuple(faults_in(row, scheme=scheme))
    return Line(path=path, number=number, record=mapping, row=row, faults=faults)


def _to_article(line: Line, *, scheme: LabelScheme) -> Article:
    """Build the article of a line without faults."""
    try:
        return Article.from_dict(line.record or {}, scheme=scheme)
    except ValueError as error:
        fault = Fault(path=line.path, line=line.number, what=f"{error}; mend the record")
        raise CorpusError([fault]) from error


def _half_character(text: str, mapping: Mapping[str, object]) -> str | None:
    """Give the first lone surrogate in a record, which neither UTF-8 nor a tokenizer can hold."""
    if "\\ud" not in text.lower():
        return None  # in a file that is UTF-8, only an escape can make one
    try:
        json.dumps(mapping, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        return f"\\u{ord(error.object[error.start]):04x}"
    return None


def _no_text(line: Line) -> Fault:
    what = "has no text, only its sha256; join it with the text first: stance data merge"
    return Fault(path=line.path, line=line.number, what=what)
