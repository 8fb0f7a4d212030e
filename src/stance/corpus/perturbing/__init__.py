"""Changes that keep an article's labels: other names, places, outlets, marks, paragraphs."""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from stance.article import Article
from stance.corpus.perturbing.clutter import add_clutter
from stance.corpus.perturbing.cutting import cut_short
from stance.corpus.perturbing.datelines import change_dateline
from stance.corpus.perturbing.headlines import change_headline
from stance.corpus.perturbing.outlets import change_outlets
from stance.corpus.perturbing.paragraphs import change_paragraphs
from stance.corpus.perturbing.people import change_names
from stance.corpus.perturbing.places import change_places
from stance.corpus.perturbing.quotations import change_quotes

#: Each change by its name, in an order in which none undoes another.
CHANGES: Mapping[str, Callable[[Article, Random], Article]] = MappingProxyType(
    {
        "cut": cut_short,
        "outlets": change_outlets,
        "places": change_places,
        "names": change_names,
        "paragraphs": change_paragraphs,
        "quotes": change_quotes,
        "dateline": change_dateline,
        "headline": change_headline,
        "clutter": add_clutter,
    }
)


def perturb(article: Article, generator: Random, *, chance: float = 0.5) -> Article:
    """Give an article as another outlet might have written it, with the same id and labels.

    Its spans are moved and its speakers renamed. Each change has the same chance, in [0, 1].
    """
    if not 0 <= chance <= 1:
        raise ValueError(f"a chance is a number from 0 to 1, not {chance}")
    for change in CHANGES.values():
        if generator.random() < chance:
            article = change(article, generator)
    return article
