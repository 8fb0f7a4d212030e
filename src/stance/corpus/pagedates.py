"""When a web page says that it was published."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

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


def declared_date(page: "HtmlElement", *, url: str | None) -> str | None:
    """Give the date that a page declares: by its address, metadata or elements made for dates.

    A year that stands in its footer, or a date of which its text speaks, does not count.

    Args:
        page: The page.
        url: Its address, if it is known; many hold the date.

    Returns:
        The date as ``2026-05-17``, or None if the page declares none.
    """
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
