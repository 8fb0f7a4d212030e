"""Posts and answers, whose author stands under them."""

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
    assert speakers[1] == "Ada Obi"


def test_a_post_begins_after_a_sentence_with_a_source(speakers_of):
    speakers = speakers_of(
        ("fact", "[Ben Tarn] disagreed."), ("fact", "Fill it!"), ("fact", SIGNED)
    )

    assert speakers[0] == "Ben Tarn"
    assert speakers[1] == "Ada Obi"


BUS, CAR = ("I take the bus.", "It is cheap."), ("We drive.", "The lake road is my favourite.")
ADA, BEN = "Ada Obi, managing director, Obi Linen", "— Ben Tarn, Lagos"


def test_answers_are_theirs_who_signed_them(speakers_of):
    lines = [*BUS, ADA, *CAR, BEN]
    speakers = speakers_of(
        *(("official", line) for line in lines), between=[" ", "\n", "\n\n", " ", "\n"]
    )

    assert speakers[:3] == ["Ada Obi"] * 3
    assert speakers[3:] == ["Ben Tarn"] * 3


def test_an_answer_can_have_paragraphs_and_ends_at_the_question(speakers_of):
    asked = "How does Lagos travel?"
    lines = [asked, *BUS[:1], "Then I walk.", ADA, *CAR[:1], BEN]
    speakers = speakers_of(
        ("fact", asked), *(("official", line) for line in lines[1:]), between="\n\n"
    )

    assert speakers == ["", *["Ada Obi"] * 3, *["Ben Tarn"] * 2]


def test_who_asked_gives_no_answer(speakers_of):
    lines = ["We asked Lagos how it travels.", *BUS[:1], ADA, *CAR[:1], BEN]
    speakers = speakers_of(*(("fact", line) for line in lines), between="\n\n")

    assert speakers == ["", "Ada Obi", "Ada Obi", "Ben Tarn", "Ben Tarn"]


def test_a_body_that_speaks_next_is_not_who_signed(speakers_of):
    lines = [*BUS[:1], ADA, *CAR[:1], "Ben Tarn, managing director, Tarn Cars"]
    speakers = speakers_of(
        *(("official", line) for line in lines),
        ("official", "[The council] said that it would pay."),
        between="\n\n",
    )

    assert speakers[2:] == ["Ben Tarn", "Ben Tarn", "the council"]


def test_names_above_what_they_say_sign_nothing(speakers_of):
    lines = [ADA, *BUS, BEN, *CAR]
    speakers = speakers_of(*(("official", line) for line in lines), between="\n")

    assert "Ben Tarn" not in speakers[:3]


def test_one_such_line_signs_nothing(speakers_of):
    lines = [*BUS, ADA, "The lake is low."]
    speakers = speakers_of(*(("official", line) for line in lines), between="\n")

    assert "Ada Obi" not in speakers
