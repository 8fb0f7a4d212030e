"""Reads the article that a link of the web leads to."""

import codecs
from pathlib import Path
from urllib.parse import urlsplit

from stance.corpus.fetching import TIMEOUT_S, Fetched, check_robots_reader, fetch
from stance.corpus.filekinds import is_page, read_plain
from stance.corpus.rawtexts import RawArticle, to_article
from stance.corpus.webpages import check_page_reader, read_page
from stance.errors import CorpusError, Fault, LinkError

_PAGES = frozenset(["text/html", "application/xhtml+xml"])


def check_link_reader() -> None:
    """Check that what reads links is installed, before one is."""
    check_robots_reader()
    check_page_reader()


def read_link(
    link: str, *, allow_private: bool = False, timeout_s: float = TIMEOUT_S
) -> RawArticle:
    """Read the article of a page, with its title, date and outlet as far as the page has them.

    Args:
        link: Address of a page, or of a plain text.
        allow_private: Whether addresses of private networks and of this machine may be asked.
        timeout_s: Time for the answer of the server.

    Returns:
        The article; ``url`` in its metadata is where it was found.

    Raises:
        LinkError: If it cannot or may not be fetched, or there is no article.
        MissingExtraError: If what reads pages is not installed.
    """
    check_link_reader()
    fetched = fetch(link.strip(), allow_private=allow_private, timeout_s=timeout_s)
    content = _in_utf8(fetched)
    fields: dict[str, object]
    try:
        if fetched.media_type in _PAGES or is_page(content):
            fields = dict(read_page(content))
        elif fetched.media_type in ("text/plain", ""):
            name = Path(urlsplit(fetched.address).path).name or "page"
            fields = {"text": read_plain(content, Path(name))}
        else:
            what = f"is no page but {fetched.media_type}; save it, and name the file"
            raise LinkError(link, what)
    except CorpusError as error:
        raise LinkError(link, f"is {error.faults[0].what}") from error
    found = to_article({**fields, "url": fetched.address}, path=link)
    if isinstance(found, Fault):
        raise LinkError(link, "has no article on it that can be found; paste its text")
    return found


def _in_utf8(fetched: Fetched) -> bytes:
    """Give the content in UTF-8 if the server says in which other encoding it is."""
    try:
        if not fetched.charset or codecs.lookup(fetched.charset).name == "utf-8":
            return fetched.content
        return fetched.content.decode(fetched.charset, "replace").encode("utf-8", "replace")
    except (LookupError, UnicodeError):  # an encoding that nobody knows, or none of texts
        return fetched.content
