"""Headings of sections, which carry no speech on."""

import pytest


@pytest.mark.parametrize("line", ["Stability at risk", "“Stability at risk”", "'No more'", "* * *"])
def test_the_heading_of_a_section_carries_no_speech_on(resolve, line):
    article = resolve(
        ("fact", "The lake is low, [Ines Okoro] said."),
        ("fact", line),
        ("fact", "“It will sink further.”"),
        between="\n\n",
    )

    assert [one.speaker for one in article.sentences] == ["s1", None, "s1"]


@pytest.mark.parametrize(
    "line",
    [
        "It is at risk.",
        "“It is at risk.”",
        "“It is at risk”, no more",
        "“political stability at risk”",
        "Not so —",
        "It is a matter of the rain in spring and of nothing else",
        "เขื่อนรั่ว",
    ],
)
def test_a_line_that_is_no_heading_can_carry_speech_on(resolve, line):
    article = resolve(
        ("expert", "The lake is low, [Ines Okoro] said."),
        ("expert", line),
        ("fact", "It rained."),
        between="\n\n",
    )

    assert article.sentences[1].speaker == "s1"


def test_lines_of_a_list_are_no_headings(resolve):
    article = resolve(
        ("official", "[The ministry] would take three steps:"),
        *[("official", line) for line in ("Close the dam", "Move the town", "Pay all farmers")],
        between="\n\n",
    )

    assert [one.speaker for one in article.sentences] == ["s1"] * 4
