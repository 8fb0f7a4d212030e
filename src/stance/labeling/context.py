"""What a labelling function is told of a sentence, and of the article around it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from stance.labeling.capacity import Capacity, capacity_of
from stance.labeling.lexicon import PEOPLE, Hit, Lexicons, built_in_lexicons
from stance.labeling.speech import Place, Speech, find_speeches, is_pronoun, is_role
from stance.labels import Label
from stance.parts import Span
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.mentions import Being
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.scanning import names_in
from stance.prediction.speakers.words import Word
from stance.text.lines import LINE_ENDS
from stance.text.sentences import split_sentences

_YEAR = len("2009")
#: How many sentences back a pronoun may point.
_REACH = 6
_PERSONAL = frozenset(["he", "she", "his", "her"])


class ArticleContext:
    """An article, read once for all functions and all sentences.

    Args:
        text: The article.
        spans: Its sentences, in order and without overlap; None to have the text split.
        lexicons: Word lists; None for those of the package.

    Attributes:
        text: The article.
        lexicons: Word lists.
        page: Its words.
        quotations: What stands inside quotation marks.
        sentences: One context for each sentence.
    """

    def __init__(
        self,
        text: str,
        *,
        spans: Sequence[Span] | None = None,
        lexicons: Lexicons | None = None,
    ) -> None:
        self.text = text
        self.lexicons = lexicons or built_in_lexicons()
        self.page = Page(text)
        self.quotations = Quotations.of(text)
        found = split_sentences(text) if spans is None else spans
        self.sentences = tuple(
            SentenceContext(self, span=span, index=index) for index, span in enumerate(found)
        )

    def capacity_of_name(self, words: Sequence[Word]) -> Capacity | None:
        """Give what the article says anywhere of a bearer of a name; None if nothing."""
        names = (word.key for word in reversed(words) if word.is_capital)
        return next((self._people[one] for one in names if one in self._people), None)

    @cached_property
    def _people(self) -> Mapping[str, Capacity]:
        """The capacity of people and bodies by the last word of their names; the first counts."""
        found: dict[str, Capacity] = {}
        for key, capacity in (*self._introduced(), *self._heard()):
            found.setdefault(key, capacity)
        return found

    def _introduced(self) -> Iterator[tuple[str, Capacity]]:
        """Give the names that stand beside a word for what their bearers are, whoever speaks."""
        for sentence in self.sentences:
            for mention in names_in(self.page, sentence.span):
                capacity = sentence.capacity_beside(mention.span)
                if capacity is not None and (mention.role or mention.being is Being.BODY):
                    yield from ((key, capacity) for key in (mention.name[-1], mention.alias) if key)

    def _heard(self) -> Iterator[tuple[str, Capacity]]:
        """Give the names among the words that name a speaker."""
        for sentence in self.sentences:
            if sentence.capacity is not None:
                for word in sentence.speaker_words:
                    if self.page.is_name_word(word) and not is_role(word):
                        yield word.key, sentence.capacity


class SentenceContext:
    """A sentence with all that its article says around it; everything is worked out on demand.

    Args:
        article: The article.
        span: The sentence's place in the article's text.
        index: Its number in the article, from 0.

    Examples:
        >>> article = ArticleContext("Rain fell. “It will go on,” said Ana Ruiz, a hydrologist.")
        >>> sentence = article.sentences[1]
        >>> sentence.article.text[slice(*sentence.speech.source)], sentence.capacity.list
        ('Ana Ruiz, a hydrologist', 'academic_titles')
        >>> sentence.has("academic_titles"), sentence.previous.text
        (True, 'Rain fell.')
    """

    def __init__(self, article: ArticleContext, *, span: Span, index: int) -> None:
        self.article = article
        self.span = span
        self.index = index

    @cached_property
    def text(self) -> str:
        """The sentence as published."""
        return self.article.text[self.span.start : self.span.end]

    @cached_property
    def lower(self) -> str:
        """The sentence in small letters, each kind of apostrophe a straight one."""
        return self.text.lower().replace("’", "'")

    @cached_property
    def words(self) -> list[Word]:
        """Its words and marks of punctuation."""
        return self.article.page.words_of(self.span)

    @cached_property
    def hits(self) -> list[Hit]:
        """The entries of word lists among its words."""
        return self.article.lexicons.find(self.words)

    def has(self, name: str) -> bool:
        """Whether it holds an entry of a word list, inside quotation marks or outside."""
        return any(hit.name == name for hit in self.hits)

    def says(self, name: str) -> bool:
        """Whether it holds an entry of a word list outside quotation marks."""
        return any(hit.name == name and self.is_open[hit.first] for hit in self.hits)

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """Its parts inside quotation marks, in characters of the article."""
        return self.article.quotations.within(self.span)

    @cached_property
    def is_open(self) -> list[bool]:
        """For each of its words whether it is outside quotation marks."""
        return [not any(a <= word.start < b for a, b in self.quotes) for word in self.words]

    @cached_property
    def is_voiced(self) -> bool:
        """Whether it names a speaker, or has words in quotation marks."""
        return self.speech is not None or bool(self.quotes) or self.is_quotation

    @cached_property
    def is_dated(self) -> bool:
        """Whether it names a year, or words of the list ``dated``."""
        is_year = any(len(word.key) == _YEAR and word.key.isdigit() for word in self.words)
        return is_year or self.has("dated")

    @cached_property
    def is_quotation(self) -> bool:
        """Whether it stands wholly inside quotation marks."""
        return self.article.quotations.filled_by(self.span) is not None

    @cached_property
    def speech(self) -> Speech | None:
        """Who is said to speak in it; a medium only if it quotes nobody else."""
        speeches = find_speeches(self.words, hits=self.hits, is_open=self.is_open)
        return min(speeches, key=lambda one: self._is_medium(one.place), default=None)

    def _is_medium(self, place: Place) -> bool:
        capacity = self._capacity_at(*place)
        return capacity is not None and capacity.list == "media"

    @property
    def speaker_words(self) -> Sequence[Word]:
        """The words that name its speaker; none if nobody speaks."""
        return self.words[slice(*self.speech.place)] if self.speech else ()

    def _capacity_at(self, first: int, last: int) -> Capacity | None:
        inside = [hit for hit in self.hits if first <= hit.first and hit.last <= last]
        return capacity_of(self.words, inside)

    def capacity_beside(self, span: Span) -> Capacity | None:
        """Tell in what capacity somebody speaks, from the words in a span of the article."""
        inside = [i for i, one in enumerate(self.words) if span.start <= one.start < span.end]
        return self._capacity_at(inside[0], inside[-1] + 1) if inside else None

    @cached_property
    def capacity(self) -> Capacity | None:
        """In what capacity its speaker speaks, from the words that name them here."""
        return self._capacity_at(*self.speech.place) if self.speech else None

    @cached_property
    def known_capacity(self) -> Capacity | None:
        """In what capacity its speaker speaks, from other sentences that name them."""
        return None if self.capacity else self.article.capacity_of_name(self.speaker_words)

    @cached_property
    def is_pronoun(self) -> bool:
        """Whether its speaker is named by nothing but a pronoun."""
        return len(self.speaker_words) == 1 and is_pronoun(self.speaker_words[0])

    @cached_property
    def pronoun_capacity(self) -> Capacity | None:
        """In what capacity the one speaks whom a pronoun names, from the sentences before.

        That of whoever spoke last, a person for "he" and "she"; or else that of the person whom
        the article named last.
        """
        if not self.is_pronoun:
            return None
        is_personal = self.speaker_words[0].key in _PERSONAL
        before = self.before(_REACH)
        spoken = (one for one in before if one.speech is not None and not one.is_pronoun)
        for known in (one.capacity or one.known_capacity for one in spoken):
            if known is None:
                break
            if not is_personal or known.list in PEOPLE:
                return known
        named = (self.article.capacity_of_name(one.words) for one in before if is_personal)
        return next((one for one in named if one is not None and one.list in PEOPLE), None)

    @property
    def speaker_capacity(self) -> Capacity | None:
        """In what capacity its speaker speaks, as far as the article's words tell."""
        return self.capacity or self.known_capacity or self.pronoun_capacity

    @property
    def speaker_label(self) -> Label | None:
        """What a sentence of its speaker carries, as far as the article's words tell."""
        return self.speaker_capacity.label if self.speaker_capacity else None

    def before(self, n_sentences: int) -> Sequence["SentenceContext"]:
        """Give so many sentences before it, or all that there are, the nearest first."""
        first = max(0, self.index - n_sentences)
        return self.article.sentences[first : self.index][::-1]

    @property
    def previous(self) -> "SentenceContext | None":
        """The sentence before it."""
        return next(iter(self.before(1)), None)

    @property
    def next(self) -> "SentenceContext | None":
        """The sentence after it."""
        return next(iter(self.article.sentences[self.index + 1 :]), None)

    @cached_property
    def starts_line(self) -> bool:
        """Whether a line of the article begins with it."""
        before = self.article.text[: self.span.start].rstrip(" \t\"“«'‘")
        return not before or before[-1] in LINE_ENDS

    @cached_property
    def ends_line(self) -> bool:
        """Whether a line of the article ends with it."""
        after = self.article.text[self.span.end : self.span.end + 8].lstrip(" \t\"”»'’")
        return not after or after[0] in LINE_ENDS
