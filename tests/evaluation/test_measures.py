"""The scores are those of the libraries, and of a count by hand."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator
from sklearn.metrics import (
    accuracy_score,
    brier_score_loss,
    f1_score,
    matthews_corrcoef,
    precision_score,
    recall_score,
)

from stance.evaluation.measures import measure_all
from stance.evaluation.pairing import pair_articles
from stance.evaluation.tallies import tally
from stance.labels import LABELS
from stance.parts import Span

LETTERS = st.lists(st.tuples(st.sampled_from("oef"), st.sampled_from("oef")), min_size=2)
SPANS = ((0, 5), (6, 10), (3, 8), None)


def measured(gold, predicted):
    tallies = tally(pair_articles(gold, predicted))
    once = np.ones((1, len(gold)), dtype=int)
    return {name: float(value[0]) for name, value in measure_all(tallies, once).items()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it holds no state
@given(LETTERS)
def test_label_scores_are_those_of_scikit_learn(make_article, letters):
    gold, predicted = ("".join(side) for side in zip(*letters, strict=True))

    found = measured([make_article(gold)], [make_article(predicted)])

    sides = list(gold), list(predicted)
    assert found["accuracy"] == pytest.approx(accuracy_score(*sides))
    assert found["macro_f1"] == pytest.approx(f1_score(*sides, average="macro", zero_division=0))
    if len({*gold, *predicted}) > 1:
        assert found["mcc"] == pytest.approx(matthews_corrcoef(*sides))
    for letter, label in zip("oef", LABELS, strict=True):
        if letter in gold:
            of_one = {"labels": [letter], "average": None, "zero_division": 0}
            f1 = f1_score(*sides, **of_one)[0]
            assert found[f"f1.{label}"] == pytest.approx(f1)
            assert found[f"recall.{label}"] == pytest.approx(recall_score(*sides, **of_one)[0])
            precision = precision_score(*sides, **of_one)[0]
            assert found[f"precision.{label}"] == pytest.approx(precision)


def test_span_scores_are_those_of_nervaluate(make_article):
    dice = random.Random(4)
    gold, predicted = ([random_article(make_article, dice) for _ in range(20)] for _ in range(2))

    found = measured(gold, predicted)

    for kind in ("source", "cue"):
        sides = [
            [entities(sentence, kind) for article in side for sentence in article.sentences]
            for side in (gold, predicted)
        ]
        counted = Evaluator(*sides, tags=[kind], loader="dict").evaluate()["overall"]
        assert found[f"{kind}_exact_f1"] == pytest.approx(counted["exact"].f1)
        assert found[f"{kind}_overlap_f1"] == pytest.approx(counted["ent_type"].f1)


def entities(sentence, kind):
    span = getattr(sentence, kind)
    # nervaluate's ends are the last character, not the one after it
    return [{"label": kind, "start": span.start, "end": span.end - 1}] if span else []


def random_article(make_article, dice):
    return make_article(
        "".join(dice.choices("oef", k=12)),
        speakers="".join(dice.choices("abc-", k=12)),
        names={"a": "Ann", "b": dice.choice(("Bo", "Bob"))},
        sources=dice.choices(SPANS, k=12),
        cues=dice.choices(SPANS, k=12),
        confidences=[dice.random() for _ in range(12)],
    )


def test_matthews_by_hand(make_article):
    """Three right of four; gold 2, 1, 1 and predicted 1, 2, 1 sentences of the labels."""
    found = measured([make_article("ooef")], [make_article("oeef")])

    # (3·4 − (2·1 + 1·2 + 1·1)) / √((16 − 6)(16 − 6))
    assert found["mcc"] == pytest.approx(7 / 10)


def test_the_brier_score_by_hand(make_article):
    found = measured([make_article("of")], [make_article("oo", confidences=[0.8, 0.6])])

    first = 0.2**2 + 2 * 0.1**2
    second = 0.6**2 + 0.2**2 + 0.8**2
    assert found["brier"] == pytest.approx((first + second) / 2)
    chances = [[0.8, 0.1, 0.1], [0.6, 0.2, 0.2]]
    library = brier_score_loss([0, 2], chances, labels=[0, 1, 2], scale_by_half=False)
    assert found["brier"] == pytest.approx(library)


def test_carried_on_expert_speech_has_neither_source_nor_cue(make_article):
    spans = {"sources": [(0, 5), None, None, None], "cues": [(6, 10), (6, 10), None, None]}

    found = measured([make_article("eeee", speakers="aaaa", **spans)], [make_article("ffef")])

    assert found["carried_expert_recall"] == 0.5  # the third is found, the fourth is not


def test_speakers_of_the_third_kind_should_be_labelled_fact(make_article):
    gold = make_article("fffo", speakers="aa-b")

    found = measured([gold], [make_article("ofoo")])

    assert found["other_as_fact"] == 0.5  # the outlet's own sentence and the official's are no part


def test_what_gold_does_not_have_is_not_a_number(make_article):
    found = measured([make_article("of")], [make_article("ee")])

    absent = {name for name, value in found.items() if np.isnan(value)}
    assert absent == {name for name in found if name.endswith("expert_analysis")} | {
        *("attributed_f1", "speaker_accuracy", "speaker_kind_accuracy", "speaker_name_accuracy"),
        *("speaker_b3_f1", "carried_expert_recall", "other_as_fact"),
        *(
            f"{kind}_{way}_f1"
            for kind in ("source", "cue")
            for way in ("exact", "overlap", "words")
        ),
    }


def test_spans_touch_only_if_they_share_a_character(make_article):
    gold = make_article("o", speakers="a", sources=[Span(0, 5)])

    found = measured([gold], [make_article("o", speakers="a", sources=[Span(5, 10)])])

    assert found["source_overlap_f1"] == 0


@pytest.fixture
def spans(make_article):
    # Words of a sentence: alpha 0–5, beta 6–10, gamma 11–16.
    gold = make_article("ffff", sources=[(0, 5), (0, 10), (6, 10), None])
    predicted = make_article("ffff", sources=[(0, 5), (6, 16), None, (0, 5)])
    return measured([gold], [predicted])


def test_a_span_is_exact_with_the_same_ends_and_overlaps_with_a_shared_character(spans):
    assert spans["source_exact_f1"] == pytest.approx(1 / 3)
    assert spans["source_overlap_f1"] == pytest.approx(2 / 3)


def test_words_of_spans_are_counted_one_by_one(spans):
    # right: alpha of the first, beta of the second; gold 1 + 2 + 1, predicted 1 + 2 + 1
    assert spans["source_words_f1"] == pytest.approx(2 / 4)


def test_a_span_that_cuts_a_word_has_that_word(make_article):
    gold, predicted = make_article("f", cues=[(6, 10)]), make_article("f", cues=[(8, 9)])

    assert measured([gold], [predicted])["cue_words_f1"] == 1


def test_attributed_agreement_does_not_look_at_who_speaks(make_article):
    gold, predicted = make_article("oof", speakers="aa-"), make_article("oof", speakers="x-y")

    assert measured([gold], [predicted])["attributed_f1"] == pytest.approx(0.5)


def test_calibration_error_weighs_each_gap_by_its_sentences(make_article):
    predicted = make_article("oooo", confidences=[0.9, 0.9, 0.9, 0.5])

    found = measured([make_article("oofo")], [predicted])

    # three at 0.9 with two right: gap 0.9 - 2/3; one at 0.5 and right: gap 0.5
    assert found["ece"] == pytest.approx((3 * (0.9 - 2 / 3) + 0.5) / 4)


def test_a_label_without_probabilities_counts_as_wholly_sure(make_article):
    found = measured([make_article("of")], [make_article("oo")])

    assert found["brier"] == pytest.approx(1.0)
    assert found["ece"] == pytest.approx(0.5)


def of_coverage(pairs, draws):
    found = measure_all(tally(pairs), np.array(draws), names=("accuracy_at_80", "coverage_area"))
    return {name: list(values) for name, values in found.items()}


def pairs_of(make_article, gold, predicted, confidences):
    return pair_articles([make_article(gold)], [make_article(predicted, confidences=confidences)])


def test_accuracy_on_the_surest_by_hand(make_article):
    """The two least sure of five are wrong: 0.6 and 0.5."""
    pairs = pairs_of(make_article, "ooooo", "eoooe", [0.5, 0.9, 0.8, 0.7, 0.6])

    found = of_coverage(pairs, [[1]])

    assert found["accuracy_at_80"] == pytest.approx([3 / 4])
    assert found["coverage_area"] == pytest.approx([(1 + 1 + 1 + 3 / 4 + 3 / 5) / 5])


def test_the_surest_sentences_are_rounded_up_to_whole_ones(make_article):
    pairs = pairs_of(make_article, "ooo", "ooe", [0.9, 0.8, 0.7])  # 80 % of three is 2.4

    assert of_coverage(pairs, [[1]])["accuracy_at_80"] == pytest.approx([2 / 3])


def test_an_article_drawn_twice_counts_twice(make_article):
    right = pairs_of(make_article, "oooo", "oooo", [0.9] * 4)
    wrong = pairs_of(make_article, "oo", "ee", [0.5] * 2)

    found = of_coverage([*right, *wrong], [[1, 1], [1, 3], [0, 2]])

    assert found["accuracy_at_80"] == pytest.approx([4 / 5, 4 / 8, 0])


def test_an_empty_resample_has_no_accuracy(make_article):
    pairs = [*pair_articles([make_article("")], [make_article("")])]
    pairs += pairs_of(make_article, "o", "o", [0.9])

    found = of_coverage(pairs, [[2, 0], [1, 1]])

    assert np.isnan(found["accuracy_at_80"][0])
    assert found["accuracy_at_80"][1] == 1
