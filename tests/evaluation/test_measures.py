"""The fast scores are those of the libraries, and of a count by hand."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
from stance.evaluation.scores import score
from stance.evaluation.tallies import tally
from stance.labels import LABELS
from stance.parts import Span

LETTERS = st.lists(st.tuples(st.sampled_from("oef"), st.sampled_from("oef")), min_size=2)
SPANS = ((0, 5), (6, 10), (3, 8), None)


def measured(gold, predicted):
    tallies = tally(pair_articles(gold, predicted))
    sums = tallies.by_article().sum(axis=0, keepdims=True)
    return {name: float(value[0]) for name, value in measure_all(tallies, sums).items()}


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


def test_all_fast_scores_are_the_slow_ones(make_article):
    dice = random.Random(4)
    gold, predicted = ([random_article(make_article, dice) for _ in range(20)] for _ in range(2))

    fast, slow = measured(gold, predicted), score(gold, predicted)

    expected = {
        "accuracy": slow.accuracy,
        "macro_f1": slow.macro_f1,
        "mcc": slow.mcc,
        "ece": slow.ece,
        "brier": slow.brier,
        "attributed_f1": slow.attributed.f1,
        "speaker_accuracy": slow.speakers.accuracy,
        "speaker_kind_accuracy": slow.speakers.kind_accuracy,
        "speaker_name_accuracy": slow.speakers.name_accuracy,
        "speaker_b3_f1": slow.speakers.grouping.f1,
        "source_exact_f1": slow.source.exact.f1,
        "source_overlap_f1": slow.source.overlap.f1,
        "source_words_f1": slow.source.words.f1,
        "cue_exact_f1": slow.cue.exact.f1,
        "cue_overlap_f1": slow.cue.overlap.f1,
        "cue_words_f1": slow.cue.words.f1,
    }
    assert {name: fast[name] for name in expected} == pytest.approx(expected)


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
