"""What each labelling function does on a corpus: how often it votes, with whom, how well."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from stance.article import Article
from stance.frozen import FrozenDict
from stance.labels import Label
from stance.parts import Sentence

#: Sentences in dispute that are kept for the report.
MAX_DISPUTES = 50
#: Standard deviations on either side of a normal mean that hold 95 %.
_DEVIATIONS = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How often something is right on gold, with the 95 % interval from ``low`` to ``high``."""

    n_right: int
    n_sentences: int
    low: float
    high: float

    @property
    def fraction(self) -> float:
        """Fraction of the sentences that are right, in [0, 1]."""
        return self.n_right / self.n_sentences

    def __str__(self) -> str:
        return f"{self.fraction:.2f} ({self.low:.2f}–{self.high:.2f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A sentence that functions gave different labels, with what people said, or None."""

    article: Article
    index: int
    gold: str | None

    @property
    def sentence(self) -> Sentence:
        """The sentence, with the votes and with what came of them."""
        return self.article.sentences[self.index]

    @property
    def names_by_label(self) -> Mapping[Label, list[str]]:
        """Names of the functions that voted for each label that has votes."""
        votes = self.sentence.votes.items()
        found = {label: [name for name, vote in votes if vote == label] for label in Label}
        return {label: names for label, names in found.items() if names}

    @property
    def n_contradictions(self) -> int:
        """Pairs of functions that contradict each other: 9 for 3 against 3, 5 for 5 against 1."""
        counts = Counter(self.sentence.votes.values()).values()
        return sum(one * other for one, other in combinations(counts, 2))

    def text_at(self, index: int) -> str:
        """Give the words of a sentence of its article; empty if there is none."""
        sentences = self.article.sentences
        return self.article.text_of(sentences[index]) if 0 <= index < len(sentences) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionStatistics:
    """What one labelling function does on a corpus.

    Attributes:
        name: Of the function.
        n_votes: Sentences that it gives a label, by label; labels never given are left out.
        coverage: Fraction of all sentences that it gives a label, in [0, 1].
        overlap: Fraction of all sentences that it and another function give a label.
        conflict: Fraction of all sentences that it and another function give different labels.
        accuracy: How often its label is the gold one; None where no gold sentence has its vote.
    """

    name: str
    n_votes: Mapping[Label, int]
    coverage: float
    overlap: float
    conflict: float
    accuracy: Accuracy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What all labelling functions do on a corpus.

    Attributes:
        n_articles: Articles of the corpus.
        n_sentences: Their sentences.
        coverage: Fraction of the sentences with at least one vote.
        functions: One by one, in the order in which they were named.
        outcome: How often the label that came of all votes is the gold one; None without gold.
        disputes: The sentences on which functions contradict each other most, the most disputed
            first; at most ``MAX_DISPUTES``.
    """

    n_articles: int
    n_sentences: int
    coverage: float
    functions: tuple[FunctionStatistics, ...]
    outcome: Accuracy | None
    disputes: tuple[Dispute, ...]


def measure(
    articles: Iterable[Article],
    *,
    functions: Sequence[str],
    gold: Iterable[Article] = (),
) -> Statistics:
    """Measure labelling functions on the articles that they voted on, taken one by one.

    ``functions`` names all functions, also those that never vote. ``gold`` is labelled by people;
    its articles are known by their text, and none among the articles is a ``ValueError``. A
    sentence is compared with the gold sentence at its middle, so the two may be cut differently.
    """
    tally = _Tally()
    labelled = {article.text: article for article in gold}
    n_found = 0
    for article in articles:
        found = labelled.get(article.text)
        n_found += found is not None
        tally.add(article, gold=found)
    if labelled and not n_found:
        raise ValueError(
            f"none of the {len(labelled)} gold articles is among the labelled ones; "
            "label their texts too, unchanged"
        )
    return tally.statistics(functions)


class _Tally:
    """Counts that grow with each article; no article is kept but those of the worst disputes."""

    def __init__(self) -> None:
        self._n_articles = self._n_sentences = self._n_voted = 0
        self._n_votes: Counter[tuple[str, Label]] = Counter()
        self._n_overlaps: Counter[str] = Counter()
        self._n_conflicts: Counter[str] = Counter()
        self._right: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._outcome: list[tuple[int, int]] = []
        self._disputes: list[Dispute] = []

    def add(self, article: Article, *, gold: Article | None) -> None:
        """Count an article's votes."""
        self._n_articles += 1
        self._n_sentences += len(article.sentences)
        labels = [_gold_label(gold, one) for one in article.sentences]
        for sentence in article.sentences:
            self._count(sentence.votes)
        disputes = [
            Dispute(article=article, index=index, gold=label)
            for index, label in enumerate(labels)
            if len(set(article.sentences[index].votes.values())) > 1
        ]
        if disputes:  # of equals the earlier stay
            disputes = self._disputes + disputes
            self._disputes = heapq.nlargest(MAX_DISPUTES, disputes, key=_severity)
        if gold is not None:
            pairs = zip(article.sentences, labels, strict=True)
            self._compare([(one, label) for one, label in pairs if label])

    def _count(self, votes: Mapping[str, Label]) -> None:
        self._n_voted += bool(votes)
        n_for = Counter(votes.values())
        for name, label in votes.items():
            self._n_votes[name, label] += 1
            self._n_overlaps[name] += len(votes) > 1
            self._n_conflicts[name] += n_for[label] < len(votes)

    def _compare(self, pairs: Sequence[tuple[Sentence, str]]) -> None:
        self._outcome.append((sum(one.label == label for one, label in pairs), len(pairs)))
        votes = [(name, vote == label) for one, label in pairs for name, vote in one.votes.items()]
        n_right = Counter(name for name, is_right in votes if is_right)
        for name, n_cast in Counter(name for name, _ in votes).items():
            self._right[name].append((n_right[name], n_cast))

    def statistics(self, functions: Sequence[str]) -> Statistics:
        """Give what was counted as fractions."""
        return Statistics(
            n_articles=self._n_articles,
            n_sentences=self._n_sentences,
            coverage=self._fraction(self._n_voted),
            functions=tuple(self._function(name) for name in functions),
            outcome=accuracy_by_article(self._outcome),
            disputes=tuple(self._disputes),
        )

    def _function(self, name: str) -> FunctionStatistics:
        n_votes = {label: n for label in Label if (n := self._n_votes[name, label])}
        return FunctionStatistics(
            name=name,
            n_votes=FrozenDict(n_votes),
            coverage=self._fraction(sum(n_votes.values())),
            overlap=self._fraction(self._n_overlaps[name]),
            conflict=self._fraction(self._n_conflicts[name]),
            accuracy=accuracy_by_article(self._right[name]),
        )

    def _fraction(self, n: int) -> float:
        return n / self._n_sentences if self._n_sentences else 0.0


def _severity(dispute: Dispute) -> tuple[int, float]:
    """Rank by contradictions, then by how unsure the outcome is."""
    return dispute.n_contradictions, -dispute.sentence.confidence


def _gold_label(gold: Article | None, sentence: Sentence) -> str | None:
    """Give the label of the gold sentence at the middle of a sentence, or of the next after it."""
    middle = (sentence.start + sentence.end) // 2
    found = (one.label for one in (gold.sentences if gold else ()) if middle < one.end)
    return next(found, None)


def accuracy_by_article(counts: Sequence[tuple[int, int]]) -> Accuracy | None:
    """Give an accuracy and its 95 % interval from the counts of each article.

    Wilson's interval for as many independent sentences as these are worth. The sentences of an
    article are right or wrong together, so they are worth fewer than they are: as many as make
    a binomial variance equal to that of the ratio between articles (Korn & Graubard 1998,
    *Confidence Intervals for Proportions With Small Expected Number of Positive Counts*). Where
    all are right, or all are wrong, no variance can be seen, and an article is worth one
    sentence; the interval is then wide rather than of no width.

    ``counts`` are the sentences that are right and those compared; without any it is None.

    >>> found = accuracy_by_article([(3, 3), (0, 3), (3, 3), (2, 3)])
    >>> print(f"{found.fraction:.2f} ({found.low:.2f}–{found.high:.2f})")
    0.67 (0.25–0.92)
    """
    right, compared = np.array([one for one in counts if one[1]] or [(0, 0)], dtype=np.int64).T
    n_right, n_sentences, n_articles = int(right.sum()), int(compared.sum()), len(right)
    if not n_sentences:
        return None
    fraction = n_right / n_sentences
    binomial, n = fraction * (1 - fraction), float(n_articles)
    if n_articles > 1 and binomial:
        residuals = right - fraction * compared  # of the ratio, linearised
        variance = (residuals**2).sum() / n_sentences**2 * n_articles / (n_articles - 1)
        n = min(n_sentences, binomial / variance) if variance else n_sentences
    squared = _DEVIATIONS**2  # scipy's interval takes whole counts, and n is none
    middle, scale = fraction + squared / (2 * n), 1 + squared / n
    reach = _DEVIATIONS * math.sqrt(binomial / n + squared / (4 * n**2))
    return Accuracy(
        n_right=n_right,
        n_sentences=n_sentences,
        low=max(0.0, (middle - reach) / scale),
        high=min(1.0, (middle + reach) / scale),
    )
