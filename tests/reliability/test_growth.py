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

#: Shapes for which the resolver does more than linear work, and the function that does it.
KNOWN = {
    "many roles": "names.are_of_one_place, of each role and each voice",
    "many bodies": "names._expanded, over the names so far",
    "quotes": "linking.voices.Voice.can_be, of each speaker and each voice",
}


def exponent(function, make):
    """Give by which power of the length the calls grow, of Python and of C."""
    few, many = make(_FEW), make(_MANY)
    function(many)  # what is made once, and kept, is made now
    return log(n_calls(function, many) / n_calls(function, few)) / log(len(many) / len(few))


@pytest.mark.parametrize("shape", SHAPES)
def test_splitting_is_linear(shape):
    assert exponent(split_sentences, SHAPES[shape]) <= _STEEPEST


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_what_is_visible_is_linear(shape):
    assert exponent(Visible.of, SHAPES[shape]) <= _STEEPEST


@pytest.mark.parametrize("shape", SHAPES)
def test_predicting_is_linear(shape, request):
    if shape in KNOWN:
        request.applymarker(pytest.mark.xfail(reason=KNOWN[shape], strict=True))

    assert exponent(make_predictor().predict, SHAPES[shape]) <= _STEEPEST
