"""Writes the quotations of an article with other marks."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from random import Random

from stance.article import Article
from stance.parts import Span
from stance.text.quotes import find_quotes

_OPENING, _CLOSING = frozenset("\"“„‘'"), frozenset("\"”“’'")
_APOSTROPHES = frozenset("'’")


class QuoteStyle(StrEnum):
    """How quotations are written."""

    #: "It's 'over'," he said.
    STRAIGHT = "straight"
    #: “It’s ‘over’,” he said.
    CURLY = "curly"
    #: ‘It’s “over”,’ he said.
    SINGLE = "single"


_MARKS = {
    QuoteStyle.STRAIGHT: (('"', '"'), ("'", "'")),
    QuoteStyle.CURLY: (("“", "”"), ("‘", "’")),
    QuoteStyle.SINGLE: (("‘", "’"), ("“", "”")),
}


def change_quotes(article: Article, generator: Random) -> Article:
    """Write the quotations of an article in a style of its own.

    Args:
        article: Its spans stay where they are.
        generator: Chooses the style.

    Returns:
        The article; the same object if that is how they are written.
    """
    return write_quotes(article, generator.choice(list(QuoteStyle)))


def write_quotes(article: Article, style: QuoteStyle) -> Article:
    """Write the quotations of an article, and its apostrophes, in one style.

    Args:
        article: Its spans stay where they are: a mark is one character in all styles.
        style: How to write them.

    Returns:
        The article; the same object if that is how they are written.

    Examples:
        >>> write_quotes(Article(text='"So it goes," he said.'), QuoteStyle.CURLY)
        Article('“So it goes,” he said.', 0 sentences, 0 speakers)
    """
    text = list(article.text)
    apostrophe = "'" if style is QuoteStyle.STRAIGHT else "’"
    for position, one in enumerate(article.text):
        if one in _APOSTROPHES and article.text[position - 1 : position].isalnum():
            text[position] = apostrophe
    for position, mark in _marks(article.text, Span(0, len(article.text)), style=style, depth=0):
        text[position] = mark
    written = "".join(text)
    return article if written == article.text else replace(article, text=written)


def _marks(text: str, within: Span, *, style: QuoteStyle, depth: int) -> Iterator[tuple[int, str]]:
    """Give the places of marks and how to write them; inside a quotation the other kind."""
    opening, closing = _MARKS[style][depth % 2]
    for start, end in find_quotes(text[within.start : within.end]):
        quote = Span(within.start + start, within.start + end)
        before = len(text[: quote.start].rstrip()) - 1
        after = len(text) - len(text[quote.end :].lstrip())
        if before >= within.start and text[before] in _OPENING:
            yield before, opening
        if after < within.end and text[after] in _CLOSING:
            yield after, closing
        yield from _marks(text, quote, style=style, depth=depth + 1)
