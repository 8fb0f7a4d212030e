"""Predicted articles as JSON lines, one piece of JSON, a table of sentences, and a page."""

import csv
import errno
import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeAlias

from stance import record
from stance.article import Article, sentence_columns
from stance.corpus.review.cells import to_cells
from stance.errors import Fault
from stance.files import whole_file
from stance.prediction.failing import ERROR, error_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article of the input.

    Attributes:
        path: The file or link that it is from.
        line: Its line there, from 1; None if the file is one article.
        article: As predicted; without labels if that failed, None if it cannot be read.
        fault: Why it has no labels; None if it has.
    """

    path: Path | str
    line: int | None
    article: Article | None = None
    fault: Fault | None = None

    @property
    def place(self) -> str:
        """File and line, as editors jump to them."""
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"

    def to_json(self, *, indent: int | None = None) -> str:
        """Give its corpus record; one with the field ``error`` if it has no labels."""
        if self.article is not None:
            return self.article.to_json(indent=indent)
        what = self.fault.what if self.fault else ""
        where = "file" if isinstance(self.path, Path) else "url"
        fields: dict[str, object] = {where: str(self.path)}
        fields |= {} if self.line is None else {"line": self.line}
        fields[ERROR] = error_fields(what, kind="Unreadable")
        return record.to_json(fields, indent=indent)


#: Takes one article after the other.
Write: TypeAlias = Callable[[Outcome], None]
#: Of a table, before those of ``Article.to_pandas``.
_PLACE = ("file", "line")


@contextmanager
def json_lines(file: TextIO) -> Iterator[Write]:
    """Write each article as a corpus record on a line of its own; one that failed, as its error."""
    yield lambda outcome: _write_whole(f"{outcome.to_json()}\n", file)


def _write_whole(line: str, file: TextIO) -> None:
    """Write a line, and take back what there is of it if not all could be, as on a full disk."""
    size = _size(file)
    try:
        file.write(line)
        file.flush()
        whole = len(line.encode(file.encoding, file.errors or "strict")) if size is not None else 0
        # A stream without a buffer (python -u) loses what the disk has not taken, and says nothing.
        if size is not None and (_size(file) or 0) < size + whole:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        if size is not None:
            os.ftruncate(file.fileno(), size)
            # What the stream still holds would be tried once more when it is closed.
            os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())
        raise


def _size(file: TextIO) -> int | None:
    """Give the bytes of a file; None of a terminal or a pipe."""
    try:
        found = os.fstat(file.fileno())
    except OSError:  # standard output of a notebook
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


@contextmanager
def one_json(file: TextIO, *, is_array: bool) -> Iterator[Write]:
    """Write articles as one piece of indented JSON: an array, or else one article only."""
    n_written = 0

    def write(outcome: Outcome) -> None:
        nonlocal n_written
        before = "" if not is_array else ",\n" if n_written else "["
        print(before + outcome.to_json(indent=2), end="" if is_array else "\n", file=file)
        n_written += 1

    yield write
    if is_array:
        print("]" if n_written else "[]", file=file)


@contextmanager
def sentence_rows(file: TextIO, *, labels: Sequence[str]) -> Iterator[Write]:
    """Write a table with a row for each sentence, as ``Article.to_pandas`` gives them.

    File and line are in front; each of the model's ``labels`` has a column for its probabilities.
    An article that failed has no sentences, so no row. Cells that a spreadsheet program would run
    begin with a quote.
    """
    rows = csv.writer(file)
    rows.writerow([*_PLACE, *sentence_columns(labels)])

    def write(outcome: Outcome) -> None:
        article = outcome.article
        if article is None:
            return
        place = [article.metadata.get(name) for name in _PLACE]
        for row in article.sentence_rows():
            rows.writerow(to_cells((*place, *row)))

    yield write


def check_target(
    path: Path, *, endings: Sequence[str], told: str, inputs: Collection[Path]
) -> None:
    """Refuse the name of a file to write before anything is predicted.

    Its ending is to be one of ``endings``, of which ``told`` says what they are; and it is no
    folder and none of the files that are read.
    """
    if path.suffix.lower() not in endings:
        raise ValueError(f"{path} has none of the endings {', '.join(endings)}{told}")
    if path.is_dir():
        raise ValueError(f"{path} is a folder; name a file in it")
    if path.exists() and any(one.exists() and one.samefile(path) for one in inputs):
        raise ValueError(f"{path} is read as well; name another file")


@contextmanager
def written_file(out: Path, *, labels: Sequence[str], is_array: bool) -> Iterator[Write]:
    """Write articles into a file by its ending; it is there when all are, or not at all.

    ``labels`` are those of the model; JSON may be an array.
    """
    suffix = out.suffix.lower()
    encoding = "utf-8-sig" if suffix == ".csv" else "utf-8"  # Excel wants the mark
    with whole_file(out) as beside, beside.open("w", encoding=encoding, newline="") as file:
        writing: AbstractContextManager[Write]
        if suffix == ".csv":
            writing = sentence_rows(file, labels=labels)
        else:
            writing = json_lines(file) if suffix == ".jsonl" else one_json(file, is_array=is_array)
        with writing as write:
            yield write


@contextmanager
def written_page(page: Path, *, uncertain_below: float | None) -> Iterator[Write]:
    """Write articles as one page for a browser; it is there when all are, or not at all.

    Labels of a lower confidence than ``uncertain_below``, in [0, 1], are marked; None stands for
    what the model says.
    """
    from stance.rendering.page import PagePart, fault_part, page_part, whole_page

    parts: list[PagePart] = []

    def write(outcome: Outcome) -> None:
        if outcome.article is not None:
            number = len(parts) + 1
            parts.append(page_part(outcome.article, uncertain_below=uncertain_below, number=number))
        else:
            what = outcome.fault.what if outcome.fault else ""
            parts.append(fault_part(outcome.place, what))

    with whole_file(page) as beside:
        yield write
        beside.write_text(whole_page(parts), encoding="utf-8", newline="")
