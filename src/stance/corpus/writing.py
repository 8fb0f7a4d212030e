"""Writes corpus files, never half of one."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from stance.article import Article


def write_corpus(articles: Iterable[Article], path: Path) -> None:
    """Write articles, one in each line.

    Args:
        articles: What to write.
        path: JSONL file; its folder is made if needed, and the file replaced if it exists.
    """
    write_whole("".join(f"{article.to_json()}\n" for article in articles), path)


def write_whole(content: str | bytes, path: Path) -> None:
    """Write a file beside its place, then rename it, so that no one ever reads half of it.

    Args:
        content: What the file will hold; text is written as UTF-8, line ends as they are.
        path: Where it will be.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:  # noqa: PTH123  # a handle
            file.write(data)
            file.flush()
            os.fsync(handle)
        Path(beside).chmod(0o644)  # a temporary file is for its owner only
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
