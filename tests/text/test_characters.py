from hypothesis import given
from hypothesis import strategies as st

from stance.text.characters import readable

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
