"""Reads articles that have no labels yet: plain text, JSONL, CSV, HTML."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from stance.corpus.datatexts import data_fault
from stance.corpus.filekinds import binary_fault, decoded, is_page
from stance.corpus.rawfields import RawArticle, make_raw
from stance.corpus.rawfiles import HTML, is_one_article
from stance.corpus.rawlines import not_utf_8, read_lines
from stance.corpus.webpages import read_page
from stance.errors import Fault, MissingExtraError


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
            yield from read_lines(path, text_column)
    except OSError as error:
        yield Fault(path=path, line=None, what=f"cannot be read ({error}); write it anew")


def read_content(content: bytes, *, path: Path) -> RawArticle | Fault:
    """Read one article: a page if it begins as one or is called so, else plain text.

    Args:
        content: All of it.
        path: Where it is from, or ``-`` for standard input.

    Returns:
        The article, or what is wrong with it.
    """
    try:
        fields = _read_fields(content, path)
    except MissingExtraError as error:
        return Fault(path=path, line=None, what=str(error))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Fault(path=path, line=line, what=not_utf_8(path, content[error.start]))
    if isinstance(fields, str):
        return Fault(path=path, line=None, what=fields)
    return make_raw(fields, path=path, line=None, column="text")


def _read_fields(content: bytes, path: Path) -> Mapping[str, object] | str:
    """Read what an article has, or say why it is none."""
    what = None if is_page(content) else binary_fault(content, path)
    if what is not None:
        return what
    if is_page(content) or path.suffix.lower() in HTML:
        return read_page(content)
    text = decoded(content)
    return data_fault(text, path) or {"text": text}
