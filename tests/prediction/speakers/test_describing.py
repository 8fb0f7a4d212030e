"""What a speaker is called, and what they are said to be."""

import pytest


def test_the_name_is_the_fullest_in_the_article(resolve):
    article = resolve(
        ("fact", "On Monday Ines Okoro opened the dam."),
        ("official", "It was time, [Okoro] said."),
    )

    assert article.speakers[0].name == "Ines Okoro"


@pytest.mark.parametrize("before", ["Ines Okoro’s dam was opened.", "The dam of Ines Okoro burst."])
def test_what_is_told_beside_a_short_name_does_not_shorten_it(resolve, before):
    article = resolve(
        ("fact", before),
        ("official", "It was time, [Okoro, who runs the lake office], said."),
    )

    assert article.speakers[0].name == "Ines Okoro"


def test_the_person_who_speaks_for_a_body_is_not_called_by_its_longer_name(resolve):
    article = resolve(
        ("official", "It was time, [Okoro Lake Office] said."),
        ("official", "It was late, [its director, Okoro,] said."),
    )

    assert [one.name for one in article.speakers] == ["Okoro"]


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Ines Okoro, deputy director of the Larkspur Institute,", "Ines Okoro",
         "deputy director of the Larkspur Institute"),
        ("Larkspur’s chief economist Ines Okoro", "Ines Okoro", "Larkspur’s chief economist"),
        ("The mayor of London, Sadiq Khan,", "Sadiq Khan", "mayor of London"),
        ("lead researcher Dr Ines Okoro", "Dr Ines Okoro", "lead researcher"),
        ("a State Department spokesperson, Morgan Ortagus", "Morgan Ortagus",
         "State Department spokesperson"),
        ("Dr Teo Siew Ngan of Universiti Pantai Timur", "Dr Teo Siew Ngan",
         "Universiti Pantai Timur"),
        ("President of Ukraine Volodymyr Zelenskyy", "Volodymyr Zelenskyy",
         "President of Ukraine"),
        ("Sen. Amir Tal", "Amir Tal", "Sen."),
        ("state Rep. Amir Tal", "Amir Tal", "state Rep."),
        ("Lt. Gov. Amir Tal, D-Ohio,", "Amir Tal", "Lt. Gov."),
        ("Rep. Amir Tal, the committee's chairman,", "Amir Tal", "committee's chairman"),
        ("Former Gov. Amir Tal", "Amir Tal", "Former Gov."),
        ("Cllr Amir Tal", "Amir Tal", "Cllr"),
        ("Amir Tal Jr.", "Amir Tal Jr.", ""),
        ("Larkspur Co.", "Larkspur Co.", ""),
        ("Boat owner Wahid Embong, 58,", "Wahid Embong", "Boat owner"),
        ("Wenche Fjeldstad, who heads tanker research,", "Wenche Fjeldstad",
         "who heads tanker research"),
        ("news broadcaster NRK", "NRK", "news broadcaster"),
        ("the Mines and Geosciences Bureau", "Mines and Geosciences Bureau", ""),
        ("Johnson's", "Johnson", ""),
        ("a Turkish official", "a Turkish official", "Turkish official"),
        ("two brokers with knowledge of the bids", "two brokers with knowledge of the bids", ""),
        ("Amir Tal (IDF)", "Amir Tal", ""),
        ("Amir Tal, attended the prayers on Monday,", "Amir Tal", ""),
        ("Amir Tal, convicted swindler,", "Amir Tal", "convicted swindler"),
        ("Amir Tal (second from left)", "Amir Tal", ""),
        ("Amir Tal, retired zither maker,", "Amir Tal", "retired zither maker"),
        ("General Electric", "General Electric", ""),
        ("General Amir Tal", "Amir Tal", "General"),
        ("Larkspur Readings’ Amir Tal", "Amir Tal", "Larkspur Readings"),
        ("Larkspur Miners’ Union", "Larkspur Miners’ Union", ""),
        ("a report released by the Larkspur Institute last year", "Larkspur Institute", ""),
        ("Amir Tal, both children of farmers,", "Amir Tal", ""),
        ("the letter, from the Water Office,", "Water Office", ""),
        ("Ada Obi runs Larkspur Watch", "Ada Obi", ""),
        ("the Larkspur-sponsored survey", "the Larkspur-sponsored survey", ""),
        ("the survey, carried out by the Larkspur Institute,", "Larkspur Institute", ""),
        ("the Larkspur Fellowship (LF) and Divers' Fellowship (DF)", "Larkspur Fellowship", ""),
        ("Baroness Obi", "Baroness Obi", ""),
        ("Reps. Ada Obi", "Ada Obi", "Reps."),
        ("reporters covering singer Ada Obi's trial", "reporters covering singer Ada Obi's trial",
         ""),
        ("a lawyer representing Mr Tal and Mr Obi", "a lawyer representing Mr Tal and Mr Obi",
         "lawyer"),
    ],
)  # fmt: skip
def test_name_and_role_are_read_from_the_source(resolve, source, name, role):
    article = resolve(("official", f"The lake is low, [{source}] said."))

    assert (article.speakers[0].name, article.speakers[0].role) == (name, role)


def test_the_role_can_stand_where_nobody_speaks(resolve):
    article = resolve(
        ("fact", "The prize went to Ines Okoro, a hydrologist, on Monday."),
        ("expert", "The lake is low, [Okoro] said."),
    )

    assert article.speakers[0].role == "hydrologist"


@pytest.mark.parametrize(
    ("met", "role"),
    [
        ("Former Gov. Amir Tal sat there.", "Former Gov."),
        ("Former President Amir Tal sat there.", "Former President"),
        ("She met senator Amir Tal there.", "senator"),
        ("Norland met former senator Amir Tal there.", "former senator"),
        ("She met the former senator Amir Tal there.", "former senator"),
        ("Ex-Mayor Amir Tal sat there.", "Ex-Mayor"),
    ],
)
def test_the_role_before_a_name_is_whole_where_nobody_speaks(resolve, met, role):
    article = resolve(("fact", met), ("official", "It was late, [Tal] said."))

    assert (article.speakers[0].name, article.speakers[0].role) == ("Amir Tal", role)


def test_a_full_stop_that_shortens_a_state_ends_no_name(resolve):
    source = "Ines Okoro, regional director of the U.N. Lake Programme"
    article = resolve(
        ("official", f"The lake is low, said [{source}]."),
        ("fact", "Its programme at the lake goes on in the U.S. They will see."),
    )

    (speaker,) = article.speakers
    assert speaker.role == "regional director of the U.N. Lake Programme"


def test_mentions_are_in_order_and_include_those_without_speech(resolve):
    article = resolve(
        ("fact", "On Monday Ines Okoro opened the dam."),
        ("official", "It was time, [Okoro] said."),
        ("official", "[She] smiled."),
    )

    mentions = article.speakers[0].mentions
    assert [article.text_of(span) for span in mentions] == ["Ines Okoro", "Okoro", "She"]


def test_a_speaker_whom_nobody_names_is_called_unnamed(resolve):
    article = resolve(("expert", "the lake is low and will stay low."), sure=0.98)

    assert [speaker.name for speaker in article.speakers] == ["unnamed expert"]


@pytest.mark.parametrize("first", ["Expert", "Ines Okoro, who was not part of the study,"])
def test_the_role_is_the_one_that_says_most(resolve, first):
    article = resolve(
        ("expert", f"[{first}] says the lake is low"),
        ("expert", "It will sink further, [hydrologist and lake expert Ines Okoro] said."),
    )

    assert [one.role for one in article.speakers] == ["hydrologist and lake expert"]


def test_what_is_said_in_passing_is_not_the_role(resolve):
    article = resolve(
        ("official", "[Ada Ruud] said so."),
        ("official", "[The prime minister] said more."),
        ("fact", "Ruud, a mother of two, has resigned."),
    )

    assert "mother of two" not in [one.role for one in article.speakers]


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        (["[Ada Obi, who runs the union,] said so.", "It rains, [the 54-year-old] said."], "who"),
        (["[Road charity Brake] said so.", "[Its director, Ada Obi,] said it rains."], "director"),
        (["[Ten-year-old Ada Obi] said so."], ""),
    ],
)
def test_the_role_is_what_a_person_is_and_not_how_old(resolve, lines, role):
    speakers = resolve(*[("official", line) for line in lines]).speakers

    assert [(one.name, one.role.split(" ")[0]) for one in speakers] == [("Ada Obi", role)]


def test_a_role_does_not_end_in_the_article_of_the_name(resolve):
    speakers = resolve(("official", "[Supporters' group the Union Bears] said so.")).speakers

    assert [(one.name, one.role) for one in speakers] == [("Union Bears", "Supporters' group")]


@pytest.mark.parametrize(
    ("clause", "is_role"),
    [
        ("who ran the lake office", True),
        ("who studies lakes", True),
        ("who was mayor in 2013", True),
        ("who claimed on Monday to have seen it", False),
        ("who later spoke for an hour", False),
        ("who hopes for rain", False),
        ("who has studied lakes", True),
        ("who had shown little interest", False),
    ],
)
def test_what_somebody_did_once_is_no_role(resolve, clause, is_role):
    article = resolve(("fact", f"The lake is low, said [Ada Obi, {clause}]."))

    assert article.speakers[0].name == "Ada Obi"
    assert article.speakers[0].role == (clause if is_role else "")


def test_a_rival_that_opens_a_sentence_is_no_name(resolve):
    article = resolve(("official", "[Rival Amir Tal] said the lake is low."))

    assert article.speakers[0].name == "Amir Tal"


def test_the_secretary_of_state_is_a_person(resolve):
    article = resolve(
        ("fact", "A memo named former secretary of state Ada Obi."),
        ("official", "It was time, [she] said."),
    )

    assert article.speakers[0].name == "Ada Obi"
    assert article.speakers[0].role == "former secretary of state"


def test_a_firm_is_not_called_by_its_product(resolve):
    article = resolve(
        ("fact", "The Larkspur DX will be sold in March."),
        ("official", "It will be cheap, [Larkspur] said."),
        ("official", "Nobody has seen it, [Larkspur] said."),
    )

    assert [one.name for one in article.speakers] == ["Larkspur"]


def test_the_reader_of_a_letter_is_no_role_of_who_speaks(resolve):
    article = resolve(("fact", "He had said so to a tall reporter, [Ada Obi] claimed."))

    assert article.speakers[0].role == ""


@pytest.mark.parametrize(
    ("first", "name", "role"),
    [
        (("fact", "Senator Ines Okoro opened the dam."), "Ines Okoro", "Senator"),
        (("official", "[The Larkspur Bank] said so."), "Larkspur Bank", ""),
    ],
)
def test_a_client_has_not_the_role_of_who_speaks_for_them(resolve, first, name, role):
    article = resolve(first, ("official", f"It was time, [a spokesman for {name}] said."))

    assert [(one.name, one.role) for one in article.speakers] == [(name, role)]


def test_whom_somebody_speaks_for_is_known_by_the_full_name(resolve):
    article = resolve(
        ("official", "[Ben Tarn, a spokesman for Clara Okoro, the harbour master,] said so."),
        ("official", "It was time, [Ms. Okoro] said."),
    )

    assert [(one.name, one.role) for one in article.speakers] == [
        ("Ben Tarn", "spokesman for Clara Okoro"),
        ("Clara Okoro", "harbour master"),
    ]


def test_both_is_not_what_those_are_called_who_have_a_description(resolve):
    article = resolve(
        ("official", "It was time, [three officials at the meeting] said."),
        ("official", "It would be late, [both] said."),
    )

    assert article.speakers[0].name == "three officials at the meeting"


def test_what_two_are_together_is_the_last_of_roles(resolve):
    article = resolve(
        ("official", "[Sens. Ines Okoro and Ben Tarn] said so."),
        ("fact", "Senator Ines Okoro opened the dam."),
    )

    assert article.speakers[0].role == "Senator"
