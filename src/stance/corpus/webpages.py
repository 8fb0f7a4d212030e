"""What a reader reads of a news page in HTML."""

import re
from collections.abc import Mapping
from pathlib import Path

from stance.corpus.filekinds import binary_fault, decoded, is_marked_utf_16, is_page
from stance.corpus.pagedates import declared_date
from stance.errors import MissingExtraError

#: Endings of pages.
HTML = frozenset([".html", ".htm", ".xhtml"])
#: What a browser that saves a page writes into it.
_SAVED = re.compile(rb"<!-- saved from url=\(\d+\)(https?://\S+) -->")


def is_page_file(content: bytes, path: Path) -> bool:
    """Whether a file is a page: by how it begins, or by its ending if it is no binary file."""
    is_called_page = path.suffix.lower() in HTML
    return is_page(content) or (is_called_page and binary_fault(content, path) is None)


def check_page_reader() -> None:
    """Check that pages can be read, before one is.

    Raises:
        MissingExtraError: If trafilatura, which finds the article in a page, is not installed.
    """
    try:
        import trafilatura  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading HTML", extra="label", package="trafilatura") from error


def read_page(content: bytes) -> Mapping[str, object]:
    """Find the article in a web page, without menus, comments and advertisements.

    Args:
        content: The page, in whatever encoding it declares.

    Returns:
        The fields ``text``, ``title``, ``url`` and ``published`` as far as the page has them;
        ``text`` is empty if it has no article. ``published`` is a date that the page declares:
        no year in its footer, and no date of which the text speaks, is taken for it.

    Raises:
        MissingExtraError: If trafilatura, which finds it, is not installed.
    """
    check_page_reader()
    from trafilatura import bare_extraction, load_html

    tree = load_html(decoded(content) if is_marked_utf_16(content) else content)
    if tree is None:
        return {"text": ""}
    saved = _SAVED.search(content)
    url = saved[1].decode("utf-8", "replace") if saved else None
    found = bare_extraction(tree, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return {"text": ""}
    page = found.as_dict()
    fields = {"text": page["text"], "title": page["title"], "url": page["url"]}
    return fields | {"published": declared_date(tree, url=page["url"])}
