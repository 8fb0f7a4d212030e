import numpy as np
import pytest

from stance.parts import Span
from stance.prediction.mention_vectors import MentionVector, TokenMentions

OBI = MentionVector((2.0, 0.0), newness=1.0)
TARN = MentionVector((0.0, 2.0), newness=1.0)


def test_a_mention_is_the_mean_of_its_tokens():
    vectors = np.array([[1.0, 3.0, -1.0], [3.0, 5.0, 0.0]], dtype=np.float32)
    tokens = TokenMentions(vectors=vectors, offsets=np.array([[0, 3], [4, 9]]))

    assert tokens.of(Span(0, 9)) == MentionVector((2.0, 4.0), newness=-0.5)


def test_the_most_alike_of_earlier_mentions_counts_against_somebody_new():
    assert OBI.odds_of([TARN, OBI]) == pytest.approx(4.0 - 1.0)
    assert OBI.odds_of([TARN]) == pytest.approx(-1.0)


def test_without_earlier_mentions_there_are_no_odds():
    assert OBI.odds_of([]) is None


def test_only_tokens_of_the_words_count():
    offsets = np.array([[0, 3], [4, 9], [9, 9], [10, 14]])
    tokens = TokenMentions(vectors=np.arange(8, dtype=np.float32).reshape(4, 2), offsets=offsets)

    assert tokens.of(Span(4, 9)) == MentionVector((2.0,), newness=3.0)


@pytest.mark.parametrize(
    ("words", "width"), [(Span(3, 4), 2), (Span(4, 9), 0)], ids=["no token", "no network"]
)
def test_there_may_be_nothing_to_say(words, width):
    vectors, offsets = np.zeros((2, width), dtype=np.float32), np.array([[0, 3], [4, 9]])

    assert TokenMentions(vectors=vectors, offsets=offsets).of(words) is None
