"""The words of an article, and which of them are written like a name."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import dropwhile, takewhile

from stance.parts import Span
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, shortens, singular, words_in
from stance.text.datelines import dateline_end, openings

#: What stands before the first word of a sentence.
ENDS_SENTENCE = frozenset('.!?:;\n“”"‘«»„•')

#: What a full stop shortens is so long, in characters, with one before, at most.
_LONGEST_SHORT = 8
#: Characters after a dateline by which it is known as one.
_SIGHT = 40
#: A headline in capitals writes words of so many letters large, and has so many words at least.
_SHORTEST_LARGE = 4
_FEWEST = 5
#: How many of the words after the first of a sentence are looked at.
_N_FOLLOWING = 3
#: How adverbs end that open sentences.
_ADVERBS = ("ally", "ably", "edly", "arly", "ntly", "tely", "usly", "vely")


class Page:
    """An article's text with its words.

    Args:
        text: The article.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_in(text, Span(0, len(text)))
        self._starts = [word.start for word in self.words]
        self._named: dict[Word, bool] = {}

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
        found = self._named.get(word)
        if found is None:
            found = word.start not in self._plain_in_title and self._is_like_name(word)
            self._named[word] = found
        return found

    def is_initial(self, word: Word) -> bool:
        """Whether a word is a capital letter and a full stop: the "A." of "A. Donald Obi"."""
        return len(word.text) == 1 and self.text[word.end : word.end + 1] == "."

    def comes_first(self, word: Word) -> bool:
        """Whether a sentence, a line, a quotation or what a dateline opens begins with a word."""
        if word.start in self._openings:
            return True
        index = word.start - 1
        while index >= 0 and self.text[index] in " \t([":
            index -= 1
        if index < 0 or self.text[index] != ".":
            return index < 0 or self.text[index] in ENDS_SENTENCE
        is_short = shortens(self.text[max(index - _LONGEST_SHORT, 0) : index])
        return not is_short or word.key in lexicon().openers  # "U.N. Environment", "Mr. Banks"

    def is_acronym(self, word: Word) -> bool:
        """Whether a word is written in capitals always: "NRK", but not a transcript's "HAMRE"."""
        return word.text.isupper() and len(word.text) > 1 and word.key not in self._uncapitalised

    def are_named_apart(self, one: Sequence[Word], other: Sequence[Word]) -> bool:
        """Whether two names joined by "and" both occur elsewhere, at least by the last word."""
        if not one or not other:
            return False
        n_joined = self._joined[one[-1].key, other[0].key]
        return all(self._capital[name[-1].key] > n_joined for name in (one, other))

    def after_dateline(self, sentence: Span) -> int:
        """Give the place where a sentence begins after its dateline, if it has one."""
        return sentence.start + dateline_end(self.text[sentence.start : sentence.end + _SIGHT])

    def is_paragraph(self, sentence: Span) -> bool:
        """Whether nothing else stands in the lines of a sentence, which are not the first."""
        start, end = sentence
        while start > 0 and self.text[start - 1] in " \t":
            start -= 1
        while end < len(self.text) and self.text[end] in " \t":
            end += 1
        return self.text[start - 1 : start] == "\n" and self.text[end : end + 1] in {"", "\n"}

    def is_question(self, sentence: Span) -> bool:
        """Whether somebody asks in a paragraph that says no more, as in an interview."""
        return self.asks(sentence) and self.is_paragraph(sentence)

    def asks(self, sentence: Span) -> bool:
        """Whether a sentence ends in a question mark."""
        return self.text[sentence.start : sentence.end].rstrip().endswith("?")

    def _is_like_name(self, word: Word) -> bool:
        """Whether it is written like one, and not only because it comes first in a sentence."""
        if not word.is_capital or word.tells_of_another or word.text.startswith(("I'", "I’")):
            return False
        small = lexicon().small
        if word.key in small["calendar"] and not self._is_given_name(word):
            return False
        return not self.comes_first(word) or self._is_first_acronym(word) or self._opens_name(word)

    def _is_given_name(self, word: Word) -> bool:
        """Whether the name of a month is a person's: "Theresa May", and not "in May Spain …"."""
        small = lexicon().small
        if word.key not in small["given"]:
            return False
        index = bisect_left(self._starts, word.start)
        before, after = self.words[max(index - 1, 0) : index], self.words[index + 1 : index + 2]
        if any(one.key in small["preposition"] or one.key.isdigit() for one in (*before, *after)):
            return False
        plain = lexicon().openers | small["calendar"]
        return any(one.is_capital and one.key not in plain for one in (*before, *after))

    def _is_first_acronym(self, word: Word) -> bool:
        """Whether it is an acronym that opens a sentence, as "WHO" is, and not "THE council"."""
        is_known = self._acronyms[word.text] > 1  # a first word can be printed so
        return is_known and any(one.text.islower() for one in self._following(word, 1))

    def _opens_name(self, word: Word) -> bool:
        """Whether the first word of a sentence begins a name: "Press TV", and not "Police said"."""
        known, noun = lexicon(), singular(word.key)
        following = self._following(word, _N_FOLLOWING)
        can_lead = noun in known.bodies or noun in known.small["place"] or noun == "he"
        can_lead = can_lead or word.key in known.given  # "He Jianxiong", "Mark Obi"
        capitals = list(takewhile(lambda one: one.is_capital, following))
        are_people = bool(capitals) and capitals[0].key in known.given  # "Broadcasters Ada Obi"
        is_several = noun in known.roles and noun != word.key  # "Carers Together"
        is_word = noun != word.key or word.key.endswith("ing")
        if are_people and is_word and word.key not in known.given:
            return False
        if capitals and (can_lead or is_several or self._opens_body(word, capitals)):
            return True
        if word.key in self._plain or word.key in known.openers or noun in known.nouns:
            return False
        is_adverb = word.key.endswith(_ADVERBS) and [one.text for one in following[:1]] == [","]
        return word.key not in known.documents and not is_adverb

    def _opens_body(self, word: Word, capitals: Sequence[Word]) -> bool:
        """Whether a common word begins the name of a body: "Care Quality Commission"."""
        known, small = lexicon(), lexicon().small
        if word.key in known.openers or word.key in small["past"] or word.key in small["degree"]:
            return False
        first, last = capitals[0], capitals[-1]
        if len(capitals) == 1:
            return last.key in known.bodies and last.key not in small["sole"]
        is_field = word.key in small["field"] or first.key in small["field"]
        return is_field or first.key in self._plain or last.key == "uk"

    def _following(self, word: Word, n_words: int) -> list[Word]:
        """Give so many words and marks after a word, or as many as there are."""
        index = bisect_left(self._starts, word.start) + 1
        return self.words[index : index + n_words]

    @cached_property
    def _openings(self) -> frozenset[int]:
        return openings(self.text)

    @cached_property
    def _plain_in_title(self) -> frozenset[int]:
        """Where the words of a headline in capitals begin that are no part of a name.

        These are all but what the text below writes as names, at least half the time, and given
        names, of which it may say nothing.
        """
        begun = list(dropwhile(lambda word: word.text == "\n", self.words))
        title = list(takewhile(lambda word: word.text != "\n", begun))
        if len(title) == len(begun) or not is_title(title):
            return frozenset()
        keys = {word.key for word in title}
        shared = [word for word in begun[len(title) :] if word.key in keys]
        named = Counter(word.key for word in shared if self._is_like_name(word))
        said = Counter(word.key for word in shared)
        given = lexicon().given
        return frozenset(
            word.start
            for word in title
            if named[word.key] * 2 < max(said[word.key], 1) and word.key not in given
        )

    @cached_property
    def _capital(self) -> Counter[str]:
        """How often the article has each word with a capital letter."""
        return Counter(word.key for word in self.words if word.is_capital)

    @cached_property
    def _joined(self) -> Counter[tuple[str, str]]:
        """How often it has each pair of words with "and" between."""
        triples = zip(self.words, self.words[1:], self.words[2:], strict=False)
        return Counter((one.key, two.key) for one, mid, two in triples if mid.key in {"and", "&"})

    @cached_property
    def _acronyms(self) -> Counter[str]:
        """How often it has each word of more than one letter in capitals."""
        texts = (word.text for word in self.words)
        return Counter(one for one in texts if one.isupper() and len(one) > 1)

    @cached_property
    def _uncapitalised(self) -> frozenset[str]:
        """Words that it writes otherwise than in capitals, too."""
        return frozenset(word.key for word in self.words if not word.text.isupper())

    @cached_property
    def _plain(self) -> frozenset[str]:
        """Words that it also writes small."""
        return frozenset(word.key for word in self.words if word.text[0].islower())


def is_title(line: Iterable[Word]) -> bool:
    """Tell whether Every Word of a Line Is Written Like This, and there are some."""
    words = [word for word in line if not word.is_mark]
    long = [word for word in words if len(word.text) >= _SHORTEST_LARGE]
    return len(words) >= _FEWEST and all(word.is_capital for word in long)
