"""Writes the quotations of an article with other marks."""

from collections.abc import Iterator
from enum import StrEnum
from random import Random

from stance.article import Article
from stance.corpus.perturbing.editing import exchange_characters
from stance.parts import Span
from stance.text.quotes import find_quotes, places_of_two_signs

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
        article: Its spans stay where they are: a mark is one character in all styles, and one of
            two characters is left as it is.
        style: How to write them.

    Returns:
        The article; the same object if that is how they are written.

    Examples:
        >>> write_quotes(Article(text='"So it goes," he said.'), QuoteStyle.CURLY)
        Article('“So it goes,” he said.', 0 sentences, 0 speakers)
    """
    apostrophe = "'" if style is QuoteStyle.STRAIGHT else "’"
    written = {
        position: apostrophe
        for position, one in enumerate(article.text)
        if one in _APOSTROPHES and article.text[position - 1 : position].isalnum()
    }
    whole = Span(0, len(article.text))
    written |= dict(_marks(article.text, whole, style=style, depth=0))
    two_signs = {at + step for at in places_of_two_signs(article.text) for step in (0, 1)}
    return exchange_characters(
        article, {place: mark for place, mark in written.items() if place not in two_signs}
    )


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
