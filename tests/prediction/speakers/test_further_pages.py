"""What further pages of newspapers, stations and trade sites showed, in sentences of our own."""

import pytest

from sources import told_of
from stance.parts import Span
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.reading import read_mention
from stance.prediction.speakers.scanning import names_in


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Singer-guitarists Ada Obi", "Ada Obi", "Singer-guitarists"),
        ("Ada Smith-Baker", "Ada Smith-Baker", ""),
        (
            "Another diplomat, former special envoy to Orland Ben Tarn",
            "Ben Tarn",
            "former special envoy to Orland",
        ),
        (
            "another witness in the inquiry, former White House adviser Ada Obi",
            "Ada Obi",
            "former White House adviser",
        ),
        ("another witness, Ada Obi of Orno", "Ada Obi", "witness"),
        ("NBC 4 New York", "NBC 4 New York", ""),
        ("U.S. Secretary of State Ada Mary Obi", "Ada Mary Obi", "U.S. Secretary of State"),
        ("Verizon CIO Tiko Obi", "Tiko Obi", "Verizon CIO"),
        ("Chief Medical Officer Professor Ada Obi", "Ada Obi", "Chief Medical Officer"),
        ("Associate Professor Ada Obi", "Ada Obi", "Associate Professor"),
        ("Ada Obi, who is Orno’s director of athletics", "Ada Obi", "Orno’s director of athletics"),
        ("Ada Obi, who is Orno Harbour's chair", "Ada Obi", "Orno Harbour's chair"),
        ("those around Obi", "those around Obi", ""),
        ('"The Lake Today" co-host Ada Obi', "Ada Obi", '"The Lake Today" co-host'),
    ],
)
def test_names_and_roles(source, name, role):
    assert told_of(source) == (name, role)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("It tells of LakeLeaks co-founder Ada Obi.", "Ada Obi", "LakeLeaks co-founder"),
        ("Like Larkspur head Ada Obi, he left.", "Ada Obi", "Larkspur head"),
        ("They met Linden defensive captain Ben Tarn.", "Ben Tarn", "Linden defensive captain"),
        ("He is Larkspur founder and co-CEO Ben Tarn.", "Ben Tarn", "Larkspur founder and co-CEO"),
        ("On Tuesday coach Ben Tarn left.", "Ben Tarn", "coach"),
        ("They saw Larkspur’s founder Ben Tarn.", "Ben Tarn", "Larkspur’s founder"),
        ("She left Põlva the mayor Ben Tarn.", "Ben Tarn", "mayor"),
        ("In Orno former mayor Ben Tarn left.", "Ben Tarn", "former mayor"),
        (
            "It did not move Ada Obi, Orno Department of Health information officer, she said.",
            "Ada Obi",
            "Orno Department of Health information officer",
        ),
        ("He met Ada Obi, Orland police, and others.", "Ada Obi", None),
        ("He left the company Larkspur.", "Larkspur", "company"),
        ("Ask Ada Obi, the director of the film.", "Ada Obi", "director of the film"),
    ],
)
def test_whose_founder_somebody_is(text, name, role):
    found = names_in(Page(text), Span(0, len(text)))
    told = {text[slice(*one.called)]: one.role and text[slice(*one.role)] for one in found}
    assert told[name] == role


def test_an_ambassador_of_the_president_is_no_president():
    source = "President Obi's ambassador to Linden, Ada Tarn"
    traits = read_mention(Page(source), Span(0, len(source))).traits
    assert "ambassador" in traits
    assert "president" not in traits


class TestSpeakers:
    def test_who_has_one_role_with_and_without_a_name_is_one(self, speakers_of):
        _, first, *_, last = speakers_of(
            ("official", "[Tarnby's mayor] said it was early."),
            ("official", "[Orland's ambassador to Linden] accused the council."),
            ("official", "[Ada Obi, the commander of the Tarnby police], said it was late."),
            ("official", "[She] said it was cold."),
            ("official", "[She] said it was wet."),
            ("official", "[The police] said it was dark."),
            ("official", "[Orland's ambassador to Linden Ben Tarn] has said it will end."),
        )
        assert (first, last) == ("Ben Tarn", "Ben Tarn")

    def test_the_production_company_is_called_so(self, speakers_of):
        assert speakers_of(
            ("official", "[Larkspur Records] said it was settled."),
            ("official", "[Ada Tarn Productions] denied it."),
            ("official", "[The production company] said that nobody had asked."),
        ) == ["Larkspur Records", "Ada Tarn Productions", "Ada Tarn Productions"]

    def test_one_brokerage_is_not_several(self, speakers_of):
        first, _, last = speakers_of(
            ("expert", "[Analysts and brokerages] are of the view that it will rise."),
            ("expert", "[Orno Equities] said it would fall."),
            ("expert", "[The brokerage] said it would fall soon."),
        )
        assert first != last

    def test_a_group_of_doctors_are_the_doctors_and_no_member_of_it(self, speakers_of):
        group, doctors, member = speakers_of(
            ("official", "[A group of doctors] is urging the council to accept."),
            ("official", "[The doctors] pleaded with it."),
            ("official", "[Ada Obi, a member of the group], said it was late."),
        )
        assert group == doctors != member == "Ada Obi"

    def test_a_member_does_not_speak_for_the_body(self, speakers_of):
        member, body = speakers_of(
            ("official", "[Ada Obi, a member of the Orno Council], said it was late."),
            ("official", "[The Orno Council] believes that it is not."),
        )
        assert (member, body) == ("Ada Obi", "Orno Council")

    def test_who_speaks_in_the_line_below_a_headline_is_named_later(self, speakers_of):
        _, first, *_, last = speakers_of(
            ("fact", "Orland swears in a new judge"),
            ("official", "[Governor] says naming of a new judge is right"),
            ("official", "[Ben Tarn, a senator from Linden], said that it was cold."),
            ("official", "[The Linden Council] said that it was wet."),
            ("fact", "The judge, 51, has waited for a year."),
            ("official", "[Gov. Ada Obi] said that it was late."),
            between="\n\n\n\n\n",
        )
        assert (first, last) == ("Ada Obi", "Ada Obi")

    def test_the_men_are_not_one_man(self, speakers_of):
        one, several, _ = speakers_of(
            ("fact", "[Ben Obi, a hunter], said that it was late."),
            ("fact", "[The men] said that it was dark."),
            ("fact", "[They] said that it was cold."),
        )
        assert one != several

    def test_who_did_something_before_she_speaks_is_she(self, speakers_of):
        *_, last = speakers_of(
            ("fact", "[A cook] said that Curie Obi was ill."),
            ("fact", "The dish is called the Lake Killer and has made many people ill."),
            (
                "fact",
                "Curie, 21, a student at Orno University, came second, but [she] said it was late.",
            ),
        )
        assert last == "Curie Obi"

    def test_two_ministries_are_not_one_of_a_third_country(self, speakers_of):
        first, last = speakers_of(
            ("official", "[The Orland and Linden defence ministries] accused it."),
            ("official", "[The Pentagon] says that it is needed."),
        )
        assert first != last
