"""What a speaker is called, and what they are said to be."""

import pytest


def test_the_name_is_the_fullest_in_the_article(resolve):
    article = resolve(
        ("fact", "On Monday Ines Okoro opened the dam."),
        ("official", "It was time, [Okoro] said."),
    )

    assert article.speakers[0].name == "Ines Okoro"


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Ines Okoro, deputy director of the Larkspur Institute,", "Ines Okoro",
         "deputy director of the Larkspur Institute"),
        ("Larkspur’s chief economist Ines Okoro", "Ines Okoro", "Larkspur’s chief economist"),
        ("The mayor of London, Sadiq Khan,", "Sadiq Khan", "mayor of London"),
        ("a State Department spokesperson, Morgan Ortagus", "Morgan Ortagus",
         "State Department spokesperson"),
        ("Dr Teo Siew Ngan of Universiti Pantai Timur", "Dr Teo Siew Ngan",
         "Universiti Pantai Timur"),
        ("President of Ukraine Volodymyr Zelenskyy", "Volodymyr Zelenskyy",
         "President of Ukraine"),
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
