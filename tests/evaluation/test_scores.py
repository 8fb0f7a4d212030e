"""All scores of an evaluation set, and their flat names."""

import math
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from counting import growth
from stance.evaluation.scores import score
from stance.labels import Label

LETTERS = st.lists(st.tuples(st.sampled_from("oef"), st.sampled_from("oef")), min_size=1)


def test_a_perfect_prediction_scores_one_throughout(make_article):
    article = make_article("oeff", speakers="ab--", sources=[(0, 5), (0, 5), None, None])

    found = score([article], [article])

    errors = {"ece": 0, "brier": 0}
    values = {name: one.value for name, one in found.estimates.items()}
    assert values == {name: errors.get(name, 1) for name in values}
    assert {"attributed_f1", "speaker_accuracy", "source_exact_f1", *errors} <= set(values)


def test_labels_are_scored_one_by_one(make_article):
    found = score([make_article("ooef")], [make_article("oeef")])

    expert = found.labels[Label.EXPERT_ANALYSIS]
    assert (expert.precision, expert.recall, expert.n_gold) == (0.5, 1.0, 1)
    assert found.labels[Label.OFFICIAL_STATEMENT].f1 == pytest.approx(2 / 3)


def test_confusion_is_read_gold_first(make_article):
    found = score([make_article("ooef")], [make_article("oeef")])

    assert found.confusion[Label.OFFICIAL_STATEMENT][Label.EXPERT_ANALYSIS] == 1
    assert found.confusion[Label.EXPERT_ANALYSIS][Label.OFFICIAL_STATEMENT] == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it holds no state
@given(LETTERS)
def test_macro_f1_is_that_of_scikit_learn(make_article, letters):
    gold, predicted = ("".join(side) for side in zip(*letters, strict=True))

    found = score([make_article(gold)], [make_article(predicted)])

    expected = f1_score(list(gold), list(predicted), average="macro", zero_division=0.0)
    assert found.macro_f1 == pytest.approx(expected)
    # A single article can only be drawn again and again.
    assert found.macro_f1_interval.low == pytest.approx(expected)


def test_a_label_that_nobody_used_does_not_lower_the_mean(make_article):
    found = score([make_article("off")], [make_article("off")])

    assert found.macro_f1 == 1
    assert found.labels[Label.EXPERT_ANALYSIS].f1 == 0


def test_a_label_that_only_the_model_used_does(make_article):
    found = score([make_article("off")], [make_article("oef")])

    assert found.macro_f1 == pytest.approx((1 + 0 + 2 / 3) / 3)


def test_sentences_count_alike_whatever_their_article(make_article):
    gold = [make_article("o"), make_article("fff")]

    found = score(gold, [make_article("f"), make_article("fff")])

    assert (found.n_articles, found.n_sentences, found.accuracy) == (2, 4, 0.75)


def test_metrics_have_flat_names(make_article):
    article = make_article("oef", speakers="ab-", sources=[(0, 5)] * 3, cues=[(6, 10)] * 3)

    metrics = score([article], [article]).to_metrics("wikinews-dev")

    assert metrics["wikinews-dev.macro_f1"] == 1
    assert metrics["wikinews-dev.f1.expert_analysis"] == 1
    assert metrics["wikinews-dev.ece"] == 0
    assert metrics["wikinews-dev.speaker_accuracy"] == 1
    assert metrics["wikinews-dev.source_overlap_f1"] == 1
    assert metrics["wikinews-dev.cue_overlap_f1"] == 1


def test_metrics_leave_out_what_gold_does_not_have(make_article):
    metrics = score([make_article("off")], [make_article("oef", speakers="-x-")]).to_metrics("x")

    left_out = ("expert_analysis", "speaker", "attributed", "source", "cue")
    assert not [name for name in metrics if any(part in name for part in left_out)]


def test_metrics_are_finite(make_article):
    metrics = score([make_article("o")], [make_article("f")]).to_metrics("x")

    assert all(math.isfinite(value) for value in metrics.values())


@pytest.mark.parametrize("letters", [[], [""]], ids=["no article", "no sentence"])
def test_an_empty_corpus_is_refused(make_article, letters):
    articles = [make_article(one) for one in letters]

    with pytest.raises(ValueError, match="nothing to score"):
        score(articles, articles)


def test_an_article_without_sentences_is_no_obstacle(make_article):
    articles = [make_article("o"), make_article("")]

    assert score(articles, articles).accuracy == 1


def test_scores_are_the_same_each_time(make_article):
    gold, predicted = [make_article("oef")] * 5, [make_article("oee")] * 5

    assert score(gold, predicted) == score(gold, predicted)


def test_bins_hold_confidence_and_accuracy_of_their_sentences(make_article):
    predicted = make_article("ooo", confidences=[0.95, 0.97, 0.62])

    bins = score([make_article("oof")], [predicted]).bins

    assert [one.n_sentences for one in bins if one.n_sentences] == [1, 2]
    assert bins[-1].confidence == pytest.approx(0.96)
    assert bins[-1].accuracy == 1
    assert bins[9].accuracy == 0


def test_bins_cover_everything_in_equal_steps(make_article):
    bins = score([make_article("o")], [make_article("o")]).bins

    assert len(bins) == 15
    assert (bins[0].low, bins[-1].high) == (0, 1)
    assert all(one.high - one.low == pytest.approx(1 / 15) for one in bins)


@pytest.mark.parametrize(("confidence", "index"), [(0, 0), (0.2, 2), (0.21, 3), (1, 14)])
def test_an_edge_belongs_to_the_bin_below(make_article, confidence, index):
    found = score([make_article("o")], [make_article("o", confidences=[confidence])])

    assert found.bins[index].n_sentences == 1


def test_the_curve_goes_from_the_surest_to_all(make_article):
    predicted = make_article("eoooe", confidences=[0.5, 0.9, 0.8, 0.7, 0.6])

    curve = score([make_article("ooooo")], [predicted]).coverage

    assert [point.coverage for point in curve] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert [point.accuracy for point in curve] == pytest.approx([1, 1, 1, 3 / 4, 3 / 5])
    assert [point.confidence for point in curve] == pytest.approx([0.9, 0.8, 0.7, 0.6, 0.5])


def test_ten_times_the_articles_are_about_ten_times_the_work(make_article):
    dice = random.Random(1)
    gold, predicted = ([many(make_article, dice) for _ in range(50)] for _ in range(2))

    assert growth(score, (gold[:5], predicted[:5]), (gold, predicted)) < 15


def many(make_article, dice):
    return make_article(
        "".join(dice.choices("oef", k=30)),
        speakers="".join(dice.choices("abcdefgh-", k=30)),
        sources=[(0, 5)] * 30,
        confidences=[dice.random() for _ in range(30)],
    )
