"""The word lists that tell a name from a title, a role and a body."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

from stance.lexicon.table import countries, names, small_words, terms, terms_by_class
from stance.prediction.speakers.words import fold

#: Unions of states: no nation, and their officials are not just those who have spoken.
UNIONS: Final = frozenset({"un", "eu"})


class Pronoun(NamedTuple):
    """What a pronoun says of whom it stands for."""

    stands_for: str
    gender: str = ""


class Country(NamedTuple):
    """A country's words.

    Attributes:
        of_it: For what is of it: "french".
        other_names: Its capital, if that stands for its government, and what else it is called.
    """

    of_it: tuple[str, ...]
    other_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All word lists, folded as ``words.fold`` does.

    Attributes:
        pronouns: Third-person pronouns.
        titles: Forms of address, with the gender that they show, or "".
        particles: Lower-case words inside a person's name.
        roles: Head nouns of what people are and do, with the gender that they show.
        given: Given names, with the sex of those who bear them.
        bodies: Head nouns of institutions, firms, groups and media.
        documents: Papers that speak for whoever issued them.
        countries: By their folded name, its words joined by "_".
        small: Small words by group: "definite", "owner", "preposition" …
        classes: For a head noun, or an ending such as "-ologist", the classes of nouns that can
            stand for it. "The expert" can be a geologist, and "the geologist" no economist.
    """

    pronouns: Mapping[str, Pronoun]
    titles: Mapping[str, str]
    particles: frozenset[str]
    roles: Mapping[str, str]
    given: Mapping[str, str]
    bodies: frozenset[str]
    documents: frozenset[str]
    countries: Mapping[str, Country]
    small: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]

    def classes_of(self, noun: str) -> frozenset[str]:
        """Give the classes of nouns that can stand for a noun, by its ending if need be."""
        if noun in self.classes:
            return self.classes[noun]
        endings = (self.classes[one] for one in self._endings if noun.endswith(one[1:]))
        return frozenset[str]().union(*endings)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(member for member in self.classes if member.startswith("-"))

    @cached_property
    def determiners(self) -> frozenset[str]:
        """Words that open a noun phrase: "the", "his", "two", "a"."""
        groups = ("definite", "owner", "several", "indefinite")
        return frozenset[str]().union(*(self.small[group] for group in groups))

    @cached_property
    def persons(self) -> frozenset[str]:
        """Roles that only people have: "minister", not "operator"."""
        return frozenset(self.roles.keys() - self.bodies)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Roles, bodies and papers: what a speaker can be told of as."""
        return self.bodies.union(self.roles, self.documents)

    @cached_property
    def possessors(self) -> frozenset[str]:
        """Articles and words for whose something is: "the", "her"."""
        return self.small["article"] | self.small["owner"]

    @cached_property
    def offices(self) -> frozenset[str]:
        """Roles, and the short titles of an office or a rank: "senator", "sen"."""
        return frozenset(self.roles) | self.small["rank"]

    @cached_property
    def ranks(self) -> frozenset[str]:
        """Titles, and the ranks of those who wear a uniform: "Major General"."""
        soldiers = (word for word, of in self.classes.items() if "soldier" in of)
        return self.small["rank"].union(self.titles, soldiers)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Titles that say no more of a person than "Mr"."""
        return frozenset(word for word, gender in self.titles.items() if gender) - self.roles.keys()

    @cached_property
    def nations(self) -> frozenset[str]:
        """Words for whose nation something is, without those for unions of them."""
        groups = ("state", "native", "adjective")
        words = frozenset[str]().union(*(self.small[group] for group in groups))
        return words.union(self.country_of) - UNIONS

    @cached_property
    def country_of(self) -> Mapping[str, str]:
        """The country for its names and for each word for what is of it."""
        return {
            word: name
            for name, country in self.countries.items()
            for word in (name, *country.of_it, *country.other_names)
        }

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words that are written large only because a sentence begins with them."""
        groups = ("opener", "clause", "modifier", "preposition")
        return self.determiners.union(*(self.small[group] for group in groups))

    @cached_property
    def before_titles(self) -> frozenset[str]:
        """Words that no title goes back across."""
        groups = ("preposition", "lead", "opener", "clause", "calendar", "time", "quoting")
        return frozenset[str]().union(*(self.small[group] for group in groups))

    @cached_property
    def before_roles(self) -> frozenset[str]:
        """Words that the role before a name does not go back across."""
        small = self.small
        words = small["preposition"] | small["finite"] | small["calendar"] | small["clause"]
        return words | small["telling-to"] | {"and", "but", "or", "as", "said", "says", "plus"}


@cache
def lexicon() -> Lexicon:
    """Give the word lists, read once, on first use."""
    by_class = terms_by_class()
    groups = {name: frozenset(words) for name, words in small_words().items()}
    return Lexicon(
        pronouns=dict(_pronouns()),
        titles=_genders("title"),
        particles=groups["particle"],
        roles=_genders("role"),
        given=dict(_given()),
        bodies=by_class["body"],
        documents=by_class["document"],
        countries={
            _key(one.name): Country(tuple(map(_key, one.of_it)), tuple(map(_key, one.other_names)))
            for one in countries()
        },
        small={**by_class, **groups},
        classes=_classes(),
    )


def _genders(name: str) -> dict[str, str]:
    return {term: terms()[term].gender for term in terms_by_class()[name]}


def _pronouns() -> Iterator[tuple[str, Pronoun]]:
    for entry in small_words()["pronoun"]:
        word, *told = entry.split("/")
        yield word, Pronoun(*told)


def _given() -> Iterator[tuple[str, str]]:
    for one in names():
        if not one.surnames:
            yield from ((fold(name), "f") for name in one.women)
            yield from ((fold(name), "m") for name in one.men)


def _key(name: str) -> str:
    return "_".join(map(fold, name.split()))


def _classes() -> dict[str, frozenset[str]]:
    """Give what each term can stand for, forms of one word for each other."""
    lemmas = {term.lemma for term in terms().values() if term.lemma != term.text}
    stands_for = {
        term.text: frozenset(one[1:] for one in term.classes if one.startswith("="))
        | ({term.lemma} & lemmas)
        for term in terms().values()
    }
    return {term: told for term, told in stands_for.items() if told}
