"""Marks tell labels apart, whatever they are called."""

from hypothesis import given
from hypothesis import strategies as st

from stance.rendering.viewing import marks_of


@given(st.lists(st.text(max_size=5), max_size=12))
def test_no_two_labels_have_one_mark(names):
    marks = marks_of(names)

    assert len(set(marks)) == len(names)


def test_a_name_that_is_the_beginning_of_another_gets_its_position():
    assert marks_of(["for", "forest"]) == ["#1", "#2"]
