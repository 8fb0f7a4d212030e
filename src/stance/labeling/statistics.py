"""What each labelling function does on a corpus: how often it votes, with whom, how well."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stance.article import Article
from stance.frozen import FrozenDict
from stance.labeling.accuracy import Accuracy, accuracy_by_article
from stance.labeling.disputes import Dispute, Disputes
from stance.labels import Label
from stance.parts import Sentence

#: Sentences in dispute that are kept for the report.
MAX_DISPUTES = 50


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
    """Measure labelling functions on the articles that they voted on.

    Articles are taken one by one and none is kept, however many there are.

    Args:
        articles: With the votes in their sentences, as ``stance label`` writes them.
        functions: Names of all functions, also of those that never vote.
        gold: Labelled by people; the articles of them are known by their text. A sentence is
            compared with the gold sentence at its middle, so the two may be cut differently.

    Returns:
        The statistics.

    Raises:
        ValueError: If there is gold, and none of it is among the articles.
    """
    tally = _Tally(gold)
    for article in articles:
        tally.add(article)
    if tally.gold and not tally.n_gold_found:
        raise ValueError(
            f"none of the {len(tally.gold)} gold articles is among the labelled ones; "
            "label their texts too, unchanged"
        )
    return tally.statistics(functions)


class _Tally:
    """Counts that grow with each article."""

    def __init__(self, gold: Iterable[Article]) -> None:
        self.gold = {article.text: article for article in gold}
        self.n_gold_found = self.n_articles = self.n_sentences = self.n_voted = 0
        self.n_votes: Counter[tuple[str, Label]] = Counter()
        self.n_overlaps: Counter[str] = Counter()
        self.n_conflicts: Counter[str] = Counter()
        self.right: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self.outcome: list[tuple[int, int]] = []
        self.disputes = Disputes(limit=MAX_DISPUTES)

    def add(self, article: Article) -> None:
        """Count an article's votes."""
        self.n_articles += 1
        self.n_sentences += len(article.sentences)
        for sentence in article.sentences:
            self._count(sentence.votes)
        gold = self.gold.get(article.text)
        labels = None if gold is None else [_gold_label(gold, one) for one in article.sentences]
        self.disputes.add(article, gold=labels)
        if labels is not None:
            self.n_gold_found += 1
            self._compare(article.sentences, gold=labels)

    def _count(self, votes: Mapping[str, Label]) -> None:
        self.n_voted += bool(votes)
        n_for = Counter(votes.values())
        for name, label in votes.items():
            self.n_votes[name, label] += 1
            self.n_overlaps[name] += len(votes) > 1
            self.n_conflicts[name] += n_for[label] < len(votes)

    def _compare(self, sentences: Sequence[Sentence], *, gold: Sequence[str | None]) -> None:
        pairs = [(one, label) for one, label in zip(sentences, gold, strict=True) if label]
        self.outcome.append((sum(one.label == label for one, label in pairs), len(pairs)))
        votes = [(name, vote == label) for one, label in pairs for name, vote in one.votes.items()]
        n_cast = Counter(name for name, _ in votes)
        n_right = Counter(name for name, is_right in votes if is_right)
        for name in n_cast:
            self.right[name].append((n_right[name], n_cast[name]))

    def statistics(self, functions: Sequence[str]) -> Statistics:
        """Give what was counted as fractions."""
        return Statistics(
            n_articles=self.n_articles,
            n_sentences=self.n_sentences,
            coverage=self._fraction(self.n_voted),
            functions=tuple(self._function(name) for name in functions),
            outcome=accuracy_by_article(self.outcome),
            disputes=self.disputes.worst(),
        )

    def _function(self, name: str) -> FunctionStatistics:
        n_votes = {label: n for label in Label if (n := self.n_votes[name, label])}
        return FunctionStatistics(
            name=name,
            n_votes=FrozenDict(n_votes),
            coverage=self._fraction(sum(n_votes.values())),
            overlap=self._fraction(self.n_overlaps[name]),
            conflict=self._fraction(self.n_conflicts[name]),
            accuracy=accuracy_by_article(self.right[name]) if name in self.right else None,
        )

    def _fraction(self, n: int) -> float:
        return n / self.n_sentences if self.n_sentences else 0.0


def _gold_label(gold: Article, sentence: Sentence) -> str | None:
    """Give the label of the gold sentence at the middle of a sentence, or of the next after it."""
    middle = (sentence.start + sentence.end) // 2
    found = (one.label for one in gold.sentences if middle < one.end)
    return next(found, None)
