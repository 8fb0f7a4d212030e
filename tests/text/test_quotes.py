from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.parts import Span
from stance.text.quotes import (
    find_quotes,
    places_of_two_signs,
    quotes_within,
    with_one_sign,
)

MARKS = [
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "「",
    "」",
    "``",
    "''",
    "'",
    "‘",
    "’",
    "s'",
    " ",
    "\n",
    "\n\n",
]
quoting_text = st.lists(
    st.sampled_from(MARKS) | st.text(st.characters(exclude_categories=()), max_size=8), max_size=40
).map("".join)


def quotes_of(text):
    return [text[start:end] for start, end in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('"We won," he said. "Now rest."', ["We won,", "Now rest."]),
        ("“We won. Now rest,” he said.", ["We won. Now rest,"]),
        ("‘We won,’ he said.", ["We won,"]),
        ("'We won,' he said.", ["We won,"]),
        ("« Oui, oui ! » dit-il. «Non.»", ["Oui, oui !", "Non."]),
        ("„Ja.“ Er ging. »Nein.« „Dobro.”", ["Ja.", "Nein.", "Dobro."]),
        ("``Yes,'' he said.", ["Yes,"]),
        ("''Yes,'' he said. ''No.''", ["Yes,", "No."]),
        ("''It isn't the boys' 'plan','' he said.", ["It isn't the boys' 'plan',"]),
        ("他说「好」。", ["好"]),
        (
            '"A great day!” he wrote. "No," she said. “Yes,” he said.',
            ["A great day!", "No,", "Yes,"],
        ),
        ('“A great day!" he wrote. “Yes,” he said.', ["A great day!", "Yes,"]),
        ('"He said “no” and left," she said.', ["He said “no” and left,"]),
    ],
)
def test_marks_of_every_kind_are_found(text, quotes):
    assert quotes_of(text) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "It’s the minister’s plan, and the ministers’ too.",
        "It's the minister's plan, and the ministers' too.",
        "Rock 'n' roll of the '90s and the ’80s; 'til then, O'Brien.",
        'He is 6\'2" tall and the pipe is 5" wide.',
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text):
    assert quotes_of(text) == []


def test_of_quotations_inside_each_other_the_outer_one_counts():
    text = "“He called it ‘odd’,” she said. ‘He said “no” to me,’ they said."

    assert quotes_of(text) == ["He called it ‘odd’,", "He said “no” to me,"]


@pytest.mark.parametrize("opening", ["“", ""])
def test_a_quotation_over_paragraphs_gives_a_span_for_each(opening):
    text = f"“We won.\n\n{opening}We rest.\n\n{opening}We go,” he said. He left."

    assert quotes_of(text) == ["We won.", "We rest.", "We go,"]


def test_straight_marks_repeated_at_paragraphs_continue_the_quotation():
    text = '"We won.\n\n"We rest," he said.'

    assert quotes_of(text) == ["We won.", "We rest,"]


@pytest.mark.parametrize("mark", ['"', "“", "«"])
@pytest.mark.parametrize("rest", ["", "\n\nRead on in the app"])
def test_a_quotation_that_a_cut_leaves_open_goes_on_to_the_end_of_its_paragraph(mark, rest):
    text = f"He said: {mark}We won. We ran.\n\n{mark}We rest. We wil{rest}"

    assert quotes_of(text) == ["We won. We ran.", "We rest. We wil"]


@pytest.mark.parametrize("mark", ['"', "“", "«"])
def test_a_lost_mark_does_not_hide_later_quotations(mark):
    text = f"He said {mark}no and left.\n\nThe plan is “big”, she said."

    assert quotes_of(text) == ["big"]


def test_a_lost_mark_does_not_swallow_the_article():
    text = f"He said “no and left. {'It rained. ' * 500}Then” he came."

    assert quotes_of(text) == []


@given(quoting_text)
def test_quotations_are_in_order_and_do_not_overlap(text):
    spans = find_quotes(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(quoting_text)
def test_quotations_start_and_end_on_something_that_is_not_space(text):
    assert not any(quote[0].isspace() or quote[-1].isspace() for quote in quotes_of(text))


def test_a_quotation_is_clipped_to_the_sentence():
    quotes = [Span(0, 5), Span(8, 30), Span(40, 50), Span(60, 70)]

    assert quotes_within(quotes, Span(10, 45)) == (Span(10, 30), Span(40, 45))


def test_a_quotation_that_only_touches_the_sentence_is_not_in_it():
    quotes = [Span(0, 10), Span(20, 30)]

    assert quotes_within(quotes, Span(10, 20)) == ()


@pytest.mark.parametrize("unit", ['"', "“", "'", ' "a', "“a\n", "“«‘„\"'", "``"])
def test_a_long_run_of_marks_is_read_to_its_end(unit):
    text = unit * (200_000 // len(unit)) + "\n\n He said “no”."

    assert quotes_of(text)[-1] == "no"


@given(quoting_text)
def test_only_marks_of_two_signs_are_written_anew(text):
    written = with_one_sign(text)
    inside = {place + step for place in places_of_two_signs(text) for step in (0, 1)}

    assert len(written) == len(text)
    assert "``" not in written
    assert "''" not in written
    assert all(written[at] == text[at] for at in range(len(text)) if at not in inside)
