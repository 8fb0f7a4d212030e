from hypothesis import given
from hypothesis import strategies as st

from stance.text.characters import printable, readable

any_text = st.text(st.characters(exclude_categories=()))


@given(any_text)
def test_a_readable_text_keeps_every_offset(text):
    result = readable(text)

    assert len(result) == len(text)


@given(any_text)
def test_a_readable_text_can_be_written_as_utf8(text):
    result = readable(text)

    assert result.encode("utf-8").decode("utf-8") == result


@given(st.text())
def test_text_that_can_be_encoded_is_left_alone_but_for_nul(text):
    assert readable(text) == text.replace("\0", "\ufffd")


@given(any_text)
def test_a_printable_text_keeps_every_offset_and_has_no_escape(text):
    result = printable(text)

    assert len(result) == len(text)
    assert "\x1b" not in result
