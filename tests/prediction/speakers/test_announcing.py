"""Block quotations, which no marks show: "Obi wrote:", and below it what she wrote."""

import pytest

OBI = ("fact", "[Ada Obi], who lives there, wrote on Friday:")


def test_the_line_below_a_lead_in_is_whose_it_says(speakers_of):
    speakers = speakers_of(
        OBI, ("fact", "The water rose for an hour."), ("fact", "Nobody came."), between=["\n", " "]
    )

    assert speakers == ["Ada Obi"] * 3


def test_its_label_is_that_of_the_speaker(resolve):
    said = resolve(
        ("official", "[The mayor, Ada Obi], wrote:"), ("fact", "The bridge is safe."), between="\n"
    )

    assert [one.label for one in said.sentences] == ["official_statement"] * 2


def test_the_line_after_it_is_the_outlets(speakers_of):
    lines = OBI, ("fact", "The water rose for an hour."), ("fact", "Two people were hurt.")

    assert speakers_of(*lines, between="\n\n") == ["Ada Obi", "Ada Obi", ""]


def test_it_goes_on_in_lines_that_say_i(speakers_of):
    lines = (
        OBI,
        ("fact", "The water rose for an hour."),
        ("fact", "I took the cat."),
        ("fact", "It is fine."),
        ("fact", "The river fell on Sunday."),
    )

    assert speakers_of(*lines, between=["\n", "\n", " ", "\n"]) == ["Ada Obi"] * 4 + [""]


@pytest.mark.parametrize("mark", ["•", "-", "2."])
def test_it_goes_on_in_the_items_of_a_list(speakers_of, mark):
    lines = (
        OBI,
        ("fact", f"{mark} The bus is late."),
        ("fact", f"{mark} The ferry is full."),
        ("fact", "The river fell on Sunday."),
    )

    assert speakers_of(*lines, between="\n") == [*["Ada Obi"] * 3, ""]


@pytest.mark.parametrize(
    "line",
    [
        "[Ben Tarn] said I was right.",  # names somebody
        "What would you ask me?",
        "The plate said “I belong to Ben” on both sides.",  # says so in quotation marks
    ],
)
def test_it_ends_with(speakers_of, line):
    lines = OBI, ("fact", "The water rose."), ("fact", line), ("fact", "My cat is fine.")

    speakers = speakers_of(*lines, between="\n")

    assert speakers[1] == "Ada Obi"
    assert "Ada Obi" not in speakers[2:]


def test_who_is_named_in_the_line_keeps_the_sentence_and_the_line_goes_on(speakers_of):
    lines = (
        OBI,
        ("fact", "The water rose."),
        ("fact", "[A neighbour] said it was over."),
        ("fact", "It was not."),
    )

    speakers = speakers_of(*lines, between=["\n", " ", " "])

    assert speakers == ["Ada Obi", "Ada Obi", "a neighbour", "Ada Obi"]


def test_a_line_that_names_its_own_speaker_is_not_announced(speakers_of):
    """What a page embeds is lost where it is copied: the next line is another matter."""
    lines = OBI, ("fact", "[Ben Tarn] disagreed."), ("fact", "The river fell.")

    assert speakers_of(*lines, between=["\n", " "])[1:] == ["Ben Tarn", ""]


def test_a_colon_without_a_source_announces_nothing(speakers_of):
    lines = ("fact", "What happened, hour by hour:"), ("fact", "The water rose.")

    assert speakers_of(*lines, between="\n") == ["", ""]


def test_a_name_and_a_colon_announce_the_rest_of_the_line(speakers_of):
    lines = (
        ("fact", "Five who stayed tell why."),
        ("fact", "[Ada Obi]: The cat was ill."),
        ("fact", "The bus had left."),
        ("fact", "The river fell."),
    )

    assert speakers_of(*lines, between=["\n", " ", "\n"]) == ["", "Ada Obi", "Ada Obi", ""]


def test_a_headline_with_a_name_and_a_colon_announces_nothing(speakers_of):
    lines = ("official", "[Ada Obi]: The bridge is safe"), ("fact", "We met her on Sunday.")

    assert speakers_of(*lines, between="\n")[1] == ""


def test_a_label_of_nobody_ends_it(speakers_of):
    lines = (
        OBI,
        ("fact", "The water rose."),
        ("fact", "NARRATOR: It fell."),
        ("fact", "So we left."),
    )

    assert speakers_of(*lines, between=["\n", " ", " "]) == ["Ada Obi", "Ada Obi", "", ""]
