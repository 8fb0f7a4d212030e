"""The words of a whole article, ready to be looked up by place."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from stance.parts import Span
from stance.prediction.speakers.vocabulary.counts import Counts
from stance.prediction.speakers.vocabulary.first_words import N_FOLLOWING, leads_name, opens_name
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.titles import plain_in, split_title
from stance.prediction.speakers.words import Word, shortens, tells_age, words_in
from stance.text.datelines import dateline_end, openings

#: What stands before the first word of a sentence.
ENDS_SENTENCE = frozenset('.!?:;\n“”"‘«»„•')

#: What a full stop shortens is so long, in characters, with one before, at most.
_LONGEST_SHORT = 8
#: Characters after a dateline by which it is known as one.
_SIGHT = 40


class Page:
    """An article's text with its words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_in(text, Span(0, len(text)))
        self._starts = [word.start for word in self.words]
        self._counts = Counts(self.words)
        self._title, self._below_title = split_title(self.words)

    def words_of(self, span: Span) -> list[Word]:
        """Give the words and marks that begin and end inside a span."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        found = self.words[first:last]
        if found and found[-1].end > span.end:  # a span may end inside a word
            found[-1:] = words_in(self.text, Span(found[-1].start, span.end))
        return found

    def is_name_word(self, word: Word) -> bool:
        """Whether a word is written like part of a name, and not only because of its place."""
        return not self.is_plain_in_title(word) and self._is_like_name(word)

    def is_plain_in_title(self, word: Word) -> bool:
        """Whether a headline in capitals has a word, and no name has it."""
        return word.start in self._plain_in_title

    def _is_like_name(self, word: Word) -> bool:
        """Whether it is written like one, and not only because it comes first in a sentence."""
        known = lexicon()
        if not word.is_capital or word.tells_of_another or tells_age(word.key):
            return False
        if word.text.startswith(("I'", "I’")):  # "I'm"
            return False
        is_day = word.key in known.small["calendar"] and word.text.isascii()  # "Már" is no March
        if is_day and not self._is_given_name(word):
            return False
        is_plain = not self.comes_first(word) or self._is_in_capitals(word)
        return is_plain or self.is_initial(word) or self._opens_name(word)

    def _opens_name(self, word: Word) -> bool:
        """Whether a sentence begins with a name, of which a word is the first."""
        return opens_name(word, self._following(word, N_FOLLOWING), plain=self._counts.plain)

    def _is_given_name(self, word: Word) -> bool:
        """Whether the name of a month is a person's: "Theresa May", "Jan Egeland"."""
        small = lexicon().small
        if word.key not in small["given"]:
            return False
        index = bisect_left(self._starts, word.start)
        before, after = self.words[max(index - 1, 0) : index], self.words[index + 1 : index + 2]
        beside = (*before, *after)
        if any(one.key in small["preposition"] for one in before):
            return False  # "in May Spain voted"
        if any(one.key.isdigit() for one in beside):
            return False
        plain = lexicon().openers | small["calendar"]
        return any(one.is_capital and one.key not in plain for one in beside)

    def is_initial(self, word: Word) -> bool:
        """Whether a capital letter and its full stop open a name: "A. Donald Obi"."""
        is_short = len(word.text) == 1 and self.text[word.end : word.end + 1] == "."
        return is_short and word.text.isupper() and leads_name(self._following(word, 1))

    def comes_first(self, word: Word) -> bool:
        """Whether a sentence, a line, a quotation or what a dateline opens begins with a word."""
        if word.start in self._openings:
            return True
        index = word.start - 1
        while index >= 0 and self.text[index] in " \t([":
            index -= 1
        before = self.text[max(index - _LONGEST_SHORT, 0) : max(index, 0)]
        if index >= 0 and self.text[index] == "." and shortens(before):
            return word.key in lexicon().openers  # "U.N. Environment", "Ada A. Baker", "Mr. Banks"
        return index < 0 or self.text[index] in ENDS_SENTENCE

    def _is_in_capitals(self, word: Word) -> bool:
        """Whether it is an acronym that opens a sentence, as "WHO" is, and not "THE council"."""
        if self._counts.acronyms[word.text] < 2:  # noqa: PLR2004  # a first word can be printed so
            return False
        return any(one.text.islower() for one in self._following(word, 1))

    def _following(self, word: Word, n_words: int) -> list[Word]:
        """Give so many words and marks after a word, or as many as there are."""
        index = bisect_left(self._starts, word.start) + 1
        return self.words[index : index + n_words]

    def after_dateline(self, sentence: Span) -> int:
        """Give the place where a sentence begins after its dateline, if it has one."""
        return sentence.start + dateline_end(self.text[sentence.start : sentence.end + _SIGHT])

    def is_paragraph(self, sentence: Span) -> bool:
        """Whether nothing else stands in the lines of a sentence, which are not the first."""
        start, end = sentence
        line, following = self.text.rfind("\n", 0, start), self.text.find("\n", end)
        last = following if following >= 0 else len(self.text)
        around = self.text[line + 1 : start] + self.text[end:last]
        return line >= 0 and not around.strip(" \t")

    def is_question(self, sentence: Span) -> bool:
        """Whether somebody asks in a paragraph that says no more, as in an interview."""
        return self.asks(sentence) and self.is_paragraph(sentence)

    def asks(self, sentence: Span) -> bool:
        """Whether a sentence ends in a question mark."""
        return self.text[sentence.start : sentence.end].rstrip().endswith("?")

    def is_acronym(self, word: Word) -> bool:
        """Whether a word is written in capitals always: "NRK", but not a transcript's "HAMRE"."""
        is_large = word.text.isupper() and len(word.text) > 1
        return is_large and word.key not in self._counts.titled

    def are_named_apart(self, one: Sequence[Word], other: Sequence[Word]) -> bool:
        """Whether two names joined by "and" both occur elsewhere, at least by the last word."""
        if not one or not other:
            return False
        n_joined = self._counts.joined[one[-1].key, other[0].key]
        return all(self._counts.capital[name[-1].key] > n_joined for name in (one, other))

    @cached_property
    def _openings(self) -> frozenset[int]:
        return openings(self.text)

    @cached_property
    def _plain_in_title(self) -> frozenset[int]:
        return plain_in(self._title, self._below_title, is_name=self._is_like_name)
