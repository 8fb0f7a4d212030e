"""Offices that an article shortens: the DCP is its Deputy Commissioner of Police."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import Word

_SHORT = re.compile(r"[A-Z](?:\.?[A-Z]){1,3}")
#: Offices that are written small, too. What shortens any other in two letters may be a firm or
#: a party, so the article has to write that office large.
_SMALL = frozenset({"district attorney", "attorney general", "prime minister", "managing director"})
_TWO = 2


def with_offices(words: Sequence[Word]) -> list[Word]:
    """Read what shortens an office as its noun, in an article that writes it out, too.

    Args:
        words: All words and marks of the article.

    Returns:
        The same words, with other keys where need be.

    Examples:
        >>> from stance.parts import Span
        >>> from stance.prediction.speakers.vocabulary.words import words_in
        >>> text = "Deputy Commissioner of Police Ada Obi came. The DCP said so."
        >>> [word.key for word in with_offices(words_in(text, Span(0, len(text))))][-3:]
        ['commissioner', 'said', 'so']
    """
    told = {word.text for word in words if _SHORT.fullmatch(word.text)}
    if not told:
        return list(words)
    row = _Row(words)
    nouns = {text: _noun_of(text.replace(".", "").lower(), row) for text in told}
    return [word._replace(key=nouns.get(word.text) or word.key) for word in words]


class _Row:
    """The words of an article by their first letters; "of" and "the" have none."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._places = [place for place, word in enumerate(words) if _tells(word)]
        self._initials = "".join(words[place].key[0] for place in self._places)

    def spelling(self, letters: str) -> Iterator[Sequence[Word]]:
        """Find the words that begin with letters, one after another."""
        at = self._initials.find(letters)
        while at >= 0:
            first, last = self._places[at], self._places[at + len(letters) - 1]
            yield self._words[first : last + 1]
            at = self._initials.find(letters, at + 1)


def _noun_of(letters: str, row: _Row) -> str:
    """Give the noun of the office that letters stand for; "" if the article writes out none."""
    known = lexicon()
    if letters in known.nations or known.classes_of(letters):
        return ""
    for office in row.spelling(letters):
        telling = [word for word in office if _tells(word)]
        is_large = all(word.is_capital for word in telling)
        is_known = " ".join(word.key for word in telling) in _SMALL
        noun = _head_of(office)
        if noun and (is_large or is_known or len(letters) > _TWO):
            return noun
    return ""


def _tells(word: Word) -> bool:
    return word.key not in lexicon().small["joint"]


def _head_of(office: Sequence[Word]) -> str:
    """Give the noun of "Chief Minister" and of "Director of Public Prosecutions", if an office."""
    known = lexicon()
    *_, head = takewhile(_tells, office)
    is_office = head.key in known.offices and bool(known.classes_of(head.key))
    return head.key if is_office else ""
