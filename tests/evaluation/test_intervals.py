"""The macro-F1 of many matrices, and the interval it lies in."""

from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import f1_score

from stance.evaluation.intervals import macro_f1, macro_f1_interval


def random_confusions(n_articles, *, seed=0):
    return np.random.default_rng(seed).integers(0, 9, size=(n_articles, 3, 3))


@given(arrays(np.int64, (3, 3), elements=st.integers(0, 6)).filter(lambda one: one.sum() > 0))
def test_macro_f1_is_that_of_scikit_learn(confusion):
    cells = [(g, p) for g in range(3) for p in range(3) for _ in range(confusion[g, p])]
    gold, predicted = zip(*cells, strict=True)

    expected = f1_score(gold, predicted, average="macro", zero_division=0.0)

    assert macro_f1(confusion) == pytest.approx(expected)


def test_macro_f1_keeps_the_leading_axes():
    assert macro_f1(np.ones((4, 5, 3, 3), dtype=np.int64)).shape == (4, 5)


def test_macro_f1_of_nothing_is_zero():
    assert macro_f1(np.zeros((3, 3), dtype=np.int64)) == 0


def test_the_score_lies_inside_its_interval():
    confusions = random_confusions(30)

    interval = macro_f1_interval(confusions, seed=1)

    assert interval.low < macro_f1(confusions.sum(axis=0)) < interval.high


def test_the_same_seed_gives_the_same_interval():
    confusions = random_confusions(30)

    assert macro_f1_interval(confusions, seed=3) == macro_f1_interval(confusions, seed=3)


def test_one_article_gives_a_point():
    confusions = random_confusions(1)

    interval = macro_f1_interval(confusions, seed=1)

    assert interval.low == interval.high == pytest.approx(macro_f1(confusions[0]))


def test_more_articles_give_a_narrower_interval():
    few = macro_f1_interval(random_confusions(10), seed=1)
    many = macro_f1_interval(random_confusions(1000), seed=1)

    assert many.high - many.low < (few.high - few.low) / 5


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    truth = float(macro_f1(random_confusions(100_000).sum(axis=0)))

    intervals = [macro_f1_interval(random_confusions(40, seed=s), seed=s) for s in range(100)]

    assert 88 <= sum(one.low <= truth <= one.high for one in intervals) <= 100


def test_a_thousand_resamples_of_a_thousand_articles_take_less_than_a_second():
    confusions = random_confusions(1000)

    start = perf_counter()
    macro_f1_interval(confusions, seed=1)

    assert perf_counter() - start < 1


def test_no_article_is_refused():
    with pytest.raises(ValueError, match="at least one article"):
        macro_f1_interval(random_confusions(0), seed=1)
