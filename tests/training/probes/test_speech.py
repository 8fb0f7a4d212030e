import numpy as np
import pytest

from stance.training.probes.learning import learn_speech

WIDTH = 6


@pytest.fixture
def told():
    """States of sentences, one in three of which is spoken and lies the other way."""
    generator = np.random.default_rng(1)
    are_spoken = [number % 3 == 0 for number in range(3000)]
    direction = generator.normal(size=WIDTH)
    states = [
        (5 + generator.normal(size=WIDTH) + (direction if one else -direction)).astype(np.float32)
        for one in are_spoken
    ]
    return states, are_spoken


def odds(states, learnt):
    return (np.stack(states) @ learnt.weights + learnt.bias)[:, 0]


def test_sentences_in_which_somebody_speaks_are_told_from_others(told):
    states, are_spoken = told
    learnt = learn_speech(states[:2000], are_spoken[:2000])

    assert np.mean((odds(states[2000:], learnt) > 0) == are_spoken[2000:]) > 0.95


def test_the_odds_are_as_great_as_they_are_right(told):
    states, are_spoken = told

    chances = 1 / (1 + np.exp(-odds(states, learn_speech(states, are_spoken))))

    assert chances.mean() == pytest.approx(np.mean(are_spoken), abs=0.01)


def test_a_state_that_never_differs_says_nothing(told):
    states, are_spoken = told
    for state in states:
        state[2] = 7.0

    assert abs(learn_speech(states, are_spoken).weights[2, 0]) < 1e-6


@pytest.mark.parametrize("are_spoken", [[], [True, True], [False, False]])
def test_sentences_of_one_kind_teach_nothing(are_spoken):
    assert learn_speech([np.zeros(WIDTH, dtype=np.float32)] * len(are_spoken), are_spoken) is None
