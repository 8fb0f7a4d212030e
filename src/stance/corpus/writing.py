"""Writes corpus files, never half of one."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stance.article import Article


def write_corpus(articles: Iterable[Article], path: Path) -> None:
    """Write articles, one in each line.

    Args:
        articles: What to write.
        path: JSONL file; its folder is made if needed, and the file replaced if it exists.
    """
    write_whole("".join(f"{article.to_json()}\n" for article in articles), path)


def write_whole(content: str, path: Path) -> None:
    """Write a text file so that no one ever reads half of it.

    Args:
        content: What the file will hold, in UTF-8.
        path: Where it will be.
    """
    with whole_file(path) as beside:
        beside.write_text(content, encoding="utf-8", newline="\n")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a place beside a file to write to; it becomes the file if the block succeeds.

    Args:
        path: The file; its folder is made if needed.

    Yields:
        The place to write to, with the same ending.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}-") as folder:
        beside = Path(folder) / path.name
        yield beside
        with beside.open("rb") as file:
            os.fsync(file)
        beside.replace(path)
