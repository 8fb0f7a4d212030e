"""Predicted articles as JSON lines, as one piece of JSON, and as a table of sentences."""

import csv
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TextIO, TypeAlias

from stance.article import Article, sentence_columns
from stance.corpus.rawfields import RawArticle
from stance.corpus.review.cells import to_cell
from stance.files import whole_file

#: Takes one article after the other, with what it was made of.
Write: TypeAlias = Callable[[RawArticle, Article], None]
#: Endings of files that can be written.
ENDINGS = (".jsonl", ".json", ".csv")
#: Of a table, before those of ``Article.to_pandas``.
_PLACE = ("file", "line")


def write_nothing(_raw: RawArticle, _article: Article) -> None:
    """Write an article nowhere."""


@contextmanager
def json_lines(file: TextIO) -> Iterator[Write]:
    """Write each article as a corpus record on a line of its own.

    Args:
        file: To write to.

    Yields:
        What writes one.
    """
    yield lambda _raw, article: print(article.to_json(), file=file, flush=True)


@contextmanager
def one_json(file: TextIO, *, is_array: bool) -> Iterator[Write]:
    """Write articles as one piece of indented JSON.

    Args:
        file: To write to.
        is_array: Whether it is an array; else there may be one article only.

    Yields:
        What writes one.
    """
    n_written = 0

    def write(_raw: RawArticle, article: Article) -> None:
        nonlocal n_written
        before = "" if not is_array else ",\n" if n_written else "["
        print(before + article.to_json(indent=2), end="" if is_array else "\n", file=file)
        n_written += 1

    yield write
    if is_array:
        print("]" if n_written else "[]", file=file)


@contextmanager
def sentence_rows(file: TextIO, *, labels: Sequence[str]) -> Iterator[Write]:
    """Write a table with a row for each sentence, as ``Article.to_pandas`` gives them.

    File and line are in front. Cells that a spreadsheet program would run begin with a quote.

    Args:
        file: To write to, with line ends as they are.
        labels: Those of the model, a column each for their probabilities.

    Yields:
        What writes one article.
    """
    rows = csv.writer(file)
    rows.writerow([*_PLACE, *sentence_columns(labels)])

    def write(_raw: RawArticle, article: Article) -> None:
        place = [article.metadata.get(name) for name in _PLACE]
        for row in article.sentence_rows():
            cells = (*place, *row)
            rows.writerow([to_cell(one) if isinstance(one, str) else one for one in cells])

    yield write


def check_out(out: Path | None, *, inputs: Collection[Path]) -> None:
    """Check the name of a file to write before anything is predicted.

    Args:
        out: The file, or None.
        inputs: Files that are read.

    Raises:
        ValueError: If its ending says no format, or it is a folder or one of the inputs.
    """
    if out is None:
        return
    if out.suffix.lower() not in ENDINGS:
        raise ValueError(
            f"{out} has none of the endings {', '.join(ENDINGS)}, which say the format"
        )
    if out.is_dir():
        raise ValueError(f"{out} is a folder; name a file in it")
    if out.exists() and any(one.exists() and one.samefile(out) for one in inputs):
        raise ValueError(f"{out} is read as well; name another file")


@contextmanager
def written_file(out: Path | None, *, labels: Sequence[str], is_array: bool) -> Iterator[Write]:
    """Write articles into a file by its ending; it is there when all are, or not at all.

    Args:
        out: The file, or None to write none.
        labels: Those of the model.
        is_array: Whether JSON is an array.

    Yields:
        What writes one article.
    """
    if out is None:
        yield write_nothing
        return
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
