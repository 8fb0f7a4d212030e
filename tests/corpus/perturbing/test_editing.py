from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import making
from making import FACT, OFFICIAL
from stance.corpus.perturbing.editing import Edit, edit, exchange_characters
from stance.parts import Span


def make_rain():
    return making.make_article(
        ("The minister said it rained.", OFFICIAL, "The minister", "said"),
        ("Rain fell.", FACT),
        ("Dust fell.", FACT),
    )


@st.composite
def edits(draw, *, n_characters):
    """Edits that do not overlap; words and space between them may go whole or in part."""
    bounds = draw(st.lists(st.integers(0, n_characters), max_size=8, unique=True).map(sorted))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return [Edit(start=start, end=end, text=draw(st.text(max_size=4))) for start, end in pairs]


@given(st.data())
def test_what_no_edit_touches_is_the_same_words(data):
    rain = make_rain()
    changes = data.draw(edits(n_characters=len(rain.text)))

    changed = edit(rain, changes)

    untouched = [
        rain.text_of(one)
        for one in rain.sentences
        if not any(other.start < one.end and one.start < other.end for other in changes)
    ]
    assert set(untouched) <= {changed.text_of(one) for one in changed.sentences}


@given(st.data())
def test_every_span_stays_in_its_sentence(data):
    rain = make_rain()

    changed = edit(rain, data.draw(edits(n_characters=len(rain.text))))

    spans = [(one, span) for one in changed.sentences for span in (one.source, one.cue) if span]
    assert all(one.start <= span.start < span.end <= one.end for one, span in spans)


def test_a_span_moves_with_its_words():
    changed = edit(make_rain(), [Edit(start=0, end=3, text="Yesterday the")])

    first = changed.sentences[0]
    assert changed.text_of(first.source) == "Yesterday the minister"
    assert changed.text_of(first.cue) == "said"


def test_words_put_in_before_a_sentence_are_not_part_of_it():
    changed = edit(make_rain(), [Edit(start=29, end=29, text="Oslo – ")])

    assert changed.text_of(changed.sentences[1]) == "Rain fell."


def test_a_span_keeps_what_is_left_of_it():
    changed = edit(make_rain(), [Edit(start=4, end=18, text="")])

    assert changed.text_of(changed.sentences[0].source) == "The "


def test_a_sentence_of_which_nothing_is_left_goes_with_its_speaker():
    changed = edit(make_rain(), [Edit(start=0, end=29, text="")])

    assert [changed.text_of(one) for one in changed.sentences] == ["Rain fell.", "Dust fell."]
    assert changed.speakers == ()


def test_an_edit_can_bring_a_sentence_of_the_outlet():
    brought = Edit(start=29, end=29, text="Advertisement\n", sentences=(Span(0, 13),))

    changed = edit(make_rain(), [brought])

    assert changed.text_of(changed.sentences[1]) == "Advertisement"
    assert changed.sentences[1].label is FACT


def test_a_digest_does_not_vouch_for_a_text_that_changed():
    rain = replace(make_rain(), metadata={"sha256": "0" * 64, "title": "Rain"})

    changed = edit(rain, [Edit(start=0, end=3, text="A")])

    assert changed.metadata == {"title": "Rain"}
    assert exchange_characters(rain, {0: "t"}).metadata == {"title": "Rain"}


def test_characters_are_exchanged_one_for_one():
    with pytest.raises(ValueError, match="'aa' at 0 is not one character"):
        exchange_characters(make_rain(), {0: "aa"})


def test_no_edits_give_the_same_article():
    rain = make_rain()

    assert edit(rain, []) is rain


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        edit(make_rain(), [Edit(start=0, end=5, text=""), Edit(start=4, end=8, text="")])


def test_an_edit_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="leaves the text, which has 50 characters"):
        edit(make_rain(), [Edit(start=45, end=55, text="")])
