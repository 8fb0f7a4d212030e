"""Reads corpus files: all articles, or all faults."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from stance import record
from stance.article import Article
from stance.corpus.rows import ArticleRow, check_shape
from stance.corpus.rules import faults_in
from stance.corpus.sources import find_files, read_utf8
from stance.errors import CorpusError, Fault, refuse
from stance.frozen import frozen
from stance.invocation import program
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

    def fault(self, what: str) -> Fault:
        """Say what is wrong here."""
        return Fault(path=self.path, line=self.number, what=what)


def list_files(names: Sequence[Path]) -> list[Path]:
    """Give the corpus files that names stand for.

    Args:
        names: Files, and folders, which stand for the JSONL files in them that are not hidden.

    Returns:
        The files, those of a folder sorted by name.

    Raises:
        CorpusError: With every folder that holds no JSONL file.
    """
    return find_files(names, ending=".jsonl", is_deep=False)


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
    """Read labelled articles as ``read_corpus`` does, but give them file by file."""
    lines = read_lines(paths, scheme=scheme)
    faults = faults_of(lines)
    faults += [fault for path in dict.fromkeys(paths) for fault in _texts_lacking(lines, path)]
    refuse(faults)
    articles: dict[Path, list[Article]] = {path: [] for path in paths}
    for line in lines:
        try:
            articles[line.path].append(Article.from_dict(line.record or {}, scheme=scheme))
        except ValueError as error:
            raise CorpusError([line.fault(f"{error}; mend the record")]) from error
    return articles


def read_lines(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> list[Line]:
    """Read corpus files, with or without texts, keeping what is wrong with each line.

    There is an entry for each line that is not blank, and one for each file that cannot be read.
    """
    return [line for path in paths for line in _read_file(path, scheme=scheme)]


def faults_of(lines: Sequence[Line]) -> list[Fault]:
    """Give the faults of the lines of a corpus in their order, and ids that two of them share."""
    faults: list[Fault] = []
    first: dict[str, Line] = {}
    for line in lines:
        faults += map(line.fault, line.faults)
        earlier = first.setdefault(line.row.id, line) if line.row else line
        if line.row and earlier is not line:
            place = f"{earlier.path}:{earlier.number}"
            what = f"id {line.row.id!r} is taken by {place}; give each article its own"
            faults.append(line.fault(what))
    return faults


def _texts_lacking(lines: Sequence[Line], path: Path) -> Iterator[Fault]:
    """Tell of the articles of a file that have no text: one fault, however many they are."""
    here = [line for line in lines if line.row and line.path == path]
    without = [line for line in here if line.row and line.row.text is None]
    if without:
        which = f"{len(without)} of {len(here)} articles, this one the first, have"
        what = "the article has" if len(here) == 1 else which
        merge = f"{program()} data merge"
        yield without[0].fault(f"{what} no text, only its sha256; join with the texts: {merge}")


def _read_file(path: Path, *, scheme: LabelScheme) -> list[Line]:
    try:
        content = read_utf8(path)
    except CorpusError as error:
        return [Line(path=path, number=fault.line, faults=(fault.what,)) for fault in error.faults]
    lines = [
        _read_line(text, path=path, number=number, scheme=scheme)
        for number, text in enumerate(content.split("\n"), start=1)
        if text.strip()
    ]
    what = None
    if not lines:
        what = "holds no articles; remove the file, or fill it"
    elif len(lines) > 1 and all(line.record is None for line in lines):
        what = "no line is a JSON object; write one article in each line (JSONL)"
    else:
        what = _fault_of_scheme([line.record or {} for line in lines], scheme=scheme)
    return lines if what is None else [Line(path=path, faults=(what,))]


def _read_line(text: str, *, path: Path, number: int, scheme: LabelScheme) -> Line:
    mapping: Mapping[str, object] | None = None
    row: ArticleRow | list[str]
    try:
        mapping = record.parse(text)
        if half := _half_character(text, mapping):
            raise ValueError(f"holds half a character, {half}; repair the encoding of the text")
        row = check_shape(mapping, scheme=scheme)
        # An article freezes what is no field of ours; of a whole record nothing else can be deep.
        frozen(mapping if isinstance(row, list) else row.model_extra)
    except ValueError as error:
        row = [f"{error}; write one JSON object a line" if mapping is None else str(error)]
    except RecursionError:
        mapping, row = None, ["nested too deeply; flatten the record"]
    if isinstance(row, list):
        return Line(path=path, number=number, record=mapping, faults=tuple(row))
    faults = tuple(faults_in(row, scheme=scheme))
    return Line(path=path, number=number, record=mapping, row=row, faults=faults)


def _half_character(text: str, mapping: Mapping[str, object]) -> str | None:
    """Give the first lone surrogate in a record, which neither UTF-8 nor a tokenizer can hold."""
    if "\\ud" not in text.lower():
        return None  # in a file that is UTF-8, only an escape can make one
    try:
        json.dumps(mapping, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        return f"\\u{ord(error.object[error.start]):04x}"
    return None


def _fault_of_scheme(records: Iterable[Mapping[str, object]], *, scheme: LabelScheme) -> str | None:
    """Say that a file has the labels of another scheme: one fault, not one for each sentence.

    It is none if a label is known, if all are like one that is, or if there is but one, so that it
    is rather misspelt.
    """
    found = dict.fromkeys(label for one in records for label in _labels(one))
    is_known = any(label in scheme.names for label in found)
    is_misspelt = all(get_close_matches(label, scheme.names, n=1) for label in found)
    if is_known or is_misspelt or len(found) == 1:
        return None
    return (
        f"its labels ({', '.join(found)}) are none of the scheme {scheme}; "
        "read it by its own, or use a model that has them"
    )


def _labels(record: Mapping[str, object]) -> Iterator[str]:
    sentences = record.get("sentences")
    for sentence in sentences if isinstance(sentences, list) else ():
        label = sentence.get("label") if isinstance(sentence, dict) else None
        if isinstance(label, str):
            yield label
