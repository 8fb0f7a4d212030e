"""Reads articles that have no labels yet: plain text, JSONL, CSV, HTML."""

from collections.abc import Iterator
from pathlib import Path

from stance.corpus.plaintexts import read_plain
from stance.corpus.rawfields import RawArticle, make_raw
from stance.corpus.rawlines import is_one_article, read_lines
from stance.corpus.webpages import is_page_file, read_page
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
    if is_page_file(content, path):
        try:
            return make_raw(read_page(content), path=path, line=None, column="text")
        except MissingExtraError as error:
            return Fault(path=path, line=None, what=str(error))
    text = read_plain(content, path)
    if isinstance(text, Fault):
        return text
    return make_raw({"text": text}, path=path, line=None, column="text")
