"""The sentences on which labelling functions contradict each other."""

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from stance.article import Article
from stance.labels import Label
from stance.parts import Sentence
from stance.text.characters import readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A sentence that functions gave different labels.

    Attributes:
        article_id: Its article.
        position: Which sentence of the article it is, from 1.
        previous: The sentence before; empty for the first.
        sentence: The sentence itself; texts are ``readable``.
        next: The sentence after; empty for the last.
        label: What came of the votes.
        probabilities: Of each label.
        votes: Name of each function that voted, and its label.
        gold: What people said, or None.
    """

    article_id: str
    position: int
    previous: str
    sentence: str
    next: str
    label: str
    probabilities: Mapping[str, float]
    votes: Mapping[str, Label]
    gold: str | None


def n_contradictions(votes: Mapping[str, Label]) -> int:
    """Count the pairs of functions that contradict each other.

    Args:
        votes: Name of each function that voted, and its label.

    Returns:
        At least 0: three against three are more in dispute than five against one.

    Examples:
        >>> n_contradictions({"a": Label.REPORTED_FACT, "b": Label.REPORTED_FACT})
        0
        >>> n_contradictions(
        ...     {
        ...         "a": Label.REPORTED_FACT,
        ...         "b": Label.REPORTED_FACT,
        ...         "c": Label.EXPERT_ANALYSIS,
        ...     }
        ... )
        2
    """
    counts = Counter(votes.values()).values()
    return sum(one * other for one, other in combinations(counts, 2))


class Disputes:
    """Keeps the worst disputes of a corpus that goes by.

    Args:
        limit: How many are kept.
    """

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._heap: list[tuple[int, float, int, Dispute]] = []
        self._n_seen = 0

    def add(self, article: Article, *, gold: Sequence[str | None] | None) -> None:
        """Look at the sentences of an article.

        Args:
            article: With votes.
            gold: Label of each sentence as people gave it; None if they gave none at all.
        """
        for index, sentence in enumerate(article.sentences):
            self._n_seen += 1
            if not (pairs := n_contradictions(sentence.votes)):
                continue
            # The most pairs, then the least sure, then the earliest; heapq keeps the largest.
            rank = (pairs, -sentence.confidence, -self._n_seen)
            if len(self._heap) < self._limit or rank > self._heap[0][:3]:
                label = gold[index] if gold is not None else None
                self._keep((*rank, _dispute(article, index, sentence=sentence, gold=label)))

    def worst(self) -> tuple[Dispute, ...]:
        """Give what was kept, the most disputed first."""
        return tuple(entry[3] for entry in sorted(self._heap, key=lambda one: one[:3])[::-1])

    def _keep(self, entry: tuple[int, float, int, Dispute]) -> None:
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heapreplace(self._heap, entry)


def _dispute(article: Article, index: int, *, sentence: Sentence, gold: str | None) -> Dispute:
    sentences = article.sentences
    after = sentences[index + 1] if index + 1 < len(sentences) else None
    return Dispute(
        article_id=readable(article.id),
        position=index + 1,
        previous=readable(article.text_of(sentences[index - 1])) if index else "",
        sentence=readable(article.text_of(sentence)),
        next=readable(article.text_of(after)) if after else "",
        label=sentence.label,
        probabilities=sentence.probabilities,
        votes=sentence.votes,
        gold=gold,
    )
