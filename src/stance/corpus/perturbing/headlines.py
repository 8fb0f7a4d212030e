"""Writes the headline of an article in other letters."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from random import Random

from stance.article import Article
from stance.corpus.perturbing.editing import Edit, edit
from stance.text.datelines import dateline_end

_LINE = re.compile(r"\s*(?P<headline>[^\n]{10,200}?)[^\S\n]*\n")
_WORD = re.compile(r"[^\W\d_][\w’']*")
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to")
)
_ENDS = ".!:;,…"


class HeadlineCase(StrEnum):
    """Which letters of a headline are capitals."""

    UPPER = "upper"
    TITLE = "title"
    #: As it is: that names keep their capitals cannot be restored.
    SENTENCE = "sentence"


def change_headline(article: Article, generator: Random) -> Article:
    """Write an article's headline, if it has one, in capitals or with a capital for each word.

    Args:
        article: Its spans move along.
        generator: Chooses the case.

    Returns:
        The article; the same object if nothing changes.
    """
    return write_headline(article, generator.choice(list(HeadlineCase)))


def write_headline(article: Article, case: HeadlineCase) -> Article:
    r"""Write an article's headline in one case.

    A headline is a first line that does not end as a sentence does.

    Args:
        article: Its spans move along.
        case: Which letters become capitals.

    Returns:
        The article; the same object if nothing changes.

    Examples:
        >>> rain = Article(text="Rain on the port\n\nIt rained.")
        >>> write_headline(rain, HeadlineCase.TITLE)
        Article('Rain on the Port\n\nIt rained.', 0 sentences, 0 speakers)
    """
    found = _LINE.match(article.text)
    if found is None or found["headline"][-1] in _ENDS or dateline_end(found["headline"]):
        return article
    write = _WRITERS[case]
    edits = [
        Edit(start=word.start(), end=word.end(), text=new)
        for word in _WORD.finditer(article.text, *found.span("headline"))
        if (new := write(word.group())) != word.group()
    ]
    return edit(article, edits)


def _titled(word: str) -> str:
    return word if word in _SMALL else word[0].upper() + word[1:]


_WRITERS: Mapping[HeadlineCase, Callable[[str], str]] = {
    HeadlineCase.UPPER: str.upper,
    HeadlineCase.TITLE: _titled,
    HeadlineCase.SENTENCE: str,
}
