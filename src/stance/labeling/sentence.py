"""What a labelling function is told of a sentence, and of the article around it."""

from functools import cached_property
from typing import TYPE_CHECKING

from stance.labeling.capacity import Capacity, capacity_of
from stance.labeling.lexicon import Hit
from stance.labeling.referring import capacity_of_pronoun
from stance.labeling.speech import Speech, find_speeches
from stance.labels import Label
from stance.parts import Span
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word
from stance.text.lines import LINE_ENDS

if TYPE_CHECKING:
    from stance.labeling.context import ArticleContext

_YEAR = len("2009")


class SentenceContext:
    """A sentence with all that its article says around it; everything is worked out on demand.

    Args:
        article: The article.
        span: The sentence's place in the article's text.
        index: Its number in the article, from 0.

    Attributes:
        article: The article.
        span: The sentence's place in the article's text.
        index: Its number in the article, from 0.

    Examples:
        >>> from stance.labeling.context import ArticleContext
        >>> article = ArticleContext("Rain fell. “It will go on,” said Ana Ruiz, a hydrologist.")
        >>> sentence = article.sentences[1]
        >>> sentence.article.text[slice(*sentence.speech.source)], sentence.capacity.list
        ('Ana Ruiz, a hydrologist', 'academic_titles')
        >>> sentence.has("academic_titles"), sentence.previous.text
        (True, 'Rain fell.')
    """

    def __init__(self, article: "ArticleContext", *, span: Span, index: int) -> None:
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

    @cached_property
    def _lists(self) -> frozenset[str]:
        return frozenset(hit.name for hit in self.hits)

    def has(self, name: str) -> bool:
        """Whether it holds an entry of a word list, inside quotation marks or outside."""
        return name in self._lists

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
        quotes = self.quotes
        return [not any(a <= word.start < b for a, b in quotes) for word in self.words]

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
    def speeches(self) -> list[Speech]:
        """All who are said to speak in it, the main one first."""
        return find_speeches(self.article.text, self.words, hits=self.hits, is_open=self.is_open)

    @cached_property
    def speech(self) -> Speech | None:
        """Who is said to speak in it; a medium only if it quotes nobody else."""
        voiced = [
            one
            for one in self.speeches
            if (own := self.capacity_in(one)) is None or own.list != "media"
        ]
        return next(iter(voiced or self.speeches), None)

    def capacity_in(self, speech: Speech) -> Capacity | None:
        """Tell in what capacity somebody speaks, from the words that name them here."""
        return capacity_of(self.words, self.hits, first=speech.first, last=speech.last)

    @cached_property
    def capacity(self) -> Capacity | None:
        """In what capacity its speaker speaks, from the words that name them here."""
        return self.capacity_in(self.speech) if self.speech else None

    @cached_property
    def known_capacity(self) -> Capacity | None:
        """In what capacity its speaker speaks, from other sentences that name them."""
        if self.speech is None or self.capacity is not None:
            return None
        return self.article.people.find(self.words[self.speech.first : self.speech.last])

    @cached_property
    def is_pronoun(self) -> bool:
        """Whether its speaker is named by nothing but a pronoun."""
        if self.speech is None or self.speech.last - self.speech.first != 1:
            return False
        return self.words[self.speech.first].key in lexicon().pronouns

    @cached_property
    def pronoun_capacity(self) -> Capacity | None:
        """In what capacity the one speaks whom a pronoun names, from the sentences before."""
        return capacity_of_pronoun(self) if self.is_pronoun else None

    @property
    def speaker_label(self) -> Label | None:
        """What a sentence of its speaker carries, as far as the article's words tell."""
        known = self.capacity or self.known_capacity or self.pronoun_capacity
        return known.label if known else None

    @property
    def previous(self) -> "SentenceContext | None":
        """The sentence before it."""
        return self.article.sentences[self.index - 1] if self.index else None

    @property
    def next(self) -> "SentenceContext | None":
        """The sentence after it."""
        following = self.article.sentences[self.index + 1 : self.index + 2]
        return following[0] if following else None

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
