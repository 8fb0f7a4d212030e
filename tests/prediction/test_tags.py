import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.parts import Span
from stance.prediction.tags import Tag, best_run, decode_span

GAINS = st.lists(st.integers(-8, 8).map(float), max_size=12)
TEXT = "The minister's aide said so."
#: Word pieces of TEXT, "minister" and "said" cut in two.
OFFSETS = [
    *([0, 3], [4, 7], [7, 12], [12, 13], [13, 14], [15, 19], [20, 22], [22, 24], [25, 27]),
    [27, 28],
]


def logits_of(*, source=(), cue=()):
    """Logits that are sure of the given tokens."""
    logits = np.zeros((len(OFFSETS), len(Tag)), dtype=np.float32)
    logits[:, Tag.OUTSIDE] = 4.0
    logits[list(source), Tag.SOURCE] = 8.0
    logits[list(cue), Tag.CUE] = 8.0
    return logits


def decode(logits, tag, *, offsets=OFFSETS, text=TEXT):
    span = decode_span(logits, tag=tag, offsets=np.array(offsets), text=text)
    return None if span is None else text[span.start : span.end]


@given(GAINS)
def test_no_run_gains_more_than_the_best(gains):
    runs = [(i, j) for i in range(len(gains)) for j in range(i + 1, len(gains) + 1)]
    greatest = max((sum(gains[i:j]) for i, j in runs), default=0.0)

    found = best_run(np.array(gains))

    assert (0.0 if found is None else sum(gains[slice(*found)])) == max(greatest, 0.0)


@given(GAINS)
def test_the_best_run_is_never_empty(gains):
    found = best_run(np.array(gains))

    assert found is None or found[0] < found[1]


def test_nothing_to_gain_is_no_run():
    assert best_run(np.array([0.0, -1.0, 0.0])) is None


def test_no_tokens_are_no_run():
    assert best_run(np.array([])) is None


def test_the_words_of_a_tag_are_found():
    assert decode(logits_of(source=range(6)), Tag.SOURCE) == "The minister's aide"


def test_each_tag_has_its_own_words():
    assert decode(logits_of(source=range(6), cue=[6, 7]), Tag.CUE) == "said"


def test_no_token_of_a_tag_is_no_span():
    assert decode(logits_of(source=[1]), Tag.CUE) is None


@pytest.mark.parametrize("piece", [1, 2])
def test_a_span_grows_to_the_whole_word(piece):
    assert decode(logits_of(source=[piece]), Tag.SOURCE) == "minister"


def test_a_weak_token_inside_a_name_is_bridged():
    logits = logits_of(source=[0, 1, 2, 4, 5])
    logits[3] = [1.0, 0.0, 0.0]

    assert decode(logits, Tag.SOURCE) == "The minister's aide"


def test_a_stray_token_far_away_is_not_joined():
    assert decode(logits_of(source=[0, 1, 2, 8]), Tag.SOURCE) == "The minister"


def test_a_span_never_leaves_its_sentence():
    text = "yesterdaysaid so"
    logits = np.array([[0.0, 9.0, 0.0], [9.0, 0.0, 0.0]], dtype=np.float32)
    offsets = np.array([[9, 13], [14, 16]])

    span = decode_span(logits, tag=Tag.SOURCE, offsets=offsets, text=text)

    assert span == Span(9, 13)
    assert [type(end) for end in span] == [int, int]  # numpy's integers are no JSON


def test_a_span_begins_and_ends_on_no_space():
    text = "so said the man today"
    logits = np.array([[9.0, 0.0, 0.0], [0.0, 9.0, 0.0], [9.0, 0.0, 0.0]], dtype=np.float32)
    offsets = [Span(0, 7), Span(7, 16), Span(16, 21)]

    assert decode(logits, Tag.SOURCE, offsets=offsets, text=text) == "the man"


def test_tokens_that_stand_for_no_character_are_no_span():
    text = "so"
    logits = np.array([[0.0, 9.0, 0.0], [9.0, 0.0, 0.0]], dtype=np.float32)

    assert decode(logits, Tag.SOURCE, offsets=[Span(0, 0), Span(0, 2)], text=text) is None


def test_a_vowel_sign_is_part_of_its_word():
    text = "किसान बोले"
    logits = np.array([[0.0, 9.0, 0.0], [9.0, 0.0, 0.0], [9.0, 0.0, 0.0]], dtype=np.float32)
    offsets = [Span(0, 1), Span(1, 5), Span(6, 10)]

    assert decode(logits, Tag.SOURCE, offsets=offsets, text=text) == "किसान"


def test_huge_scores_are_no_overflow():
    logits = np.array([[-3e38, 3e38, 0.0], [3e38, 0.0, -3e38]], dtype=np.float32)

    assert decode(logits, Tag.SOURCE, offsets=[Span(0, 3), Span(4, 12)]) == "The"


@pytest.mark.parametrize(
    ("tagged", "words"),
    [([0], "Adebanjo-Reid"), ([2], "Adebanjo-Reid"), ([1], "Adebanjo-Reid"), ([3], "spoke")],
)
def test_a_double_name_is_one_word(tagged, words):
    text = "Adebanjo-Reid spoke -"
    offsets = [[0, 8], [8, 9], [9, 13], [14, 19], [20, 21]]
    logits = np.zeros((len(offsets), len(Tag)), dtype=np.float32)
    logits[:, Tag.OUTSIDE] = 4.0
    logits[tagged, Tag.SOURCE] = 8.0

    assert decode(logits, Tag.SOURCE, offsets=offsets, text=text) == words


@pytest.mark.parametrize(
    ("tagged", "words"), [([0], "O’Connell"), ([2], "O’Connell"), ([3], "Obi"), ([5], "s")]
)
def test_an_apostrophe_is_inside_a_name_before_a_capital_alone(tagged, words):
    text = "O’Connell Obi’s said"
    offsets = [[0, 1], [1, 2], [2, 9], [10, 13], [13, 14], [14, 15], [16, 20]]
    logits = np.zeros((len(offsets), len(Tag)), dtype=np.float32)
    logits[:, Tag.OUTSIDE] = 4.0
    logits[tagged, Tag.SOURCE] = 8.0

    assert decode(logits, Tag.SOURCE, offsets=offsets, text=text) == words
