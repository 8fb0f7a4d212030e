"""Calibration error and Brier score against sums done by hand."""

import pytest

from stance.evaluation.reliability import (
    N_BINS,
    brier_score,
    confidence_bins,
    expected_calibration_error,
)


def pairs(make_article, gold, predicted, confidences):
    one, other = make_article(gold), make_article(predicted, confidences=confidences)
    return list(zip(one.sentences, other.sentences, strict=True))


def test_bins_hold_confidence_and_accuracy_of_their_sentences(make_article):
    bins = confidence_bins(pairs(make_article, "oof", "ooo", [0.95, 0.97, 0.62]))

    assert [one.n_sentences for one in bins if one.n_sentences] == [1, 2]
    assert bins[-1].confidence == pytest.approx(0.96)
    assert bins[-1].accuracy == 1
    assert bins[9].accuracy == 0


def test_bins_cover_everything_in_equal_steps(make_article):
    bins = confidence_bins(pairs(make_article, "o", "o", [0.5]))

    assert len(bins) == N_BINS
    assert (bins[0].low, bins[-1].high) == (0, 1)
    assert all(one.high - one.low == pytest.approx(1 / N_BINS) for one in bins)


@pytest.mark.parametrize(("confidence", "index"), [(0, 0), (0.2, 2), (0.21, 3), (1, 14)])
def test_an_edge_belongs_to_the_bin_below(make_article, confidence, index):
    bins = confidence_bins(pairs(make_article, "o", "o", [confidence]))

    assert bins[index].n_sentences == 1


def test_calibration_error_weighs_each_gap_by_its_sentences(make_article):
    bins = confidence_bins(pairs(make_article, "oofo", "oooo", [0.9, 0.9, 0.9, 0.5]))

    # three at 0.9 with two right: gap 0.9 - 2/3; one at 0.5 and right: gap 0.5
    assert expected_calibration_error(bins) == pytest.approx((3 * (0.9 - 2 / 3) + 0.5) / 4)


def test_brier_score_sums_over_the_labels(make_article):
    found = brier_score(pairs(make_article, "of", "oo", [0.8, 0.6]))

    right = 0.2**2 + 0.1**2 + 0.1**2
    wrong = 0.6**2 + 0.2**2 + 0.8**2
    assert found == pytest.approx((right + wrong) / 2)


def test_a_label_without_probabilities_counts_as_wholly_sure(make_article):
    found = pairs(make_article, "of", "oo", None)

    assert brier_score(found) == pytest.approx(1.0)
    assert expected_calibration_error(confidence_bins(found)) == pytest.approx(0.5)
