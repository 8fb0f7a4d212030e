from hypothesis import given
from hypothesis import strategies as st

from stance.printing import printable


@given(st.text(st.characters(exclude_categories=())))
def test_a_printable_text_keeps_every_offset_and_has_no_escape(text):
    result = printable(text)

    assert len(result) == len(text)
    assert "\x1b" not in result
