"""Transcripts: the name in capitals before a colon says whose turn it is."""

import pytest

TALK = (
    ("fact", "“WALLACE: Will she be there?"),
    ("official", "“PENCE: She will not be there."),
    ("official", "It is a serious business."),
    ("fact", "“WALLACE: You said so before."),
    ("official", "“PENCE: And I say it again."),
)


def test_each_turn_is_its_speakers(speakers_of):
    assert speakers_of(*TALK) == ["WALLACE", "PENCE", "PENCE", "WALLACE", "PENCE"]


def test_a_turn_goes_to_who_has_been_named_before(speakers_of):
    speakers = speakers_of(("official", "[Gov. Mike Pence] was on the show, he said."), *TALK)

    assert speakers[0] == speakers[2] == speakers[-1]
    assert "Mike Pence" in speakers[0]


def test_who_asks_is_the_outlet(speakers_of):
    lines = [(label, line.replace("WALLACE", "HOST")) for label, line in TALK]

    assert speakers_of(*lines) == ["", "PENCE", "PENCE", "", "PENCE"]


@pytest.mark.parametrize(
    "headings",
    [
        ["FLOODS: A state of emergency", "INFLATION: Highest since 2003", "FLOODS: What to do"],
        ["READ: Who pays", "WATCH: It falls", "READ MORE: A tale", "WATCH: It is built"],
    ],
)
def test_headings_in_capitals_are_no_turns(speakers_of, headings):
    lines = [("fact", line) for line in ("The day in short", *headings)]

    assert set(speakers_of(*lines)) == {""}


def test_who_mostly_asks_is_rather_the_outlets(resolve):
    lines = [(label.replace("fact", "official"), line) for label, line in TALK]
    asking = [(label, line.replace("before.", "before?")) for label, line in lines]

    assert {speaker.name: speaker.kind for speaker in resolve(*asking, sure=0.6).speakers} == {
        "WALLACE": "other",
        "PENCE": "official",
    }


def test_the_outlet_takes_over_after_the_last_turn(resolve):
    talk = "\n\n".join(line for _, line in TALK)
    said = resolve(*TALK, ("fact", "The show is on at nine."), between="\n\n", sure=0.7)

    assert said.text.startswith(talk)
    assert said.sentences[-1].speaker is None


def test_a_label_counts_for_more_than_the_name_beside_it(speakers_of):
    lines = [*TALK, ("official", "“WALLACE: Thank you, [Gov. Pence].")]

    assert speakers_of(*lines)[-1] == "WALLACE"


def test_towns_of_a_roundup_are_no_turns(speakers_of):
    lines = (
        ("fact", "The district in short"),
        ("fact", "KOCHI: A bus fell into the sea."),
        ("official", "KOCHI: Nobody drowned, [the police] said."),
        ("fact", "KOLLAM: The sea is calm."),
        ("fact", "KOLLAM: It will rain."),
    )

    assert speakers_of(*lines) == ["", "", "the police", "", ""]


def test_who_asks_for_a_body_speaks_for_it(resolve):
    lines = [(label.replace("fact", "official"), line) for label, line in TALK]
    asking = [
        (label, line.replace("WALLACE", "SEN. OBI").replace("before.", "before?"))
        for label, line in lines
    ]

    kinds = {speaker.kind for speaker in resolve(*asking, sure=0.6).speakers}

    assert kinds == {"official"}


INTERVIEW = (
    ("fact", "Ada Obi (AO): Why did you stay?"),
    ("fact", "Ben Tarn (BT): The cat was ill."),
    ("fact", "It could not walk."),
    ("fact", "AO: And then?"),
    ("fact", "BT: The bus had left."),
    ("fact", "It always does."),
)


def test_initials_are_the_name_that_they_stand_beside(speakers_of):
    speakers = speakers_of(*INTERVIEW, between=["\n", " ", "\n", "\n", " "])

    assert speakers == ["Ada Obi", *["Ben Tarn"] * 2, "Ada Obi", *["Ben Tarn"] * 2]


def test_initials_are_the_full_name_of_another_turn(speakers_of):
    lines = [(label, line.replace(" (AO)", "").replace(" (BT)", "")) for label, line in INTERVIEW]

    speakers = speakers_of(*lines, between=["\n", " ", "\n", "\n", " "])

    assert speakers == ["Ada Obi", *["Ben Tarn"] * 2, "Ada Obi", *["Ben Tarn"] * 2]


def test_a_turn_goes_on_in_lines_that_name_nobody(speakers_of):
    lines = INTERVIEW[:3], ("fact", "Nor could we."), ("fact", "The river fell."), INTERVIEW[3:]

    speakers = speakers_of(*lines[0], *lines[1:3], *lines[3], between="\n")

    assert speakers[1:5] == ["Ben Tarn"] * 4


def test_what_goes_on_below_the_last_turn_is_not_said_by_its_initials(speakers_of):
    lines = [("expert" if "B" in line else "fact", line) for _, line in INTERVIEW[:5]]
    below = ("expert", "It will stop next.")

    speakers = speakers_of(
        ("fact", "Ben Tarn, who is a poet, has lost his cat."),
        *lines,
        below,
        between=["\n", "\n", " ", *"\n" * 3],
    )

    assert speakers[-2:] == ["Ben Tarn"] * 2


def test_who_answers_is_not_interrupted_by_whom_the_answer_tells_of(speakers_of):
    told = ("official", "[The mayor] said it would pass.")
    lines = *INTERVIEW[:2], told, *INTERVIEW[3:]

    assert speakers_of(*lines, between=["\n", " ", "\n", "\n", " "])[2] == "Ben Tarn"


@pytest.mark.parametrize("aside", ["(LAUGHTER)", "The cat and the bus"])
def test_a_stage_direction_or_a_heading_is_nobodys(speakers_of, aside):
    lines = *INTERVIEW[:2], ("fact", aside), *INTERVIEW[3:]

    assert speakers_of(*lines, between="\n")[2] == ""


def test_other_full_names_before_a_colon_are_no_turns(speakers_of):
    lines = ("fact", "Obi Bridge: It is closed."), *(one for one in INTERVIEW[3:])

    assert speakers_of(*lines, between="\n")[0] == ""


def test_a_hyphen_before_a_space_is_no_initial(speakers_of):
    lines = ("fact", "Ada- Obi--Tarn: It is closed."), *INTERVIEW[3:]

    assert speakers_of(*lines, between="\n")[0] == ""


def test_whom_the_host_welcomes_is_who_then_has_turns(resolve):
    said = resolve(
        ("fact", "HOST: Joining me is Dr. Anil Mehta, [a pulmonologist] at the clinic."),
        ("expert", "MEHTA: The particles are small."),
        ("fact", "HOST: Thank you."),
        ("expert", "MEHTA: My pleasure."),
        between="\n\n",
    )

    assert said.sentences[0].speaker is None
    assert [(one.name, one.role) for one in said.speakers] == [
        ("Dr. Anil Mehta", "pulmonologist at the clinic")
    ]
