"""The temperature, the gain and the threshold: where they are, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.evaluation.calibration import (
    FEWEST_SENTENCES,
    GAIN_BOUNDS,
    TEMPERATURE_BOUNDS,
    find_threshold,
    fit_gain,
    fit_temperature,
)
from stance.labels import Label
from stance.parts import Sentence


def fit(logits, labels):
    return fit_temperature(lambda temperature: softmax(logits / temperature), labels)


def gain_of(logits, labels):
    return fit_gain(lambda gain: softmax(logits + gain * np.array([1.0, 0.0])), labels)


def softmax(logits):
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def loss(logits, labels, *, temperature):
    return -np.log(softmax(logits / temperature)[np.arange(len(labels)), labels]).mean()


def test_two_labels_get_the_temperature_of_the_observed_odds():
    logits = np.array([[2.0, 0.0]] * 10)
    labels = np.array([0] * 8 + [1] * 2)

    temperature = fit(logits, labels)

    assert temperature == pytest.approx(2 / np.log(8 / 2), rel=0.01)


def test_overstated_logits_are_scaled_back():
    generator = np.random.default_rng(1)
    honest = generator.normal(size=(4000, 3)) * 2
    shares = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    labels = np.array([generator.choice(3, p=row) for row in shares])

    temperature = fit(3 * honest, labels)

    assert temperature == pytest.approx(3, rel=0.05)


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_no_temperature_nearby_fits_better(seed):
    generator = np.random.default_rng(seed)
    logits = generator.normal(size=(40, 3)) * 4
    labels = generator.integers(0, 3, size=40)

    temperature = fit(logits, labels)

    best = loss(logits, labels, temperature=temperature)
    for other in np.geomspace(*TEMPERATURE_BOUNDS, 50):
        assert best <= loss(logits, labels, temperature=other) + 1e-3


def test_a_model_that_is_always_right_gets_a_low_temperature():
    temperature = fit(np.eye(3) * 5, np.arange(3))

    assert TEMPERATURE_BOUNDS[0] <= temperature < 0.5


def test_a_model_that_is_always_wrong_gets_the_upper_bound():
    temperature = fit(np.eye(3) * 5, np.array([1, 2, 0]))

    assert temperature == pytest.approx(TEMPERATURE_BOUNDS[1], rel=0.02)


def test_a_label_that_is_more_frequent_than_was_learnt_gains_the_log_of_the_odds():
    generator = np.random.default_rng(1)
    logits = generator.normal(size=(4000, 2)) * 2
    shares = softmax(logits + 0.7 * np.array([1.0, 0.0]))
    labels = np.array([generator.choice(2, p=row) for row in shares])

    assert gain_of(logits, labels) == pytest.approx(0.7, abs=0.1)


@pytest.mark.parametrize("label", [0, 1])
def test_few_sentences_tell_little_of_a_gain(label):
    few = gain_of(np.zeros((2, 2)), np.array([label] * 2))
    many = gain_of(np.zeros((200, 2)), np.array([label] * 200))

    assert 0 < abs(few) < 1 < abs(many) <= GAIN_BOUNDS[1]


def test_answers_that_turn_over_at_a_temperature_are_fitted_all_the_same():
    logits, labels = np.array([[2.0, 0.0]] * 10), np.array([0] * 8 + [1] * 2)

    def answer(temperature):
        answers = softmax(logits / temperature)
        return answers if temperature < 3 else answers[:, ::-1]

    assert fit_temperature(answer, labels) == pytest.approx(2 / np.log(8 / 2), rel=0.01)


@pytest.mark.parametrize(
    ("probabilities", "labels", "message"),
    [
        (np.zeros((0, 3)), np.zeros(0, dtype=int), "no sentences"),
        (np.zeros((2, 3)), np.zeros(3, dtype=int), r"not \(2, 3\) and \(3,\)"),
        (np.zeros(3), np.zeros(3, dtype=int), r"not \(3,\) and \(3,\)"),
        (np.zeros(()), np.zeros(1, dtype=int), r"not \(\) and \(1,\)"),
        (np.array([[np.nan, 0.0]]), np.zeros(1, dtype=int), "finite"),
        (np.zeros((1, 3)), np.array([3]), "columns 0 to 2, not 3 to 3"),
        (np.zeros((1, 3)), np.array([-1]), "columns 0 to 2, not -1 to -1"),
    ],
    ids=["empty", "lengths differ", "one axis", "no axis", "not a number", "too high", "negative"],
)
def test_what_cannot_be_fitted_is_refused(probabilities, labels, message):
    with pytest.raises(ValueError, match=message):
        fit_temperature(lambda _: probabilities, labels)


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
