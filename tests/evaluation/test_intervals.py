"""The interval of a score: drawn by article, and wide enough."""

import random

import numpy as np
import pytest

from counting import growth
from stance.evaluation.intervals import draw_articles, estimate_all, interval_of
from stance.evaluation.pairing import pair_articles
from stance.evaluation.tallies import tally


def random_tallies(make_article, n_articles, *, seed=0, n_sentences=9):
    """Articles that a model reads well or badly as a whole: right in 9 or in 5 of 10 sentences."""
    dice = random.Random(seed)
    pairs = []
    for _ in range(n_articles):
        gold = "".join(dice.choices("oef", k=n_sentences))
        share = dice.choice((0.9, 0.5))
        read = "".join(one if dice.random() < share else dice.choice("oef") for one in gold)
        pairs += pair_articles([make_article(gold)], [make_article(read)])
    return tally(pairs)


def macro_f1(tallies, *, seed=1):
    return estimate_all(tallies, draw_articles(tallies.n_articles, seed=seed))["macro_f1"]


def test_the_score_lies_inside_its_interval(make_article):
    found = macro_f1(random_tallies(make_article, 30))

    assert found.interval.low < found.value < found.interval.high


def test_the_same_seed_gives_the_same_interval(make_article):
    tallies = random_tallies(make_article, 30)

    assert macro_f1(tallies, seed=3) == macro_f1(tallies, seed=3)


def test_every_draw_has_as_many_articles_as_there_are():
    draws = draw_articles(7, seed=1, n_resamples=50)

    assert draws.shape == (50, 7)
    assert set(draws.sum(axis=1)) == {7}


def test_one_article_gives_a_point(make_article):
    found = macro_f1(random_tallies(make_article, 1))

    assert found.interval.low == found.interval.high == pytest.approx(found.value)


def test_more_articles_give_a_narrower_interval(make_article):
    few = macro_f1(random_tallies(make_article, 10)).interval
    many = macro_f1(random_tallies(make_article, 1000)).interval

    assert many.high - many.low < (few.high - few.low) / 5


def test_the_interval_holds_the_truth_about_as_often_as_it_says(make_article):
    truth = macro_f1(random_tallies(make_article, 4000, seed=99)).value

    intervals = [
        macro_f1(random_tallies(make_article, 40, seed=seed), seed=seed).interval
        for seed in range(100)
    ]

    assert 88 <= sum(one.low <= truth <= one.high for one in intervals) <= 100


def test_sentences_of_one_article_count_as_one_draw(make_article):
    """Ten articles said ten times over are ten times as long, not ten times as many."""
    short = random_tallies(make_article, 10, n_sentences=5)
    long = short.where(np.repeat(np.arange(50), 10))

    narrow, wide = macro_f1(long).interval, macro_f1(short).interval

    assert narrow.low == pytest.approx(wide.low)
    assert narrow.high == pytest.approx(wide.high)


def test_a_hundred_times_the_sentences_are_one_step_each_in_numpy(make_article):
    few = random_tallies(make_article, 10, n_sentences=20)
    many = few.where(np.tile(np.arange(200), 100))
    draws = draw_articles(few.n_articles, seed=1)

    assert growth(estimate_all, (few, draws), (many, draws)) < 1.5


def test_resamples_with_nothing_to_measure_are_left_out():
    interval = interval_of(np.array([0.5, np.nan, 0.5]))

    assert (interval.low, interval.high) == (0.5, 0.5)


def test_nothing_to_measure_at_all_has_no_interval():
    assert interval_of(np.array([np.nan, np.nan])) is None


def test_no_article_is_refused():
    with pytest.raises(ValueError, match="at least one article"):
        draw_articles(0, seed=1)


def test_a_choice_of_measures_is_estimated_as_all_of_them_are(make_article):
    tallies, names = random_tallies(make_article, 30), ("macro_f1", "accuracy_at_80")
    draws = draw_articles(tallies.n_articles, seed=1)

    found = estimate_all(tallies, draws, names=names)

    everything = estimate_all(tallies, draws)
    assert found == {name: everything[name] for name in names}
