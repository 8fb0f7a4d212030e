"""Which article of the corpus a reviewed task is about, and the reading of its file."""

from collections.abc import Mapping
from hashlib import sha256 as digest_of
from pathlib import Path

from stance.article import Article
from stance.errors import CorpusError, Fault


def find_article(name: object, articles: Mapping[str, Article]) -> Article | None:
    """Give the article that a task names, or None; a task may hold anything for a name."""
    return articles.get(name) if isinstance(name, str) else None


def known_article(article: Article | None, *, name: object, sha256: object) -> Article:
    """Make sure that a task was made from an article as the corpus has it.

    Args:
        article: The article of that id, or None if there is none.
        name: The id that the task gives.
        sha256: Of the text that the task was made from.

    Returns:
        The article.

    Raises:
        ValueError: If it is not in the corpus, or has another text now.
    """
    if article is None:
        raise ValueError(f"article {name!r} is not in the corpus")
    if digest_of(article.text.encode()).hexdigest() != sha256:
        raise ValueError(f"the text of article {name!r} has changed since it was exported")
    return article


def read_text(path: Path) -> str:
    """Read a file that a reviewing tool wrote.

    Args:
        path: The file.

    Returns:
        What it holds.

    Raises:
        CorpusError: If it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        what = f"cannot be read ({error.strerror}); check the name"
        raise CorpusError([Fault(path=path, line=None, what=what)]) from error
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start}; export it again"
        raise CorpusError([Fault(path=path, line=None, what=what)]) from error
