"""Posts of social media, whose author stands under them."""

import pytest

SIGNED = "— Rep. Ada Obi (@adaobi) November 19, 2019"
LETTER = ("official", '[Rep. Ada Obi] called for mercy. "Hate is no answer."')


def test_a_post_is_its_authors(speakers_of):
    speakers = speakers_of(LETTER, ("fact", "Sharing my letter."), ("fact", SIGNED), between="\n\n")

    assert speakers[1] == speakers[0]


def test_a_post_can_have_several_lines(speakers_of):
    speakers = speakers_of(
        LETTER,
        ("fact", "The lake is low."),
        ("fact", "Fill it!"),
        ("fact", SIGNED),
        between=["\n\n", "\n", "\n\n"],
    )

    assert speakers[1:3] == [speakers[0]] * 2


@pytest.mark.parametrize(
    "line",
    [
        "— Rep. Ada Obi, November 19, 2019",
        "Follow Ada Obi (@adaobi) for more of this.",
        "— Ada Obi (@adaobi) is a reporter. She lives in Lagos and has a dog.",
    ],
)
def test_other_lines_are_no_signatures(speakers_of, line):
    speakers = speakers_of(("fact", "The lake is low."), ("fact", line), between="\n\n")

    assert speakers == ["", ""]


def test_only_the_paragraph_before_is_the_post(speakers_of):
    lines = ("The lake is low.", "Fill it!", SIGNED)
    speakers = speakers_of(*(("fact", line) for line in lines), between="\n\n")

    assert speakers[0] == ""
    assert speakers[1] == "Rep. Ada Obi"


def test_a_post_begins_after_a_sentence_with_a_source(speakers_of):
    speakers = speakers_of(
        ("fact", "[Ben Tarn] disagreed."), ("fact", "Fill it!"), ("fact", SIGNED)
    )

    assert speakers[0] == "Ben Tarn"
    assert speakers[1] == "Rep. Ada Obi"
