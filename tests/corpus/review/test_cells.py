from hypothesis import given
from hypothesis import strategies as st

from stance.corpus.review.cells import from_cell, to_cell


@given(st.text(alphabet="=+-@\t\r\n＝'ab") | st.text())
def test_every_text_comes_back(text):
    assert from_cell(to_cell(text)) == text


@given(st.text(alphabet="=+-@\t\r\n＝＋－＠'a"))
def test_no_cell_starts_as_a_formula_does(text):
    assert not to_cell(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))
