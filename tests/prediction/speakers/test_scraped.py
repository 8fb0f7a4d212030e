"""Speakers of text that lost spaces on its way from a web page."""

from stance.parts import Span
from stance.prediction.speakers.words import words_in


def test_a_name_does_not_reach_back_over_a_lost_space(speakers_of):
    names = speakers_of(
        ("fact", "They left after the polls.Officer Ada Obi went too."),
        ("official", "It was late, [Obi] said."),
    )

    assert names[1] == "Ada Obi"


def test_a_word_ends_where_a_space_was_lost():
    text = "after the polls.The U.S. firm example.com, al-Sisi's"

    words = [word.text for word in words_in(text, Span(0, len(text)))]

    assert words == [
        *["after", "the", "polls", "The", "U.S", "firm", "example.com", ",", "al-Sisi's"]
    ]


def test_a_hyphen_between_spaces_is_a_dash(speakers_of):
    names = speakers_of(
        ("fact", "As Lakeside prepares for the Harbour Cup - Ada Obi did not mind - it rained."),
        ("fact", "[Obi] laughed, and said so -- twice."),
    )

    assert names[1] == "Ada Obi"
