"""Headlines, captions and questions: lines whose speaker their form shows."""

import pytest

from stance.labels import Label


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by [Ada Obi]",
        "(Editing by [Ada Obi])",
        "Courtesy of [the Harbour Police]",
        "[Harbour Police]/Handout via Reuters",
        "[J. Obi]/Getty Images",
    ],
)
def test_credits_at_the_end_are_the_outlets(resolve, line):
    article = resolve(("fact", "The lake is low."), ("official", line), between="\n\n")

    assert article.sentences[1].label is Label.REPORTED_FACT
    assert article.speakers == ()


@pytest.mark.parametrize(
    "line",
    ["Courtesy calls will go on, [the mayor] said.", "[The mayor] said the gym/pool will close."],
)
def test_a_statement_is_no_credit(resolve, line):
    article = resolve(("fact", "The lake is low."), ("official", line), between="\n\n")

    assert article.sentences[1].label is Label.OFFICIAL_STATEMENT


def test_a_dash_and_a_name_is_a_caption(resolve):
    article = resolve(
        ("fact", "The lake is low."), ("official", "[— Ada Obi, mayor]"), between="\n\n"
    )

    assert article.sentences[1].label is Label.REPORTED_FACT
    assert article.speakers == ()


def test_a_question_in_a_line_of_its_own_is_the_interviewers(resolve):
    article = resolve(
        ("fact", "Ada Obi, the mayor, meets us."),
        ("official", "And who pays?"),
        ("official", "The council pays."),
        between="\n\n",
        sure=0.5,
    )

    labels = [sentence.label for sentence in article.sentences]
    assert labels[1:] == [Label.REPORTED_FACT, Label.OFFICIAL_STATEMENT]


@pytest.mark.parametrize(
    ("speaks", "line"),
    [
        ("official", "[The ministry] did not respond to a request for comment."),
        ("official", "[The firm] declined to comment."),
        ("official", "[He] has declined to say how many ships were bought."),
        ("official", "[The mayor] would not elaborate."),
        ("expert", "[The researchers] report their work today in the journal Lake Science."),
        ("expert", "[Obi and colleagues] describe the eel in the March issue of Southern Zoology."),
        ("expert", "[They] will present the results at a conference in Orno."),
        ("expert", "[Her team] published its findings online in Nature."),
    ],
)
def test_who_does_not_answer_or_only_publishes_says_nothing(resolve, speaks, line):
    article = resolve((speaks, "[Ada Obi] said no."), (speaks, line), sure=0.97)

    assert article.sentences[1].label is Label.REPORTED_FACT
    assert article.sentences[1].source is None
    assert len(article.speakers) == 1


@pytest.mark.parametrize(
    ("speaks", "line"),
    [
        ("official", "[The ministry] declined to comment on the vote but promised an answer."),
        ("official", "The engine did not respond to a second message, [the agency] said."),
        ("official", "[The institute] called it a tie and declined to name a winner."),
        ("expert", "Eels swim deep, [the researchers] report in the journal Lake Science."),
        ("expert", "[Obi] describes in the journal how the eels dive."),
        ("expert", "[Obi] described the proposal at the meeting as unworkable."),
        ("expert", "[They] report their finding that eels swim deep in the journal Lake Science."),
        ("expert", "[Obi] presented the results at a conference and said it was the wind."),
    ],
)
def test_who_says_more_speaks(resolve, speaks, line):
    article = resolve((speaks, line), sure=0.8)

    spoken = {"official": Label.OFFICIAL_STATEMENT, "expert": Label.EXPERT_ANALYSIS}
    assert article.sentences[0].label is spoken[speaks]


@pytest.mark.parametrize("speaks", ["expert", "fact"])  # "fact": who has no capacity to speak in
@pytest.mark.parametrize(
    "line",
    ["Political stability at risk", "What comes next", "“Stability at risk”", "'No more'", "* * *"],
)
def test_the_heading_of_a_section_is_the_outlets(resolve, line, speaks):
    article = resolve(
        (speaks, "The lake is low, [Ines Okoro] said."),
        (speaks, line),
        (speaks, "“It will sink further.”"),
        between="\n\n",
    )

    assert [one.speaker for one in article.sentences] == ["s1", None, "s1"]


@pytest.mark.parametrize(
    "line",
    [
        "It is at risk.",
        "“It is at risk.”",
        "“It is at risk”, no more",
        "“political stability at risk”",
        "Not so —",
        "It is a matter of the rain in spring and of nothing else",
        "เขื่อนรั่ว",
    ],
)
def test_a_line_that_is_no_heading_can_carry_speech_on(resolve, line):
    article = resolve(
        ("expert", "The lake is low, [Ines Okoro] said."),
        ("expert", line),
        ("fact", "It rained."),
        between="\n\n",
    )

    assert article.sentences[1].speaker == "s1"


def test_lines_of_a_list_are_no_headings(resolve):
    article = resolve(
        ("official", "[The ministry] would take three steps:"),
        *[("official", line) for line in ("Close the dam", "Move the town", "Pay all farmers")],
        between="\n\n",
    )

    assert [one.speaker for one in article.sentences] == ["s1"] * 4
