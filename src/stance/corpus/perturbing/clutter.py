"""Puts the clutter of a news page between the paragraphs of an article."""

from itertools import pairwise
from random import Random

from stance.article import Article
from stance.corpus.perturbing.editing import Edit, edit
from stance.lexicon.table import phrases
from stance.parts import Span
from stance.text.quotes import find_quotes

_MOST = 3


def add_clutter(article: Article, generator: Random) -> Article:
    """Put one to three lines of clutter between paragraphs: captions, links, cookie notes.

    Args:
        article: Its spans move along; each line becomes a sentence, the outlet's own.
        generator: Chooses the lines and the places.

    Returns:
        The article; the same object if it has a single paragraph.
    """
    quotes = find_quotes(article.text)
    places = [
        other.start
        for one, other in pairwise(article.sentences)
        if "\n" in article.text[one.end : other.start]
        and not any(quote.start < other.start <= quote.end for quote in quotes)
    ]
    chosen = generator.sample(places, k=min(len(places), generator.randint(1, _MOST)))
    lines = generator.sample(phrases()["page_clutter"], k=len(chosen))
    return edit(
        article,
        [
            Edit(start=at, end=at, text=f"{line}\n\n", sentences=(Span(0, len(line)),))
            for at, line in zip(chosen, lines, strict=True)
        ],
    )
