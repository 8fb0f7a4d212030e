"""Moves an article to other countries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from stance.article import Article
from stance.corpus.perturbing.people import person_words
from stance.corpus.perturbing.swapping import swap_words
from stance.corpus.perturbing.wordlists import read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Country:
    name: str
    adjective: str
    cities: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """All words that name it or something in it."""
        return frozenset(" ".join((self.name, self.adjective, *self.cities)).split())

    @property
    def people(self) -> str:
        """Several of its citizens."""
        return f"{self.adjective}s" if self.adjective.endswith("n") else f"people of {self.name}"


def change_places(article: Article, generator: Random) -> Article:
    """Move an article to other countries: their names, their adjectives and their cities.

    Each country goes to one that the article does not have, its capital to the other's capital.
    Only countries of the word list are known.

    Args:
        article: Countries that share a word with a speaker's name stay.
        generator: Chooses the countries.

    Returns:
        The article; the same object if no place in it is known.
    """
    here = frozenset(re.findall(r"\w+", article.text))
    names = person_words(article)
    found = [one for one in _countries() if one.words & here and not one.words & names]
    free = [one for one in _countries() if not one.words & here]
    chosen = generator.sample(free, k=min(len(found), len(free)))
    pairs = zip(found, chosen, strict=False)
    return swap_words(article, dict(both for old, new in pairs for both in _words(old, new)))


def capitals() -> tuple[str, ...]:
    """Give the capitals of the word list."""
    return tuple(one.cities[0] for one in _countries())


def _words(old: _Country, new: _Country) -> Iterator[tuple[str, str]]:
    yield old.name, new.name
    yield old.adjective, new.adjective
    yield old.people, new.people
    for index, city in enumerate(old.cities):
        yield city, new.cities[index % len(new.cities)]


@cache
def _countries() -> tuple[_Country, ...]:
    return tuple(
        _Country(name=name, adjective=adjective, cities=tuple(cities.split(", ")))
        for name, adjective, cities in read_rows("places.tsv")
    )
