"""Reads the table of terms and the closed lists, each once, on first use."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from stance.frozen import FrozenDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or some words for a speaker.

    Attributes:
        text: In small letters, without accents.
        lemma: The word that it is another form of; itself if there is none.
        classes: What it is ("role", "body" …), which lists it is in, and after "=" what it can
            stand for.
        gender: "m" or "f" where it shows one, or "".
        prior: How much more frequent it is for official, expert and other speakers than for all,
            in nats; None if it is too rare to say.
    """

    text: str
    lemma: str
    classes: frozenset[str]
    gender: str
    prior: tuple[float, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of people.

    Attributes:
        region: Where they are common; "" for names of all the world.
        women: Given names.
        men: Given names.
        surnames: Family names; none for names of all the world.
    """

    region: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's words.

    Attributes:
        name: Its name.
        of_it: For what is of it: "French"; the first is the usual one.
        other_names: Its capital, if that stands for its government, and what else it is called.
        cities: The capital first; none where the list has none.
    """

    name: str
    of_it: tuple[str, ...]
    other_names: tuple[str, ...]
    cities: tuple[str, ...]


@cache
def terms() -> Mapping[str, Term]:
    """Give the table.

    Returns:
        Each term's line, by its text.

    Examples:
        >>> minister = terms()["minister"]
        >>> "role" in minister.classes, "official_titles" in minister.classes
        (True, True)
    """
    found = {}
    for line in _lines("terms.tsv"):
        text, lemma, classes, gender, prior = _cells(line, 5)
        found[text] = Term(
            text=text,
            lemma=lemma or text,
            classes=frozenset(classes.split()),
            gender=gender,
            prior=tuple(map(float, prior.split())) if prior else None,
        )
    return FrozenDict(found)


@cache
def terms_by_class() -> Mapping[str, frozenset[str]]:
    """Give for each class the terms that are in it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for term in terms().values():
        for one in term.classes:
            found[one].add(term.text)
    return FrozenDict({name: frozenset(members) for name, members in found.items()})


@cache
def small_words() -> Mapping[str, tuple[str, ...]]:
    """Give words by what they do in a sentence: "preposition", "owner"."""
    return _grouped("words.txt", None)


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Give phrases and proper names by list, the forms of one with commas between them."""
    return _grouped("phrases.txt", ";")


@cache
def names() -> tuple[Names, ...]:
    """Give names of people by region."""
    return tuple(
        Names(
            region=region,
            women=tuple(women.split()),
            men=tuple(men.split()),
            surnames=tuple(surnames.split()),
        )
        for region, women, men, surnames in (_cells(line, 4) for line in _lines("names.tsv"))
    )


@cache
def countries() -> tuple[Country, ...]:
    """Give countries, by name."""
    return tuple(
        Country(
            name=name, of_it=_listed(of_it), other_names=_listed(others), cities=_listed(cities)
        )
        for name, of_it, others, cities in (_cells(line, 4) for line in _lines("countries.tsv"))
    )


def _lines(name: str) -> Iterator[str]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _cells(line: str, n_cells: int) -> list[str]:
    cells = line.split("\t")
    return cells + [""] * (n_cells - len(cells))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(", ")) if cell else ()


def _grouped(name: str, separator: str | None) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in _lines(name):
        group, _, members = line.partition(":")
        found[group] += [member.strip() for member in members.split(separator)]
    return FrozenDict({group: tuple(members) for group, members in found.items()})
