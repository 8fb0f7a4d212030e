"""Cuts an article short, at the end and at a place where nobody is speaking on."""

from itertools import pairwise
from random import Random

from stance.article import Article
from stance.corpus.perturbing.editing import Edit, edit

_FEWEST = 4


def cut_short(article: Article, generator: Random) -> Article:
    """Keep a stretch of an article, at least four sentences long.

    It may end anywhere, but begins only at a paragraph before which none of the speakers of
    the rest has spoken: whoever speaks is still introduced.

    Args:
        article: Its spans move along; speakers of whom nothing is left go.
        generator: Chooses where to cut.

    Returns:
        The article; the same object if it is short already, or kept whole.
    """
    sentences = article.sentences
    if len(sentences) <= _FEWEST:
        return article
    starts = [
        index
        for index, (one, other) in enumerate(pairwise(sentences), start=1)
        if "\n" in article.text[one.end : other.start]
        and index + _FEWEST <= len(sentences)
        and not _speakers(article, 0, index) & _speakers(article, index, len(sentences))
    ]
    start = generator.choice([0, *starts])
    end = generator.randint(start + _FEWEST, len(sentences))
    edits = [
        Edit(start=0, end=sentences[start].start if start else 0, text=""),
        Edit(start=sentences[end - 1].end, end=len(article.text), text=""),
    ]
    return edit(article, [one for one in edits if one.start < one.end])


def _speakers(article: Article, start: int, end: int) -> set[str]:
    return {one.speaker for one in article.sentences[start:end] if one.speaker}
