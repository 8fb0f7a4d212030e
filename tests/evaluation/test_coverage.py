"""Accuracy on the sentences that a model is most sure of."""

import numpy as np
import pytest

from stance.evaluation.coverage import coverage_curve, measure_coverage
from stance.evaluation.pairing import pair_articles
from stance.evaluation.tallies import tally


def pairs_of(make_article, gold, predicted, confidences):
    return pair_articles([make_article(gold)], [make_article(predicted, confidences=confidences)])


@pytest.fixture
def five(make_article):
    """The two least sure of five are wrong: 0.6 and 0.5."""
    return pairs_of(make_article, "ooooo", "eoooe", [0.5, 0.9, 0.8, 0.7, 0.6])


def measured(pairs, draws):
    tallies = tally(pairs)
    return {name: list(one) for name, one in measure_coverage(tallies, np.array(draws)).items()}


def test_the_curve_goes_from_the_surest_to_all(five):
    curve = coverage_curve(five[0].sentences)

    assert [point.coverage for point in curve] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert [point.accuracy for point in curve] == pytest.approx([1, 1, 1, 3 / 4, 3 / 5])
    assert [point.confidence for point in curve] == pytest.approx([0.9, 0.8, 0.7, 0.6, 0.5])


def test_accuracy_at_eighty_percent_by_hand(five):
    assert measured(five, [[1]])["accuracy_at_80"] == pytest.approx([3 / 4])


def test_the_area_is_the_mean_of_the_curve(five):
    assert measured(five, [[1]])["coverage_area"] == pytest.approx(
        [(1 + 1 + 1 + 3 / 4 + 3 / 5) / 5]
    )


def test_sentences_are_rounded_up_to_whole_ones(make_article):
    pairs = pairs_of(make_article, "ooo", "ooe", [0.9, 0.8, 0.7])  # 80 % of three is 2.4

    assert measured(pairs, [[1]])["accuracy_at_80"] == pytest.approx([2 / 3])


def test_an_article_drawn_twice_counts_twice(make_article):
    right = pairs_of(make_article, "oooo", "oooo", [0.9] * 4)
    wrong = pairs_of(make_article, "oo", "ee", [0.5] * 2)

    found = measured([*right, *wrong], [[1, 1], [1, 3], [0, 2]])

    assert found["accuracy_at_80"] == pytest.approx([4 / 5, 4 / 8, 0])


def test_an_empty_resample_has_no_accuracy(make_article):
    pairs = [*pair_articles([make_article("")], [make_article("")])]
    pairs += pairs_of(make_article, "o", "o", [0.9])

    found = measured(pairs, [[2, 0], [1, 1]])

    assert np.isnan(found["accuracy_at_80"][0])
    assert found["accuracy_at_80"][1] == 1
