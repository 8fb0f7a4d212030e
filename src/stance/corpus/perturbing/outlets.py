"""Gives the outlets and agencies that an article names other names."""

import re
from random import Random

from stance.article import Article
from stance.corpus.perturbing.swapping import swap_words
from stance.lexicon.table import phrases
from stance.text.datelines import dateline_end

_AGENCY = re.compile(r"\((?P<bracketed>[^()\d]{2,40})\)|/(?P<slashed>[^/\d]{2,40})/")
_NAMED = re.compile(
    r"\b(?:newspaper|news agency|news site|broadcaster|magazine|tabloid) "
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
)


def change_outlets(article: Article, generator: Random) -> Article:
    """Exchange the outlets of an article for outlets that do not exist, all through it.

    Args:
        article: Its outlets are those in its datelines, those that it calls a newspaper or the
            like, and the best known of the world.
        generator: Chooses the new names.

    Returns:
        The article; the same object if it names no outlet.
    """
    known = [name for entry in phrases()["outlets"] for name in entry.split(", ")]
    new = [name for name in phrases()["invented_outlets"] if name not in article.text]
    found = [name for name in known if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", article.text)]
    named = [one["name"] for one in _NAMED.finditer(article.text)]
    found = list(dict.fromkeys([*agencies(article), *named, *found]))
    chosen = generator.sample(new, k=min(len(found), len(new)))
    return swap_words(article, dict(zip(found, chosen, strict=False)))


def agencies(article: Article) -> list[str]:
    """Give the agencies that the datelines of an article name."""
    datelines = (
        text[: dateline_end(text)]
        for sentence in article.sentences
        for text in [article.text[sentence.start :][:200]]
    )
    return [
        found["bracketed"] or found["slashed"]
        for dateline in datelines
        for found in _AGENCY.finditer(dateline)
    ]
