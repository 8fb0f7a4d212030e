"""Which articles people should look at first."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from random import Random

from stance.article import Article
from stance.parts import Sentence


class Order(StrEnum):
    """What puts an article before another."""

    #: The labels that its sentences have are the least probable.
    UNCERTAINTY = "uncertainty"
    #: The labelling functions contradict each other the most.
    DISAGREEMENT = "disagreement"
    #: Nothing: a fair sample of the corpus.
    RANDOM = "random"


def order_articles(articles: Sequence[Article], *, order: Order, seed: int) -> list[Article]:
    """Put the articles that teach most first.

    The score of an article is the mean over its sentences, so that length does not matter; those
    without sentences come last. The seed is of the random order, and of ties in the others. It is
    a ValueError if no sentence has what the order looks at, or no two functions disagree.
    """
    shuffled = sorted(articles, key=lambda article: article.id)
    Random(seed).shuffle(shuffled)
    if order is Order.RANDOM:
        return shuffled
    score = _uncertainty if order is Order.UNCERTAINTY else _disagreement
    scores = {
        article.id: [found for one in article.sentences if (found := score(one)) is not None]
        for article in articles
    }
    if not any(scores.values()):
        what = "probabilities" if order is Order.UNCERTAINTY else "votes of labelling functions"
        raise ValueError(
            f"no sentence has {what}, so that nothing can be ordered by {order.value}; "
            "label the articles with stance first, or choose --sample random"
        )
    if order is Order.DISAGREEMENT and not any(map(sum, scores.values())):
        raise ValueError(
            "no two labelling functions contradict each other, so that nothing can be ordered by "
            "disagreement; choose --sample uncertainty"
        )
    return sorted(
        shuffled,
        key=lambda article: (
            -sum(scores[article.id]) / max(len(article.sentences), 1),
            not article.sentences,
        ),
    )


def _uncertainty(sentence: Sentence) -> float | None:
    """Give how improbable the label is, in [0, 1]; None if nobody knows."""
    return 1 - sentence.confidence if sentence.probabilities else None


def _disagreement(sentence: Sentence) -> float | None:
    """Give the share of votes against the label with the most, in [0, 1]; None without votes."""
    if not sentence.votes:
        return None
    (_, most), *_ = Counter(sentence.votes.values()).most_common(1)
    return 1 - most / len(sentence.votes)
