"""Moves an article to other countries."""

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from stance.article import Article
from stance.corpus.perturbing.people import person_words
from stance.corpus.perturbing.swapping import swap_words
from stance.lexicon.table import Country, countries


def change_places(article: Article, generator: Random) -> Article:
    """Move an article to other countries: their names, their adjectives and their cities.

    Each country goes to one that the article does not have, its capital to the other's capital.
    Only countries whose cities the lexicon lists are known.

    Args:
        article: Countries that share a word with a speaker's name stay.
        generator: Chooses the countries.

    Returns:
        The article; the same object if no place in it is known.
    """
    here = frozenset(re.findall(r"\w+", article.text))
    names = person_words(article)
    found = [one for one in _countries() if _words_of(one) & here and not _words_of(one) & names]
    free = [one for one in _countries() if not _words_of(one) & here]
    chosen = generator.sample(free, k=min(len(found), len(free)))
    pairs = zip(found, chosen, strict=False)
    return swap_words(article, dict(both for old, new in pairs for both in _words(old, new)))


def capitals() -> tuple[str, ...]:
    """Give the capitals of these countries."""
    return tuple(one.cities[0] for one in _countries())


def _words(old: Country, new: Country) -> Iterator[tuple[str, str]]:
    yield old.name, new.name
    yield old.of_it[0], new.of_it[0]
    yield _people_of(old), _people_of(new)
    for index, city in enumerate(old.cities):
        yield city, new.cities[index % len(new.cities)]


def _words_of(one: Country) -> frozenset[str]:
    """Give all words that name a country or something in it."""
    return frozenset(" ".join((one.name, one.of_it[0], *one.cities)).split())


def _people_of(one: Country) -> str:
    """Give the word for several of its citizens."""
    adjective = one.of_it[0]
    return f"{adjective}s" if adjective.endswith("n") else f"people of {one.name}"


@cache
def _countries() -> tuple[Country, ...]:
    return tuple(one for one in countries() if one.cities)
