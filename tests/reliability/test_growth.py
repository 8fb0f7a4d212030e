"""The work for a text grows in proportion to its length, whatever the text."""

from math import log

import pytest

from counting import n_calls
from reliability.shapes import SHAPES
from reliability.stub import make_predictor
from stance.prediction.visible import Visible
from stance.text.sentences import split_sentences

pytestmark = pytest.mark.filterwarnings("ignore::stance.errors.LanguageWarning")
_STEEPEST = 1.15
_FEW, _MANY = 3000, 12_000

#: Shapes of which everybody is new: the work for each grows until a reader's mind is full, and
#: from the first of these lengths on no more.
LATE = {"many roles": (48_000, 96_000), "many bodies": (12_000, 24_000), "quotes": (12_000, 24_000)}


def exponent(function, make, *, lengths=(_FEW, _MANY)):
    """Give by which power of the length the calls grow, of Python and of C."""
    few, many = map(make, lengths)
    function(many)  # what is made once, and kept, is made now
    return log(n_calls(function, many) / n_calls(function, few)) / log(len(many) / len(few))


@pytest.mark.parametrize("shape", SHAPES)
def test_splitting_is_linear(shape):
    assert exponent(split_sentences, SHAPES[shape]) <= _STEEPEST


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_what_is_visible_is_linear(shape):
    assert exponent(Visible.of, SHAPES[shape]) <= _STEEPEST


@pytest.mark.parametrize("shape", SHAPES)
def test_predicting_is_linear(shape):
    lengths = LATE.get(shape, (_FEW, _MANY))

    assert exponent(make_predictor().predict, SHAPES[shape], lengths=lengths) <= _STEEPEST
