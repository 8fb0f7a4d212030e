"""Who speaks in sentences without a source."""

import pytest

from stance.labels import Label


def test_a_sentence_that_goes_on_has_the_speaker_before_it(speakers_of):
    names = speakers_of(
        ("expert", "[Ines Okoro] analysed it as follows:"),
        ("expert", "First, the lake is low."),
        ("expert", "Second, the dam leaks."),
    )

    assert names == ["Ines Okoro"] * 3


def test_the_outlet_is_nobody(resolve):
    article = resolve(
        ("expert", "[Ines Okoro] said the lake is low."),
        ("fact", "It was dug in 1961."),
    )

    assert article.sentences[1].speaker is None


def test_the_quotation_of_a_private_person_goes_on(speakers_of):
    names = speakers_of(
        ("fact", "“I saw it all,” said [Ada Munk, a neighbour]."),
        ("fact", "“The water came at night."),
        ("fact", "We ran.”"),
        ("fact", "The lake was dug in 1961."),
    )

    assert names == ["Ada Munk", "Ada Munk", "Ada Munk", ""]


def test_a_quotation_can_be_attributed_after_it_ends(speakers_of):
    names = speakers_of(
        ("official", "[Paul Duarte] said the lake is low."),
        ("expert", "“The dam leaks."),
        ("expert", "It always did,” said [Ines Okoro, an economist]."),
    )

    assert names == ["Paul Duarte", "Ines Okoro", "Ines Okoro"]


def test_speech_goes_on_after_the_outlet_has_broken_in(speakers_of):
    names = speakers_of(
        ("expert", "[Ines Okoro] said the lake is low."),
        ("fact", "It was dug in 1961."),
        ("expert", "It will not fill again."),
    )

    assert names == ["Ines Okoro", "", "Ines Okoro"]


def test_speech_is_carried_on_by_the_speaker_of_its_capacity(speakers_of):
    names = speakers_of(
        ("official", "[Paul Duarte] said the lake is low."),
        ("expert", "The dam leaks and it always did."),
        ("expert", "So say the maps, [Ines Okoro] added."),
        sure=0.99,
    )

    assert names[1] == "Ines Okoro"


def test_an_interview_is_spoken_by_the_person_whom_it_names(speakers_of):
    names = speakers_of(
        ("fact", "Interview with Larkspur economist Ines Okoro"),
        ("fact", "Is the lake low?"),
        ("expert", "Lower than ever."),
        ("expert", "It will not fill again."),
        between="\n",
    )

    assert names == ["", "", "Ines Okoro", "Ines Okoro"]


def test_a_transcript_in_capitals_is_the_person(speakers_of):
    names = speakers_of(
        ("fact", "Correspondent Ruth Anyango-Lill is on the line."),
        ("fact", "[ANYANGO-LILL]: Not the plane, I'm afraid."),
    )

    assert names == ["", "Ruth Anyango-Lill"]


LOW = ("expert", "The lake will be low in March.")


def test_several_seldom_go_on(resolve):
    article = resolve(("expert", "[Experts] expect a dry spring."), LOW)

    assert article.sentences[1].label is Label.REPORTED_FACT
    assert article.sentences[1].speaker is None


def test_one_goes_on_where_several_would_not(speakers_of):
    assert speakers_of(("expert", "[An expert] expects a dry spring."), LOW) == ["an expert"] * 2


def test_several_go_on_where_a_model_is_sure(speakers_of):
    speakers = speakers_of(("expert", "[Experts] expect a dry spring."), LOW, sure=0.97)

    assert speakers == ["Experts"] * 2


def test_several_go_on_inside_marks(speakers_of):
    lines = ("expert", "“Spring is dry,” [experts] wrote."), ("expert", "“The lake will be low.”")

    assert speakers_of(*lines) == ["experts"] * 2


def test_a_quotation_goes_on_even_where_it_reads_like_somebody_elses(speakers_of):
    lines = (
        ("fact", "[Ada Munk, a neighbour], said it had been hard. “The water came at night.”"),
        ("fact", "[She] said that she had run."),
        ("expert", "“The dam leaks and it always did.”"),
    )

    assert speakers_of(*lines, sure=0.97) == ["Ada Munk"] * 3


def test_what_several_may_not_go_on_with_is_not_the_speech_of_who_comes_next(resolve):
    said = resolve(
        ("expert", "[Analysts at the bank] said that growth would slow."),
        ("expert", "Retailers would be hardest hit."),
        ("expert", "[Ines Okoro, an economist,] said that it was about wages."),
        sure=0.7,
    )

    assert said.sentences[1].speaker is None


WITNESS = ("fact", "[Ada Obi], a baker, said the water came at night.")


@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        ([WITNESS, ("fact, spoken", "The ovens were under water.")], ["Ada Obi", "Ada Obi"]),
        ([WITNESS, ("fact", "The ovens were under water.")], ["Ada Obi", ""]),
        (
            [WITNESS, ("fact, spoken", "The ovens were under it."), ("fact", "Rain is forecast.")],
            ["Ada Obi", "Ada Obi", ""],
        ),
        (
            [("fact", "[Bakers] said the water came."), ("fact, spoken", "The ovens were wet.")],
            ["Bakers", ""],
        ),
        (
            [
                ("official", "[Ada Obi], the mayor, said the water came."),
                ("fact, spoken", "The ovens were wet."),
            ],
            ["Ada Obi", ""],
        ),
        ([("fact, spoken", "The ovens were under water.")], [""]),
    ],
    ids=["goes on", "not said to", "ends", "several", "of another label", "nobody"],
)
def test_a_network_says_that_a_witness_goes_on(speakers_of, lines, speakers):
    assert speakers_of(*lines) == speakers
