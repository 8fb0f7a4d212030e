"""What a reader reads of a news page in HTML."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from stance.corpus.filekinds import binary_fault, decoded, is_marked_utf_16, is_page
from stance.errors import MissingExtraError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Endings of pages.
HTML = frozenset([".html", ".htm", ".xhtml"])
#: What a browser that saves a page writes into it.
_SAVED = re.compile(rb"<!-- saved from url=\(\d+\)(https?://\S+) -->")

#: What a ``meta`` element is called that says when something was published, and what it is called
#: if it says something else by such a name.
_PUBLISHED = re.compile("publi|date|created|issued|time")
_OTHER = re.compile("modif|updat|revis|expir|copyright|valid|event|birth|zone|until|last|read")
_NAMES = ("name", "property", "itemprop", "http-equiv")
#: Elements made for dates, those that are most likely the article's own first.
_DATED = (
    './/*[@itemprop="datePublished" or @pubdate]',
    './/*[self::article or self::main or @role="main"]//time',
    ".//time[not(ancestor::header)]",
    './/abbr[contains(concat(" ", @class, " "), " published ")]',
)
#: Where no date is the article's own.
_ELSEWHERE = "ancestor-or-self::*[self::nav or self::aside or self::footer]"


def is_page_file(content: bytes, path: Path) -> bool:
    """Whether a file is a page: by how it begins, or by its ending if it is no binary file."""
    is_called_page = path.suffix.lower() in HTML
    return is_page(content) or (is_called_page and binary_fault(content, path) is None)


def check_page_reader() -> None:
    """Check that trafilatura, which finds the article in a page, is installed, before one is."""
    try:
        import trafilatura  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading HTML", extra="label", package="trafilatura") from error


def read_page(content: bytes) -> Mapping[str, object]:
    """Find the article in a web page, without menus, comments and advertisements.

    The fields ``text``, ``title``, ``url``, ``outlet`` and ``published`` are given as far as the
    page has them; ``text`` is empty if it has no article. ``published`` is a date that the page
    declares: no year in its footer, and no date of which the text speaks, is taken for it.
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
    fields["outlet"] = page["sitename"]
    return fields | {"published": _declared_date(tree, url=page["url"])}


def _declared_date(page: "HtmlElement", *, url: str | None) -> str | None:
    """Give the date that a page declares: by its address, metadata or elements made for dates."""
    from htmldate import find_date
    from lxml.html import builder

    declaring = builder.HTML(
        builder.HEAD(*(_copied(one) for one in _metadata(page))),
        builder.BODY(*(_copied(one) for one in _dated(page))),
    )
    found = find_date(declaring, url=url, extensive_search=False, original_date=True)
    return None if found is None else str(found)


def _metadata(page: "HtmlElement") -> Iterator["HtmlElement"]:
    for element in page.iter("meta"):
        name = " ".join(element.get(key, "") for key in _NAMES).lower()
        if _PUBLISHED.search(name) and not _OTHER.search(name):
            yield element
    for element in page.iterfind('.//script[@type="application/ld+json"]'):
        if '"datePublished"' in (element.text or ""):
            yield element


def _dated(page: "HtmlElement") -> list["HtmlElement"]:
    """Give the first element of the likeliest sort, or nothing."""
    for path in _DATED:
        found = [one for one in page.xpath(path) if not one.xpath(_ELSEWHERE)]
        if found:
            return found[:1]
    return []


def _copied(element: "HtmlElement") -> "HtmlElement":
    copied = deepcopy(element)
    copied.tail = None
    return copied
