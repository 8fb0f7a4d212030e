import pytest

from stance.evaluation.abstention import FEWEST_SENTENCES, find_threshold
from stance.labels import Label
from stance.parts import Sentence

FACT, EXPERT = Label.REPORTED_FACT, Label.EXPERT_ANALYSIS


def make_pairs(n, *, confidence, right=True):
    said = {FACT: confidence, EXPERT: 1 - confidence}
    predicted = Sentence(start=0, end=9, label=FACT, probabilities=said)
    gold = Sentence(start=0, end=9, label=FACT if right else EXPERT)
    return [(gold, predicted)] * n


def test_the_threshold_keeps_as_many_sentences_as_are_right_often_enough():
    pairs = [
        *make_pairs(97, confidence=0.9),
        *make_pairs(3, confidence=0.8, right=False),  # 97 of 100 are right
        *make_pairs(10, confidence=0.7, right=False),
    ]

    assert find_threshold(pairs) == 0.8


def test_a_model_that_is_right_often_enough_is_never_uncertain():
    pairs = make_pairs(97, confidence=0.9) + make_pairs(3, confidence=0.6, right=False)

    assert find_threshold(pairs) == 0.0


def test_a_dip_on_the_way_down_does_not_end_the_search():
    pairs = [
        *make_pairs(40, confidence=0.99),
        *make_pairs(3, confidence=0.9, right=False),
        *make_pairs(60, confidence=0.8),
        *make_pairs(10, confidence=0.6, right=False),
    ]

    assert find_threshold(pairs) == 0.8


def test_sentences_of_one_confidence_stay_on_one_side():
    pairs = make_pairs(60, confidence=0.9) + make_pairs(60, confidence=0.9, right=False)

    assert find_threshold(pairs) is None


@pytest.mark.parametrize("n", [0, FEWEST_SENTENCES - 1])
def test_too_few_sentences_give_no_threshold(n):
    assert find_threshold(make_pairs(n, confidence=0.9)) is None


def test_no_threshold_rests_on_a_handful_of_sentences():
    right = make_pairs(FEWEST_SENTENCES - 1, confidence=0.99)
    pairs = right + make_pairs(99, confidence=0.9, right=False)

    assert find_threshold(pairs) is None


def test_the_target_can_be_another():
    pairs = make_pairs(80, confidence=0.9) + make_pairs(20, confidence=0.8, right=False)

    assert find_threshold(pairs, target_accuracy=0.8) == 0.0
