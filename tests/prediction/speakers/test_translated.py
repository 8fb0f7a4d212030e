"""What news in translation showed, in sentences of our own."""

import pytest

from sources import told_of
from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.scanning import names_in
from stance.prediction.speakers.source_spans import complete_source
from stance.prediction.speakers.source_spans import without_strays
from stance.prediction.speakers.names import are_of_one_place, state_of


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        (
            "the renowned surgeon, PhD in Medicine, Senior Research Associate of the Heart"
            " Department of Orno University, Academic Adviser of the Lake Clinic, Ada Obi",
            "Ada Obi",
            "renowned surgeon",
        ),
        ("A military spokesman, Major General Shaukat Sultan", "Shaukat Sultan", None),
        ("State Award of the Orland Republic laureate Ada Obi", "Ada Obi", None),
        ("Joint Chiefs of Staff Chairman Ben Obi", "Ben Obi", "Joint Chiefs of Staff Chairman"),
        (
            "Sgt. Ada Obi of the Orno County Sheriff's Office",
            "Ada Obi",
            "Orno County Sheriff's Office",
        ),
        ("the President of Turkey Recep Tayyip Obi", "Recep Tayyip Obi", "President of Turkey"),
        ("a top aide to Iraqi Prime Minister Ben al-Obi", "Ben al-Obi", None),
        ("the charity Lake Friends of Orno", "Lake Friends of Orno", "charity"),
        ('Ada Obi, editor of "Lake News"', "Ada Obi", 'editor of "Lake News"'),
        ("Ada Obi, at the insistence of his fourth wife", "Ada Obi", ""),
        ("Ada Obi, at Orno University's clinic for doctors", "Ada Obi", None),
        ("Ada Obi, presented herself as a doctor", "Ada Obi", ""),
        ("Ada Obi, along with the chief of the union", "Ada Obi", ""),
        ("2GIS data", "2GIS", ""),
        ("Associates of Tarn", "Associates of Tarn", ""),
    ],
)
def test_names_and_roles(source, name, role):
    called, told = told_of(source)
    assert called == name
    assert role is None or told == role


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("french", "france", True),
        ("spanish", "spain", True),
        ("dutch", "netherlands", True),
        ("moldova", "ukrainian", False),
        ("bavarian", "bavaria", True),
        ("niger", "nigerian", False),
    ],
)
def test_what_is_of_a_country(one, other, is_one):
    assert are_of_one_place(one, other) == is_one
    assert are_of_one_place(other, one) == is_one


def test_a_capital_stands_for_its_state():
    assert state_of(["chisinau"]) == ["moldova"]
    assert state_of(["pyongyang"]) == ["north", "korea"]
    assert state_of(["tarnby"]) == ["tarnby"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "whom"),
    [
        ("TARNBY – Larkspur announced a recall.", "TARNBY – Larkspur", "announced", "Larkspur"),
        ("Larkspur – a firm – announced it.", "Larkspur", "announced", "Larkspur"),
    ],
)
def test_a_dateline_is_no_part_of_a_source(text, source, cue, whom):
    start = text.index(cue)
    scored = ScoredSentence(
        span=Span(0, len(text)),
        log_probabilities=(-1.0, -1.0, -1.0),
        source=Span(0, len(source)),
        cue=Span(start, start + len(cue)),
    )
    found = without_strays(scored, Page(text), Quotations.of(text)).source
    assert text[slice(*found)] == whom


def test_a_source_goes_on_over_of_after_all_that_is_called_the():
    text = "So said a reporter for the Voice of Orland."
    start = text.index("the Voice")
    sentence = ScoredSentence(
        span=Span(0, len(text)), log_probabilities=(), source=Span(start, start + len("the Voice"))
    )
    assert text[slice(*complete_source(Page(text), sentence))].endswith("the Voice of Orland")


def test_an_office_at_a_body_is_told_before_a_name():
    text = "The coordinator at the National Council, Ada Obi, refused it."
    (*_, obi) = names_in(Page(text), Span(0, len(text)))
    assert text[slice(*obi.role)] == "coordinator at the National Council"


class TestSpeakers:
    def test_an_adviser_to_the_president_is_not_the_president(self, speakers_of):
        assert speakers_of(
            ("official", "[Ada Obi, president of Larkspur], said it was late."),
            ("official", "[Ben Tarn, adviser to the president of Orland], said it was cold."),
            ("official", "[The president] said it was wet."),
        ) == ["Ada Obi", "Ben Tarn", "Ada Obi"]

    def test_a_secretary_general_is_no_prime_minister(self, speakers_of):
        first, second = speakers_of(
            ("official", "[NATO Secretary General] calls for patience"),
            ("official", "[British Prime Minister Ada Obi] claimed it was late."),
            between=["\n\n"],
        )
        assert first != second

    def test_the_president_of_one_country_is_not_that_of_another(self, speakers_of):
        first, second = speakers_of(
            ("official", "[The President of Moldova] spoke of a plot."),
            ("official", "[Ukrainian President Ben Obi] has said he had heard of it."),
        )
        assert (first, second) == ("the President of Moldova", "Ben Obi")
