import textwrap

import pytest

from stance.text.lines import unwrapped

PARAGRAPH = (
    "The ministry of trade said on Tuesday that the export licences would be withdrawn at the end "
    "of the month, a step which the chamber of commerce called hasty. Three of the five largest "
    "yards have stopped taking orders, and the harbour master expects fewer ships in the spring."
)


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_a_paragraph_broken_at_a_column_reads_as_one_line(width):
    wrapped = textwrap.fill(PARAGRAPH, width, break_on_hyphens=False)

    assert unwrapped(wrapped) == PARAGRAPH


def test_two_characters_that_end_a_line_become_two_spaces():
    wrapped = textwrap.fill(PARAGRAPH, 72).replace("\n", "\r\n")

    assert unwrapped(wrapped) == wrapped.replace("\r\n", "  ")


def test_an_empty_line_stays_a_break():
    wrapped = f"{textwrap.fill(PARAGRAPH, 72)}\n\n{textwrap.fill(PARAGRAPH, 72)}"

    assert unwrapped(wrapped) == f"{PARAGRAPH}\n\n{PARAGRAPH}"


def test_a_short_last_line_ends_a_paragraph_without_an_empty_line():
    first = textwrap.fill(f"{PARAGRAPH} Nobody knows.", 72)
    second = textwrap.fill(PARAGRAPH, 72)

    assert unwrapped(f"{first}\n{second}") == f"{PARAGRAPH} Nobody knows.\n{PARAGRAPH}"


def test_a_bulleted_line_is_a_line_of_its_own_in_a_column():
    text = f"{textwrap.fill(PARAGRAPH, 72)}\n- two yards closed\n- one yard sold"

    assert unwrapped(text) == f"{PARAGRAPH}\n- two yards closed\n- one yard sold"


@pytest.mark.parametrize(
    "text",
    [
        "Mill whistle to fall silent in October after 96 years\nBy Corinne MacAskill",
        "Yards stop taking orders\nHarbour expects fewer ships\nMinister silent\nPrices up",
        f"Yards stop taking orders\n{PARAGRAPH}\n{PARAGRAPH}",
        "apples\npears\nplums",
        "",
        "\n\n\n",
    ],
    ids=["byline", "headlines", "paragraph a line", "list", "empty", "only breaks"],
)
def test_lines_that_their_author_broke_stay_as_they_are(text):
    assert unwrapped(text) == text
