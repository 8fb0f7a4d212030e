"""The name that follows the description of somebody: "a nurse in Orno, Ada Obi"."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from stance.prediction.speakers.naming.calling import is_bare_name
from stance.prediction.speakers.naming.demonyms import is_native
from stance.prediction.speakers.naming.nameless import client_of, ends_in_place, is_one_of
from stance.prediction.speakers.naming.splitting import spells
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase, read_phrase
from stance.prediction.speakers.roles import given_gender
from stance.prediction.speakers.vocabulary.cores import FOR_EXAMPLE
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: How many segments after the first can hold the name of whom it describes.
NAME_WITHIN = 3
_FULL_NAME = 2
_DEGREES = frozenset({"phd", "md", "msc"})
#: What tells the name of whom a clause is about.
_CALLED = frozenset({"name", "named", "called", "identified", "known"})


def names_after(main: Phrase, segments: Sequence[Sequence[Word]], page: Page) -> list[Phrase]:
    """Give the names after a description that can be those of whom it describes.

    Args:
        main: The description, the first segment.
        segments: All of a stretch of words, parted by marks.
        page: The article.

    Returns:
        Phrases that are hardly more than a name, in their order.
    """
    if client_of(main):
        return []  # it is the mayor's in "a spokesman for the mayor, Ada Obi"
    if main.has_example or any(words[0].key in FOR_EXAMPLE for words in segments[1:2]):
        return []  # it is another example in "firms like Larkspur, Linden"
    is_single = main.is_person or main.head in lexicon().bodies  # "the operator" may be either
    is_one = (
        main.is_body
        or is_native(segments[0])
        or (is_single and not main.is_plural)
        or [word.key for word in segments[0]] == ["one"]
        or (is_one_of(segments[0]) and segments[0][-1].text.islower())
    )
    is_spelt = [spells(segments[0], word) for words in segments[1:2] for word in words] == [True]
    later = [
        read_phrase(words, page)
        for before, words in pairwise(segments[is_spelt : 1 + max(NAME_WITHIN, _n_roles(segments))])
        if not (_is_place(words) and ends_in_place(before, page)) and not _tells_of_another(words)
    ]
    bare = [
        one
        for one in later
        if (is_bare_name(one) and (is_one or _is_somebody(main, one)))
        or (_is_body(main, one) and (not main.is_plural or is_one_of(segments[0])))
    ]
    is_listed = main.is_person and not (main.is_plural or bare) and len(segments) > 1
    return _after_list(segments[-1], page) if is_listed and main.after else bare


def _n_roles(segments: Sequence[Sequence[Word]]) -> int:
    """Count the segments up to the first after a description that tells no other role."""
    roles = takewhile(lambda words: any(map(_tells_role, words)), segments[1:])
    return 1 + sum(1 for _ in roles)


def _tells_role(word: Word) -> bool:
    return singular(word.key) in lexicon().roles or word.key in _DEGREES


def _is_place(words: Sequence[Word]) -> bool:
    """Whether words can be a country, or part of one: "a nurse in Orno, Orland", "…, West Orland".

    They are one word, or one after a word for where it lies.
    """
    small = lexicon().small
    lies = len(words) == _FULL_NAME and words[0].key in small["place"] | small["region"]
    return lies or len(words) == 1


def _after_list(words: Sequence[Word], page: Page) -> list[Phrase]:
    """Give the name at the end of "minister for health, welfare and sport Ada Obi"."""
    small = lexicon().small
    listed, name = words[:-_FULL_NAME], words[-_FULL_NAME:]
    is_list = any(word.key == "and" for word in listed) and all(
        word.text.islower()
        and word.key not in small["preposition"]
        and word.key not in small["relative"]
        for word in listed
    )
    is_name = name[0].key in lexicon().given and name[-1].is_capital
    return [read_phrase(name, page)] if is_list and is_name else []


def _is_body(main: Phrase, name: Phrase) -> bool:
    """Whether it is the body of "the watchdog, the Office for Police Conduct"."""
    is_named = bool(name.name) and name.determiner == "the" and not (name.before or name.after)
    return main.is_body and name.is_body and is_named


def _is_somebody(main: Phrase, name: Phrase) -> bool:
    """Whether a full name says that a thing is a person: "his opposite number, Ada Obi"."""
    is_full = len(name.name) == _FULL_NAME and not main.is_plural
    return is_full and bool(given_gender(name.name))


def _tells_of_another(words: Sequence[Word]) -> bool:
    """Whether who is named is another: "a woman who accused Ada Obi"; not "who was named Ada"."""
    is_clause = words[0].key in {"who", "whom", "whose"}
    return is_clause and not any(word.key in _CALLED for word in words)
