"""Those whom an article names, and in what capacity."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Self

from stance.labeling.capacity import Capacity, capacity_of
from stance.parts import Span
from stance.prediction.speakers.mentions import Being
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.scanning import names_in
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

if TYPE_CHECKING:
    from stance.labeling.sentence import SentenceContext


class KnownPeople:
    """People and bodies by the words of their names.

    Args:
        capacities: For the last word of a name what the article says of its bearer.
    """

    def __init__(self, capacities: dict[str, Capacity]) -> None:
        self._capacities = capacities

    @classmethod
    def of(cls, page: Page, sentences: "Sequence[SentenceContext]") -> Self:
        """Read an article's names; what it says first of a name counts.

        Args:
            page: The article.
            sentences: Its sentences.

        Returns:
            Those whose names stand beside a word for what they are.
        """
        found: dict[str, Capacity] = {}
        for key, capacity in chain(_introduced(page, sentences), _heard(page, sentences)):
            if key:
                found.setdefault(key, capacity)
        return cls(found)

    def find(self, words: Sequence[Word]) -> Capacity | None:
        """Give what an article says of a bearer of a name.

        Args:
            words: The words that name a speaker in some sentence.

        Returns:
            What it says elsewhere; None if nothing.
        """
        capitals = [word for word in words if word.is_capital]
        return next(
            (
                self._capacities[one.key]
                for one in reversed(capitals)
                if one.key in self._capacities
            ),
            None,
        )


def _introduced(
    page: Page, sentences: "Sequence[SentenceContext]"
) -> Iterator[tuple[str, Capacity]]:
    """Give the names that stand beside a word for what their bearers are, whoever speaks."""
    for sentence in sentences:
        for mention in names_in(page, sentence.span):
            capacity = _beside(sentence, mention.span)
            if capacity is not None and (mention.role or mention.being is Being.BODY):
                yield mention.name[-1], capacity
                yield mention.alias, capacity


def _heard(page: Page, sentences: "Sequence[SentenceContext]") -> Iterator[tuple[str, Capacity]]:
    """Give the names among the words that name a speaker."""
    for sentence in sentences:
        if sentence.speech is not None and sentence.capacity is not None:
            for word in sentence.words[sentence.speech.first : sentence.speech.last]:
                if page.is_name_word(word) and word.key not in lexicon().roles:
                    yield word.key, sentence.capacity


def _beside(sentence: "SentenceContext", span: Span) -> Capacity | None:
    inside = [
        index
        for index, word in enumerate(sentence.words)
        if span.start <= word.start and word.end <= span.end
    ]
    return (
        capacity_of(sentence.words, sentence.hits, first=inside[0], last=inside[-1] + 1)
        if inside
        else None
    )
