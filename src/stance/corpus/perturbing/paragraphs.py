"""Breaks an article into other paragraphs."""

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from stance.article import Article
from stance.corpus.perturbing.editing import Edit, edit
from stance.parts import Sentence, Span
from stance.text.quotes import find_quotes

_ENDED = re.compile(r"[.!?…][\"”’'»)]*$")
_LABELLED = re.compile(r"[\"“]?\w{1,20}:|[-*•–—]\s")
_BREAK = "\n\n"


def change_paragraphs(article: Article, generator: Random) -> Article:
    """Break an article into paragraphs of another length.

    Lines that are no sentence (headlines, list items, datelines, turns of an interview) stay by
    themselves, and nothing is broken inside a quotation.

    Args:
        article: Its spans move along.
        generator: Chooses how likely a break is after a sentence, and the breaks.

    Returns:
        The article.
    """
    return break_paragraphs(
        article, share=generator.choice((0.0, 0.3, 0.6, 1.0)), generator=generator
    )


def break_paragraphs(article: Article, *, share: float, generator: Random) -> Article:
    """Break an article after a share of its sentences.

    Args:
        article: Its spans move along.
        share: Chance of a break after a sentence, in [0, 1]; 0 makes one block of it.
        generator: Draws the breaks.

    Returns:
        The article; the same object if its paragraphs are the same.
    """
    edits = []
    for gap in _gaps(article):
        now = article.text[gap.start : gap.end]
        new = _BREAK if generator.random() < share else " "
        if new != now:
            edits.append(Edit(start=gap.start, end=gap.end, text=new))
    return edit(article, edits)


def _gaps(article: Article) -> Iterator[Span]:
    """Give the space between sentences that may stand in one paragraph or in two."""
    quotes = find_quotes(article.text)
    for one, other in pairwise(article.sentences):
        gap = Span(one.end, other.start)
        if gap.start < gap.end and article.text_of(gap).isspace():
            quoted = any(quote.start < gap.end and gap.start < quote.end for quote in quotes)
            goes_on = any(quote.end == gap.start for quote in quotes)
            if _may_join(article, one, other) and not quoted and not goes_on:
                yield gap


def _may_join(article: Article, one: Sentence, other: Sentence) -> bool:
    return bool(_ENDED.search(article.text_of(one))) and not _LABELLED.match(article.text_of(other))
