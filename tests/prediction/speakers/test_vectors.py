"""What the network makes of the words for a speaker counts beside what the words say."""

import math

import numpy as np
import pytest

from stance.parts import Span
from stance.prediction.mention_vectors import TokenMentions
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

ALIKE, OTHER = (3.0, 0.0), (0.0, 3.0)


def speakers(*told):
    """Give the speakers of sentences, each a source with its vector."""
    text, scored = "", []
    for source, place in told:
        start = len(text)
        text += f"The lake is low, {source} said. "
        span = Span(start, len(text) - 1)
        tokens = TokenMentions(
            vectors=np.array([[*place, 0.0]], dtype=np.float32), offsets=np.array([span])
        )
        scored.append(
            ScoredSentence(
                span=span,
                log_probabilities=tuple(map(math.log, (0.9, 0.05, 0.05))),
                source=Span(start + 17, start + 17 + len(source)),
                tokens=None if place == () else tokens,
            )
        )
    return [one.speaker for one in resolve_speakers(text, scored).sentences]


@pytest.mark.parametrize(("place", "n"), [(ALIKE, 1), (OTHER, 2), ((), 2)])
@pytest.mark.parametrize(
    ("first", "second"), [("Ada Obi, the mayor,", "the Orno native"), ("The regulator", "Larkspur")]
)
def test_words_with_nothing_in_common_are_one_speaker_if_their_vectors_say_so(
    first, second, place, n
):
    assert len(set(speakers((first, ALIKE), (second, place)))) == n


@pytest.mark.parametrize("other", ["Ben Tarn, the sheriff,", "Larkspur"])
def test_nobody_has_two_names_whatever_the_vectors_say(other):
    assert len(set(speakers(("Ada Obi, the mayor,", ALIKE), (other, ALIKE)))) == 2


@pytest.mark.parametrize("other", ["the actress", "the residents", "Obi's lawyer"])
def test_nobody_is_of_another_gender_or_several_whatever_the_vectors_say(other):
    assert len(set(speakers(("Father Ivo Obi, the abbot,", ALIKE), (other, ALIKE)))) == 2
