"""Who is said to speak in a sentence: the words for the speaker and those for the speech."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from stance.labeling.lexicon import BODIES, PEOPLE, Hit
from stance.lexicon.table import small_words, terms_by_class
from stance.parts import Span
from stance.prediction.speakers.words import Word, span_of

_VERBS = "verbs_"
_LONGEST_SUBJECT, _LONGEST_PHRASE, _LONGEST_PIECE, _LONGEST_HEAD = 18, 36, 15, 9
_OWNER_REACH = 8
#: Marks that no subject with appositions goes across.
_STOPS = frozenset({*";:[]–—\n-/", "--"})


class Place(NamedTuple):
    """Where words stand among those of a sentence: the first, and the one after the last."""

    first: int
    last: int


class Manner(StrEnum):
    """How a sentence says who speaks."""

    #: "Okoro said that …"
    VERB = "verb"
    #: "…, said Okoro"
    INVERTED = "inverted"
    #: "According to Okoro …", "in Okoro's view …"
    VIEW = "view"
    #: "Okoro: …"
    COLON = "colon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """That somebody says something, as a sentence tells it.

    Attributes:
        place: The words for the speaker, among those of the sentence.
        source: The same in characters of the article.
        cue: The words that signal the speech, likewise; None before a colon.
        manner: How the sentence says it.
        verbs: The word list that the cue is from; "" before a colon.
    """

    place: Place
    source: Span
    cue: Span | None
    manner: Manner
    verbs: str


@cache
def words_that(*groups: str) -> frozenset[str]:
    """Give the folded words of groups: of ``clause.GROUP`` if there is one, else of ``GROUP``."""
    known = small_words()
    names = (f"clause.{one}" if f"clause.{one}" in known else one for one in groups)
    return frozenset(word for name in names for word in known[name])


def is_role(word: Word) -> bool:
    """Whether a word is a role: "minister"."""
    return word.key in terms_by_class()["role"]


def is_pronoun(word: Word) -> bool:
    """Whether a word is a pronoun of the third person."""
    return word.key in {one.partition("/")[0] for one in small_words()["pronoun"]}


def find_speeches(
    words: Sequence[Word], *, hits: Sequence[Hit], is_open: Sequence[bool]
) -> list[Speech]:
    """Find who speaks in a sentence, outside its quotations.

    The main speech comes first: the one after the content if there is one, else in order.
    ``hits`` are the entries of word lists among ``words``, marks included, and ``is_open`` says of
    each word whether it is outside quotation marks.
    """
    return _Clause(words, hits=hits, is_open=is_open).speeches()


def subject_after(words: Sequence[Word], index: int, *, is_open: Sequence[bool]) -> Place | None:
    """Find the noun phrase that begins at a word, with an apposition after it."""
    if index >= len(words) or not _opens_phrase(words[index]):
        return None
    end = index + 1
    while end < len(words) and is_open[end] and not _ends_phrase(words[end]):
        end += 1
    while end + 1 < len(words) and words[end].text == "," and is_open[end + 1]:
        stop = end + 1
        while stop < len(words) and is_open[stop] and not words[stop].is_mark:
            stop += 1
        if not _describes(words[end + 1 : stop], words[index:end]):
            break
        end = stop
    return Place(index, end) if end - index <= _LONGEST_PHRASE else None


class _Clause:
    """The words of a sentence, read for who speaks in it."""

    def __init__(
        self, words: Sequence[Word], *, hits: Sequence[Hit], is_open: Sequence[bool]
    ) -> None:
        self._words, self._hits, self._is_open = words, hits, is_open
        self._verbs = {
            hit.first
            for hit in hits
            if hit.name.startswith(_VERBS) and is_open[hit.first] and self._can_be_verb(hit.first)
        }

    def speeches(self) -> list[Speech]:
        found = [one for hit in self._hits if self._is_open[hit.first] for one in self._at(hit)]
        found = found or list(self._before_colon())
        return sorted(found, key=lambda one: (not self._ends_sentence(one), one.cue or one.source))

    def _at(self, hit: Hit) -> Iterator[Speech]:
        place, manner = None, Manner.VIEW
        if hit.name == "view_phrases":
            place = subject_after(self._words, hit.last, is_open=self._is_open)
        elif hit.name == "view_nouns":
            place = self._owner(hit.first - 1)
        elif hit.first in self._verbs and hit.name.startswith(_VERBS):
            place, manner = self._subject_before(hit.first), Manner.VERB
            if place is None and (hit.first == 0 or self._words[hit.first - 1].text == ","):
                place = subject_after(self._words, hit.last, is_open=self._is_open)
                manner = Manner.INVERTED
        if place is not None:
            yield Speech(
                place=place,
                source=span_of(self._words[slice(*place)]),
                cue=span_of(self._words[hit.first : hit.last]),
                manner=manner,
                verbs=hit.name,
            )

    def _owner(self, index: int) -> Place | None:
        """Find the owner of a view: the Okoro of "in Okoro's view"."""
        words = self._words
        if index < 1 or not (words[index].is_possessive or words[index].key in words_that("owner")):
            return None
        reach = range(index - 1, max(-1, index - _OWNER_REACH), -1)
        before = (start for start in reach if words[start].key in {"in", "by", "to", "from"})
        return next((Place(start + 1, index + 1) for start in before), None)

    def _before_colon(self) -> Iterator[Speech]:
        """Find the WHO of "WHO: the pandemic is over"."""
        colons = (index for index, word in enumerate(self._words[:-1]) if word.text == ":")
        place = Place(0, next(colons, 0))
        known = (hit for hit in self._hits if hit.name in {*PEOPLE, *BODIES})
        if place.last > _LONGEST_HEAD or not any(hit.last <= place.last for hit in known):
            return
        head = self._words[: place.last]
        if place == subject_after(head, 0, is_open=self._is_open):
            manner = Manner.COLON
            yield Speech(place=place, source=span_of(head), cue=None, manner=manner, verbs="")

    def _ends_sentence(self, speech: Speech) -> bool:
        """Whether a speaker is named after all that they say."""
        if speech.place.first == 0 or speech.cue is None:
            return False
        end = max(speech.source.end, speech.cue.end)
        return all(word.is_mark for word in self._words if word.start >= end)

    def _can_be_verb(self, index: int) -> bool:
        """Whether a form that is a verb or a noun is a finite verb here.

        Not after an article, a preposition, an owner or a form of "be"; nor a form without ending
        ("say", "report") unless something in the plural comes before it.
        """
        end = self._end_of_subject(index)
        if not end:
            return True
        verb, previous, last = self._words[index], self._words[end - 1], self._words[index - 1]
        is_governed = last.key in words_that("governor") or last.is_possessive
        if not verb.text.islower() or is_governed or previous.key in words_that("auxiliary"):
            return False
        if _is_auxiliary(last) and last.key not in words_that("between"):
            return False
        is_marked = verb.key.endswith(("ed", "s")) or verb.key in words_that("past")
        if is_marked or previous.is_mark or last.key in words_that("perfect"):
            return True
        return previous.key.endswith("s") or previous.key in words_that("plural")

    def _end_of_subject(self, index: int) -> int:
        """Give the index after the last word before a verb that is no adverb and no day."""
        end, words = index, self._words
        while end:
            is_day = words[end - 1].key in words_that("calendar") and words[end - 2].key == "on"
            if end > 1 and is_day:
                end -= 2
            elif words[end - 1].key in words_that("between"):
                end -= 1
            else:
                break
        return end

    def _subject_before(self, index: int) -> Place | None:
        """Find the subject that stands before a verb."""
        end = self._end_of_subject(index)
        if not end or not self._is_open[end - 1] or not self._is_open[index - 1]:
            return None
        if self._words[end - 1].text == ",":
            return self._before_apposition(end - 1)
        start = None if self._words[end - 1].is_mark else self._clause_start(end)
        return None if start is None else self._trimmed(start, end)

    def _clause_start(self, end: int) -> int | None:
        """Go left from the end of a subject to where its clause begins."""
        words, joint, start = self._words, None, end
        while start and end - start <= _LONGEST_SUBJECT:
            word = words[start - 1]
            if word.is_mark or not self._is_open[start - 1] or word.key in words_that("stop"):
                return start
            is_relative = word.key in words_that("relative")
            if is_relative and start > 1 and words[start - 2].key.endswith(("ed", "id")):
                return start
            if start - 1 in self._verbs:
                return joint if joint and joint < end - 1 else None
            if _is_auxiliary(word):
                return joint
            if word.key in words_that("joint"):
                joint = start
            start -= 1
        return joint if start else start

    def _before_apposition(self, comma: int) -> Place | None:
        """Find "Ines Okoro, a hydrologist" before the comma that ends it."""
        words, start = self._words, comma
        while start and self._is_open[start - 1] and words[start - 1].text not in _STOPS:
            start -= 1
        commas = [index for index in range(start, comma) if words[index].text == ","]
        edges = [start - 1, *commas, comma]
        for number, edge in enumerate(edges[:-2]):
            found = self._trimmed(edge + 1, edges[number + 1])
            if found is not None:
                after = pairwise(edges[number + 1 :])
                phrase = words[slice(*found)]
                if all(_describes(words[left + 1 : right], phrase) for left, right in after):
                    return Place(found.first, comma)
        return None

    def _trimmed(self, start: int, end: int) -> Place | None:
        """Leave out what only joins a subject to what is before it."""
        words = self._words
        while start < end and (words[start].key in words_that("leading") or words[start].is_mark):
            start += 1
        if end - start > 1 and words[end - 1].key in words_that("subject_pronoun"):
            start = end - 1
        return Place(start, end) if start < end and _opens_phrase(words[start]) else None


def _is_auxiliary(word: Word) -> bool:
    """Whether a word is a form of "be", "have" or a modal verb, negated or not."""
    return word.key in words_that("auxiliary") or word.key.endswith(("n't", "n’t"))


def _describes(piece: Sequence[Word], phrase: Sequence[Word]) -> bool:
    """Whether words after a comma tell who a phrase names, or name whom it describes."""
    if not 0 < len(piece) <= _LONGEST_PIECE:
        return False
    particles = words_that("particle")
    if any(map(is_role, phrase)) and all(one.is_capital or one.key in particles for one in piece):
        return True
    if piece[0].key in words_that("opens_apposition") or any(map(is_role, piece)):
        is_clause = any(map(_is_auxiliary, piece))
        return not is_clause or any(word.key in words_that("relative") for word in piece)
    return len(piece) == 1 and piece[0].key.isdigit()  # an age


def _opens_phrase(word: Word) -> bool:
    """Whether a phrase that names a speaker can begin with a word."""
    if word.is_mark or word.key.isdigit() or _is_auxiliary(word):
        return False
    return word.key not in words_that("preposition", "no_speaker")


def _ends_phrase(word: Word) -> bool:
    if word.is_mark or word.key in words_that("stop", "calendar") or _is_auxiliary(word):
        return True
    if word.key in {"that", "which"}:
        return True
    return word.key in words_that("preposition") and word.key not in words_that("after_noun")
