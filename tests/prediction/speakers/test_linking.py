"""Which mentions are the same speaker."""

import pytest


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Ines Okoro", "Okoro"),
        ("Ines Okoro", "Ines"),
        ("Ines Okoro", "Ms. Okoro"),
        ("Dr. Ines Okoro", "Dr Okoro"),
        ("Gu Hanlin", "Gu"),
        ("Nguyễn Văn Thành", "Thành"),
        ("Rodrigo Batista Cárcamo", "Batista"),
        ("Katrín Lóa Steinsdóttir", "Katrín"),
        ("Sudarshan Bhagat Meena", "Sudarshan Meena"),
        ("Jean-Luc Mbemba-Claes", "Mbemba-Claes"),
        ("José Ortiz", "Jose Ortiz"),
        ("Ciarán Mac Giolla Bhríde", "Mr Mac Giolla Bhríde"),
        ("World Health Organization (WHO)", "the WHO"),
        ("the World Health Organization", "WHO"),
        ("the United States Geological Survey", "the U.S. Geological Survey"),
        ("Skaar Lie & Co", "Skaar Lie"),
    ],
)
def test_a_short_name_is_the_full_name(resolve, full, short):
    article = resolve(
        ("official", f"[{full}] said the lake is low."),
        ("fact", "Rain fell."),
        ("official", f"It will stay low, [{short}] said."),
    )

    assert len(article.speakers) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ines Okoro", "Ada Okoro"),
        ("Mr Okoro", "Mrs Okoro"),
        ("Ines Okoro", "Ines Duarte"),
        ("the Health Ministry", "the Energy Ministry"),
        ("MP Penny Sharpe", "MP Tanya Davies"),
    ],
)
def test_different_names_are_different_speakers(resolve, one, other):
    article = resolve(
        ("official", f"[{one}] said the lake is low."),
        ("official", f"[{other}] said it is not."),
    )

    assert len(article.speakers) == 2


def test_a_pronoun_is_the_nearest_speaker_of_its_gender(speakers_of):
    names = speakers_of(
        ("official", "[Ms. Ines Okoro] said the lake is low."),
        ("official", "[Mr. Paul Duarte] disagreed."),
        ("official", "It was never full, [she] said."),
    )

    assert names == ["Ms. Ines Okoro", "Mr. Paul Duarte", "Ms. Ines Okoro"]


def test_it_is_a_body_and_he_is_a_person(speakers_of):
    names = speakers_of(
        ("official", "[The Energy Ministry] said the lake is low."),
        ("official", "[Spokesman Paul Duarte of Larkspur] disagreed."),
        ("official", "Licences will be cut, [it] said."),
        ("official", "[He] called that theft."),
    )

    assert names == ["Energy Ministry", "Paul Duarte", "Energy Ministry", "Paul Duarte"]


def test_gender_shown_by_one_pronoun_holds_for_the_next(speakers_of):
    names = speakers_of(
        ("official", "[Ines Okoro] said the lake is low."),
        ("official", "[She] blamed the dam."),
        ("official", "[Paul Duarte] disagreed."),
        ("official", "[He] blamed the rain."),
        ("official", "There was none, [she] said."),
    )

    assert names[-1] == "Ines Okoro"


def test_a_pronoun_can_be_somebody_who_has_only_acted(speakers_of):
    names = speakers_of(
        ("official", "[Ines Okoro] said the lake is low."),
        ("fact", "Prime Minister Oleksiy Honcharuk resigned on Friday."),
        ("official", "In a letter [he] thanked the president."),
    )

    assert names == ["Ines Okoro", "", "Oleksiy Honcharuk"]


@pytest.mark.parametrize(
    ("introduced", "described"),
    [
        ("Ines Okoro, deputy minister of energy,", "the deputy minister"),
        ("Greek prime minister Kyriakos Mitsotakis", "The prime minister"),
        ("Ines Okoro, an economist at Banque Delorme,", "the economist"),
        ("Ines Okoro, professor of law,", "The expert"),
        ("Ines Okoro, professor of law at Aarhus,", "the Aarhus professor"),
        ("Spokesperson Ma Yingtao", "the spokesperson"),
        ("the Energy Ministry", "the ministry"),
        ("the European Food Safety Authority", "the Parma-based agency"),
        ("Frutos del Maule, a Chilean company,", "the company"),
    ],
)
def test_a_description_is_the_speaker_whom_it_describes(speakers_of, introduced, described):
    names = speakers_of(
        ("expert", f"[{introduced}] said the lake is low."),
        ("official", "[Paul Duarte, a farmer,] disagreed."),
        ("expert", f"It will stay low, [{described}] said."),
    )

    assert names[2] == names[0] != names[1]


def test_a_role_beside_a_name_that_does_not_speak_is_known(speakers_of):
    names = speakers_of(
        ("fact", "Italian development minister Stefano Patuanelli sent a letter of support."),
        ("official", "[The minister] said another pipeline is planned."),
    )

    assert names == ["", "Stefano Patuanelli"]


def test_an_indefinite_description_is_somebody_new(resolve):
    article = resolve(
        ("official", "[A senior official] said the lake is low."),
        ("official", "[Another senior official] said it is not."),
    )

    assert [speaker.name for speaker in article.speakers] == [
        "a senior official",
        "another senior official",
    ]


def test_the_statement_is_whoever_made_it(speakers_of):
    names = speakers_of(
        ("official", "[The Energy Ministry] said the lake is low."),
        ("official", "Licences will be cut, [the statement] said."),
    )

    assert names == ["Energy Ministry", "Energy Ministry"]


@pytest.mark.parametrize(
    "spokesperson",
    ["a spokeswoman", "a spokeswoman for the Energy Ministry", "its spokesman"],
)
def test_a_nameless_spokesperson_is_the_body(speakers_of, spokesperson):
    names = speakers_of(
        ("official", "[The Energy Ministry] said the lake is low."),
        ("official", f"Licences will be cut, [{spokesperson}] said."),
    )

    assert names == ["Energy Ministry", "Energy Ministry"]


def test_a_body_and_its_named_spokesperson_are_the_person(resolve):
    article = resolve(
        ("official", "[The Energy Ministry] said the lake is low."),
        ("official", "[Energy Ministry spokesman Guo Jiakun] said licences will be cut."),
    )

    assert [speaker.name for speaker in article.speakers] == ["Guo Jiakun"]


def test_a_person_described_first_and_named_later_is_one(resolve):
    article = resolve(
        ("official", "[A High Court judge] ruled that the camp must close."),
        ("official", "It was made for floods, [Judge Ivo Trelawney] wrote."),
    )

    assert [speaker.name for speaker in article.speakers] == ["Ivo Trelawney"]


def test_data_from_a_body_are_the_body(resolve):
    article = resolve(
        ("official", "According to [data from the World Health Organisation], cases rose."),
    )

    assert [speaker.name for speaker in article.speakers] == ["World Health Organisation"]


def test_capacity_tells_two_candidates_apart(speakers_of):
    names = speakers_of(
        ("expert", "[Ines Okoro, an economist,] said the lake is low."),
        ("official", "[Paul Duarte, a mayor,] said it is not."),
        ("expert", "The dam is to blame, [he] said."),
        sure=0.99,
    )

    assert names[2] == "Ines Okoro"


def test_the_researchers_are_the_scientists_named_before(speakers_of):
    names = speakers_of(
        ("expert", "[Scientists from Larkspur University] measured the lake."),
        ("fact", "It was dug in 1961."),
        ("expert", "It will dry up, [the researchers] wrote."),
    )

    assert names[2] == names[0]


def test_the_place_in_a_dateline_does_not_speak(speakers_of):
    names = speakers_of(
        ("fact", "[LESKOVEC], Oct 3 -"),
        ("official", "The river rose, [the water authority] said."),
    )

    assert names == ["", "the water authority"]
