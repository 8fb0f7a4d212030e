"""Temperature and gain are those of the answers which users see."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from stance.article import Article
from stance.labels import Label
from stance.parts import Sentence, Span
from stance.pipeline.model.finishing import calibration_of, threshold_of
from stance.prediction.scores import ScoredSentence

SPANS = [Span(0, 4), Span(5, 9), Span(10, 14), Span(15, 19)]
TEXT = "One. Two. Six. Ten."


class Model:
    """Sure of the outlet with odds of 16 to 1; resolving takes the square root of its odds."""

    def score(self, article):
        one = 1 / 18
        scores = tuple(map(math.log, (one, one, 16 * one)))
        return [ScoredSentence(span=s.span, log_probabilities=scores) for s in article.sentences]

    def resolve(self, _, scored):
        return article_of([self._answer(one) for one in scored])

    def _answer(self, scored):
        weights = np.exp(np.array(scored.log_probabilities) / 2)
        return tuple(weights / weights.sum())


def article_of(answers, labels=None):
    labels = labels or [Label.REPORTED_FACT] * len(answers)
    return Article(
        text=TEXT,
        speakers=(),
        sentences=tuple(
            Sentence(
                start=span.start,
                end=span.end,
                label=label,
                probabilities=dict(zip(Label, answer, strict=True)) if answer else {},
            )
            for span, label, answer in zip(SPANS, labels, answers, strict=False)
        ),
    )


def test_what_is_done_after_the_network_counts():
    gold = article_of(
        [None] * 4,
        labels=[Label.REPORTED_FACT] * 3 + [Label.OFFICIAL_STATEMENT],
    )

    found = calibration_of(Model(), [gold])

    # three right and one wrong: odds of 6 to 1 against each other label; the model's are 4 to 1
    score = (math.log(16) / found.temperature + found.outlet_gain) / 2
    assert score == pytest.approx(math.log(6), rel=0.02)
    assert found.outlet_gain == pytest.approx(0.0, abs=0.05)


def test_the_outlet_gains_what_it_has_more_of_than_the_network_says():
    gold = article_of([None] * 4)

    found = calibration_of(Shy(), [gold] * 20)

    assert found.outlet_gain > 0.5


class Shy(Model):
    """Finds the outlet's label where others are likelier for some sentences."""

    def score(self, article):
        sure = tuple(map(math.log, (0.05, 0.05, 0.9)))
        unsure = tuple(map(math.log, (0.6, 0.05, 0.35)))
        return [
            ScoredSentence(span=one.span, log_probabilities=sure if place % 2 else unsure)
            for place, one in enumerate(article.sentences)
        ]


def answered(n_sure, n_unsure, *, n_wrong):
    """Sentences given with 0.9, then such with 0.6, of which the last are wrong."""
    sure = [(0.05, 0.05, 0.9)] * n_sure + [(0.3, 0.1, 0.6)] * n_unsure
    gold = [Label.REPORTED_FACT] * (len(sure) - n_wrong) + [Label.OFFICIAL_STATEMENT] * n_wrong
    pairs = [
        (article_of([None] * 1, labels=[label]), article_of([answer]))
        for label, answer in zip(gold, sure, strict=True)
    ]
    return SimpleNamespace(gold=[one for one, _ in pairs], predicted=[one for _, one in pairs])


def threshold(**parts):
    data = SimpleNamespace(dev=[SimpleNamespace(name=name) for name in parts])
    return threshold_of(parts, data=data)


def test_the_threshold_holds_on_the_hardest_part_of_dev():
    easy, hard = answered(50, 50, n_wrong=1), answered(50, 50, n_wrong=25)

    assert threshold(easy=easy) == 0.0
    assert threshold(easy=easy, hard=hard) == 0.9


def test_a_part_on_which_no_threshold_holds_leaves_none():
    easy, hopeless = answered(50, 0, n_wrong=0), answered(50, 0, n_wrong=25)

    assert threshold(easy=easy, hopeless=hopeless) is None


def test_small_parts_count_together_and_none_beside_large_ones():
    small, wrong = answered(20, 0, n_wrong=0), answered(20, 0, n_wrong=20)
    large = answered(50, 0, n_wrong=0)

    assert threshold(one=small, other=small) == 0.0
    assert threshold(large=large, wrong=wrong) == 0.0
