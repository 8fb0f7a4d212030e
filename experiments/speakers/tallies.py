"""How well speakers and labels of an article were found, as sums that can be drawn anew."""

import re
from collections import Counter
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from stance.article import Article
from stance.evaluation.matching import match_speakers
from stance.evaluation.pairing import ArticlePair
from stance.labels import LABELS
from stance.parts import Sentence
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import fold

#: One row for each article, of sums over its sentences.
Tallies: TypeAlias = npt.NDArray[np.float64]
MEASURES = ("accuracy", "macro-F1", "right speaker", "B³", "exact name", "role")
#: Token F1 from which on a role is the right one.
SAME_ROLE = 0.5


def sums_of(pair: ArticlePair) -> list[float]:
    """Give an article's row: labels, then B³, then what is counted over gold speech."""
    both = pair.sentences
    labels = [(true.label, said.label) for true, said in both]
    of_labels = [
        n
        for label in LABELS
        for n in (
            labels.count((label, label)),
            sum(true is label for true, _ in labels),
            sum(said is label for _, said in labels),
        )
    ]
    shared = Counter((true.speaker, said.speaker) for true, said in both)
    n_gold = Counter(true.speaker for true, _ in both)
    n_said = Counter(said.speaker for _, said in both)
    met = [(true, said, n) for (true, said), n in shared.items() if true and said]
    spoken = [(true, said) for true, said in both if true.speaker]
    told = [(true, said) for true, said in spoken if named(pair.gold, true).role]
    return [
        *of_labels,
        sum(n * n / n_said[said] for _, said, n in met),
        sum(n * n / n_gold[true] for true, _, n in met),
        sum(n for said, n in n_said.items() if said),
        len(spoken),
        sum(match.is_right for match in match_speakers(pair) if match),
        sum(is_exact(named(pair.gold, true), named(pair.predicted, said)) for true, said in spoken),
        len(told),
        sum(has_role(named(pair.gold, true), named(pair.predicted, said)) for true, said in told),
    ]


def measures(tallies: Tallies, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give the measures, in percent, for each draw of articles."""
    sums = (weights @ tallies).T
    right, true, said = sums[: 3 * len(LABELS)].reshape(len(LABELS), 3, -1).transpose(1, 0, 2)
    precise, recalled, n_said, n_spoken, n_right, n_exact, n_told, n_roles = sums[3 * len(LABELS) :]
    precision, recall = precise / n_said, recalled / n_spoken
    n_either = np.where(true + said, true + said, np.nan)  # a draw may lack a label
    of_each = [
        right.sum(axis=0) / true.sum(axis=0),
        np.nanmean(2 * right / n_either, axis=0),
        n_right / n_spoken,
        2 * precision * recall / (precision + recall),
        n_exact / n_spoken,
        n_roles / n_told,
    ]
    return 100 * np.array(of_each)


def named(article: Article, sentence: Sentence) -> Any:
    """Give the speaker of a sentence; None for the outlet's."""
    return article.speaker_of(sentence)


def is_exact(gold: Any, said: Any) -> bool:
    """Whether names are equal but for case, articles, titles and what is in brackets."""
    return said is not None and bare(gold.name) == bare(said.name)


def bare(name: str) -> list[str]:
    plain = {"the", "a", "an", *lexicon().titles}
    outside = name.partition("(")[0] or name
    return [key for key in map(fold, outside.split()) if key not in plain]


def has_role(gold: Any, said: Any) -> bool:
    return said is not None and bool(said.role) and word_f1(gold.role, said.role) >= SAME_ROLE


def word_f1(one: str, other: str) -> float:
    """Compare two strings as bags of words."""
    left, right = (Counter(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return 2 * (left & right).total() / (left.total() + right.total())
