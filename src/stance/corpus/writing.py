"""Writes corpus files, never half of one."""

from collections.abc import Iterable
from pathlib import Path

from stance.article import Article
from stance.files import write_whole


def write_corpus(articles: Iterable[Article], path: Path) -> None:
    """Write articles, one in each line.

    Args:
        articles: What to write.
        path: JSONL file; its folder is made if needed, and the file replaced if it exists.
    """
    write_whole("".join(f"{article.to_json()}\n" for article in articles), path)
