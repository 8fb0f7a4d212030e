"""What stands above an article: its title, where it is from, and what readers must know first."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from stance.rendering.quoting import mapping, short, words
from stance.rendering.views import Readable

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_LINK = re.compile(r"https?://[^\s\"'<>\\]+")


def title_of(article: Readable) -> str:
    """Give the title, or else where the article is from."""
    file, line = words(article.metadata.get("file")), article.metadata.get("line")
    place = f"{file}:{line}" if file and isinstance(line, int) else file
    return words(article.metadata.get("title")) or place or short(article.id)


def facts_of(article: Readable) -> Iterator[str]:
    """Give outlet and date, as far as they are known."""
    outlet = words(article.metadata.get("outlet"))
    if outlet:
        yield outlet
    elif host := (urlsplit(link_of(article)).netloc.rpartition("@")[2]):
        yield host.removeprefix("www.")
    if published := words(article.metadata.get("published")):
        yield published


def link_of(article: Readable) -> str:
    """Give the address if it is one of the web and nothing in it is hidden, or nothing."""
    url = article.metadata.get("url")
    if not isinstance(url, str) or _LINK.fullmatch(url) is None or short(url) != url:
        return ""
    try:
        urlsplit(url)
    except ValueError:
        return ""
    return url


def language_of(article: Readable) -> str:
    """Give the code of the language, or nothing."""
    code = mapping(article.metadata.get("language")).get("code")
    return code if isinstance(code, str) and _LANGUAGE.fullmatch(code) else ""


def note_of(article: Readable) -> str:
    """Give what readers must know first, or nothing."""
    error = mapping(article.metadata.get("error"))
    if error:
        return f"This article could not be labelled: {words(error.get('message'))}"
    if mapping(article.metadata.get("language")).get("is_english") is False:
        return "This text does not seem to be English; its labels mean little."
    return "" if article.sentences else "There are no sentences here."
