"""One line of a corpus file: the record that it holds, or what is wrong with it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from stance import record
from stance.corpus.rows import ArticleRow, check_shape
from stance.corpus.rules import faults_in
from stance.frozen import frozen
from stance.schemes import LabelScheme


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


def read_line(text: str, *, path: Path, number: int, scheme: LabelScheme) -> Line:
    """Read a line of a corpus file.

    Args:
        text: The line; not blank.
        path: The file.
        number: Of the line, from 1.
        scheme: What its labels are.

    Returns:
        The line with its record, or with every fault in it.
    """
    try:
        return _read_record(text, partial(Line, path=path, number=number), scheme=scheme)
    except RecursionError:
        what = "nested too deeply; flatten the record"
        return Line(path=path, number=number, faults=(what,))


def _read_record(text: str, line: Callable[..., Line], *, scheme: LabelScheme) -> Line:
    try:
        mapping = record.parse(text)
    except ValueError as error:
        return line(faults=(f"{error}; write one JSON object a line",))
    if half := _half_character(text, mapping):
        what = f"holds half a character, {half}; repair the encoding of the text"
        return line(record=mapping, faults=(what,))
    row = check_shape(mapping, scheme=scheme)
    # An article freezes what is no field of ours; of a whole record nothing else can be deep.
    frozen(mapping if isinstance(row, list) else row.model_extra)
    if isinstance(row, list):
        return line(record=mapping, faults=tuple(row))
    return line(record=mapping, row=row, faults=tuple(faults_in(row, scheme=scheme)))


def _half_character(text: str, mapping: Mapping[str, object]) -> str | None:
    """Give the first lone surrogate in a record, which neither UTF-8 nor a tokenizer can hold."""
    if "\\ud" not in text.lower():
        return None  # in a file that is UTF-8, only an escape can make one
    try:
        json.dumps(mapping, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        return f"\\u{ord(error.object[error.start]):04x}"
    return None
