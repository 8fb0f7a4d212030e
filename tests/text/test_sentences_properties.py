from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stance.text.sentences import split_sentences

PIECES = [
    *("PARIS, May 3 (AP) -", "By A. Reed", "U.S.", "Dr.", "a.m.", "said", "The", "1.", "Sept. 24."),
    *("“", "”", '"', "‘", "’", "'", "«", "»", "„", "(", ")", "[", "]", "•", "—", "-", ":", ";"),
    *("``", "''"),
    *(".", "?", "!", "…", "。", "؟", "।", " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n", "\x85"),
    *("\u2028", "\x1c", "\x1f", "\xa0", "\u3000", "\u200b", "\u200f", "\u202e", "\ufeff", "\0"),
    *(
        "\ud800",
        "\udfff",
        "😀",
        "👩‍👩‍👧",
        "e\u0301",
        "as follows:",
        "explains it this way: It",
        "İ",
        "ß",
    ),
]
any_text = st.text(st.characters(exclude_categories=()), max_size=80)
newsy_text = st.lists(st.sampled_from(PIECES) | any_text, max_size=40).map("".join)


@given(newsy_text)
def test_sentences_are_in_order_and_do_not_overlap(text):
    spans = split_sentences(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(newsy_text)
def test_sentences_start_and_end_on_something_that_is_not_space(text):
    spans = split_sentences(text)

    assert not any(text[start].isspace() or text[end - 1].isspace() for start, end in spans)


@given(newsy_text)
def test_sentences_cover_everything_but_space(text):
    outside = list(text)

    for start, end in reversed(split_sentences(text)):
        del outside[start:end]

    assert not "".join(outside).strip()
