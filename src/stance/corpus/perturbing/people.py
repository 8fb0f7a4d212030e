"""Gives the people of an article other names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from stance.article import Article
from stance.corpus.perturbing.swapping import swap_words
from stance.lexicon.table import names, small_words, terms_by_class
from stance.parts import Speaker

_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČİ][\w’'-]+"
_NAME = re.compile(
    rf"(?P<first>{_WORD})(?: (?:{_WORD}|[A-Z]\.))?? "
    rf"(?P<last>(?:(?:[a-z]{{2,3}}|[dl]’) )*(?:[a-z]{{2}}-)?{_WORD})"
)
_PRONOUNS = re.compile(r"(?i)\b(?:(?P<she>she|her|hers|mrs|ms)|he|him|his|mr)\b")
# How far behind a name a pronoun still stands for it, in characters.
_NEAR = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    first: str
    last: str
    is_woman: bool | None


def change_names(article: Article, generator: Random) -> Article:
    """Give the people who speak in an article names of another region, all through it.

    A first name goes to one of the same sex as far as pronouns show it, a surname to a surname;
    people who share a name share the new one. Bodies keep their names, and so do people whose
    name is an ordinary word as well.

    Args:
        article: Its speakers say which names are those of people.
        generator: Chooses the names.

    Returns:
        The article; the same object if nobody in it has a name to change.
    """
    words: dict[str, str] = {}
    for person in _people(article):
        region = generator.choice([one for one in names() if one.surnames])
        firsts = region.women if _is_woman(person, generator) else region.men
        for old, choices in ((person.last, region.surnames), (person.first, firsts)):
            new = [one for one in choices if one not in article.text]
            if old not in words and new:
                words[old] = generator.choice(
                    [one for one in new if one not in words.values()] or new
                )
    return swap_words(article, _with_short_surnames(words))


def person_words(article: Article) -> frozenset[str]:
    """Give the words in the names of the people who speak in an article."""
    return frozenset(
        word for person in _people(article) for word in (person.first, *person.last.split())
    )


def is_bare_name(name: str) -> bool:
    """Tell whether a name is the first and the last name of a person, without a title."""
    return bool(_NAME.fullmatch(name)) and not _is_body(name) and _without_titles(name) == name


def _people(article: Article) -> Iterator[_Person]:
    for speaker in article.speakers:
        name = _without_titles(speaker.name)
        found = _NAME.fullmatch(name)
        if found is None or _is_body(name):
            continue
        is_ordinary = any(
            re.search(rf"\b{re.escape(word.lower())}\b", article.text)
            for word in (found["first"], found["last"])
        )
        is_person = speaker.role or _sex_of_sources(article, speaker) is not None
        if is_person and not is_ordinary:
            is_woman = _sex(article, speaker, surname=found["last"])
            yield _Person(first=found["first"], last=found["last"], is_woman=is_woman)


def _without_titles(name: str) -> str:
    words = name.split()
    while words and words[0].rstrip(".").casefold() in _titles():
        del words[0]
    return " ".join(words)


def _is_body(name: str) -> bool:
    words = re.split(r"[ -]", name)
    is_owner = any(one.endswith(("'s", "’s")) for one in words)
    return is_owner or not _words_of_bodies().isdisjoint(map(str.casefold, words))


@cache
def _titles() -> frozenset[str]:
    return terms_by_class()["title"] | terms_by_class()["address"]


@cache
def _words_of_bodies() -> frozenset[str]:
    return terms_by_class()["body"].union(small_words()["of-bodies"])


def _sex(article: Article, speaker: Speaker, *, surname: str) -> bool | None:
    """Tell whether a speaker is a woman, by titles and pronouns; None if they do not show it."""
    titled = re.search(rf"\b(Mr|Mrs|Ms|Miss)\.? {re.escape(surname)}", article.text)
    if titled:
        return titled[1] != "Mr"
    known = _sex_of_sources(article, speaker)
    if known is not None:
        return known
    named = re.finditer(rf"\b{re.escape(surname)}\b", article.text)
    return _majority(article.text[one.end() : one.end() + _NEAR] for one in named)


def _sex_of_sources(article: Article, speaker: Speaker) -> bool | None:
    return _majority(
        article.text_of(one.source)
        for one in article.sentences
        if one.speaker == speaker.id and one.source
    )


def _majority(texts: Iterable[str]) -> bool | None:
    found = [one["she"] is not None for text in texts for one in _PRONOUNS.finditer(text)]
    return 2 * sum(found) > len(found) if found else None


def _is_woman(person: _Person, generator: Random) -> bool:
    return generator.random() < 1 / 2 if person.is_woman is None else person.is_woman


def _with_short_surnames(words: Mapping[str, str]) -> dict[str, str]:
    """Let "Cruz" follow "de la Cruz"."""
    short = {old.split()[-1]: new for old, new in words.items() if " " in old}
    return short | dict(words)
