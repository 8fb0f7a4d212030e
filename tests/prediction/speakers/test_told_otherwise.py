"""Who is told of in other words: "the company", "the DA", "the U.N. refugee agency"."""

import pytest

SAID = "[{}] said the lake is low."


@pytest.fixture
def names(speakers_of):
    """Give the names of the official speakers of lines; one without brackets is the outlet's."""

    def build(*lines):
        told = [(("official" if "[" in line else "fact"), line) for line in lines]
        return [name for name in speakers_of(*told) if name]

    return build


@pytest.mark.parametrize(
    ("silent", "told"),
    [
        ("Larkspur has rushed out a fix.", "The company"),
        ("Larkspur has rushed out a fix.", "The software giant"),
        ("Larkspur has halted the line.", "The carmaker"),
        ("Consumer electronics group Larkspur has halted the line.", "The company"),
    ],
)
def test_the_firm_is_what_a_sentence_was_about(names, silent, told):
    assert names(silent, SAID.format(told)) == ["Larkspur"]


@pytest.mark.parametrize(
    ("silent", "told"),
    [
        ("China has rushed out a fix.", "The company"),
        ("Shares have risen all day.", "The company"),
        ("Larkspur has rushed out a fix.", "The ministry"),
        ("The town likes Larkspur.", "The minister"),
    ],
)
def test_no_other_body_is_and_no_state(names, silent, told):
    assert names(silent, SAID.format(told)) == [told[0].lower() + told[1:]]


def test_who_is_only_named_once_is_nobody_that_he_can_be(names):
    told = names("Larkspur fell silent.", "[Ada Tarn, the mayor,] said so.", "[She] did not mind.")

    assert told == ["Ada Tarn", "Ada Tarn"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Manhattan D.A. Richard Obi", "The district attorney"),
        ("Deputy Commissioner of Police Richard Obi", "the DCP"),
        ("Chief Minister Ada Obi", "the CM"),
        ("Lollipop man Stan Obi", "Stan, who lost his wife Ada in May,"),
        ("A report by the supplier, Larkspur Systems,", "Larkspur"),
        ("An investigation by Larkspur Systems", "Larkspur"),
        ("The labour ministry", "the latest ministry data"),
        ("the mayor, Joan Obi,", "he"),
        ("The NYPD", "police"),
        ("Police", "LAPD spokesman Paul Obi"),
        ("Larkspur", "Larkspur's Dustin Obi"),
        ("Larkspur", "Larkspur chief executive Ada Obi"),
        ("the victim's nephew", "Manpreet Obi"),
        ("Larkspur Water Co.", "Larkspur officials"),
        ("The World Health Organization", "WHO officials"),
        ("Larkspur officials", "Ada Obi, a spokeswoman for Larkspur Water,"),
        ("Sea Orno Ltd.", "Sea Orno's chief executive officer, James Obi,"),
        ("Larkspur, the software company,", "the tech giant"),
        ("Advanced Micro Orno Inc.", "AMO"),
    ],
)
def test_both_are_one(names, one, other):
    first, second = names(SAID.format(one), f"It is not, [{other}] said.")

    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The police", "the DEA"),
        ("Orno's attorney", "the DA"),
        ("Deputy Commissioner of Police Richard Obi", "the DCC"),
        ("general manager Ada Obi", "GM"),
        ("The U.N. refugee agency", "UNICEF spokesman Adrian Obi"),
        ("the mayor", "Manpreet Obi"),
        ("Sudan", "Sudanese officials"),
        ("The United Nations", "U.N. officials"),
        ("Larkspur Water Co.", "Harbour officials"),
        ("A spokesman for the Enough Project", "Ada Obi, spokeswoman for the armed forces,"),
        ("The City Attorney's office", "General manager A.J. Obi"),
        ("South Sudan", "Sudan"),
        ("South Sudan", "the Sudanese government"),
        ("AP", "the source"),
    ],
)
def test_these_are_two(names, one, other):
    first, second = names(SAID.format(one), f"It is not, [{other}] said.")

    assert first != second


def test_a_substitute_is_no_part_of_a_name(names):
    assert names(SAID.format("Substitute Caio Obi")) == ["Caio Obi"]


def test_the_victims_nephew_is_not_the_victim(names):
    told = names("Raj Obi was hit by a car.", SAID.format("The victim's nephew"))

    assert told == ["the victim's nephew"]


def test_the_title_of_a_film_is_nobody(names):
    told = names("Ada Tarn is known from the film Local Hero.", SAID.format("She"))

    assert told == ["Ada Tarn"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("South Orno officials and witnesses", "South Orno officials"),
        ("Police and residents", "police"),
        ("The Larkspur transparency report", "Larkspur"),
    ],
)
def test_the_first_of_two_and_who_issues_a_paper(names, source, name):
    assert [one.casefold() for one in names(SAID.format(source))] == [name.casefold()]


def test_a_lawyer_in_a_headline_is_not_who_is_named_there(names):
    told = names("[Lawyer]: Lindsay Obi checks in", "It is fine, [Mark Tarn] said.")

    assert told[0] != "Lindsay Obi"


def test_a_joint_voice_has_the_role_of_the_person(resolve):
    article = resolve(
        ("official", "[Sea Orno Ltd., a shipping concern,] said so."),
        ("official", "It is low, [Sea Orno's chief executive officer, James Obi,] said."),
    )

    (speaker,) = article.speakers
    assert (speaker.name, speaker.role) == ("James Obi", "Sea Orno's chief executive officer")


def test_an_acronym_is_not_called_by_its_product(names):
    told = names(SAID.format("LKS"), "The LKS Freedom is fast.", SAID.format("LKS"))

    assert told == ["LKS"] * 2


def test_an_adverb_that_opens_a_sentence_is_nobody(names):
    told = names(
        "Larkspur rushes out a fix.",
        "Normally, Larkspur releases one a month.",
        SAID.format("The company"),
    )

    assert told == ["Larkspur"]


def test_a_party_and_a_firm_are_no_attorneys(names):
    assert names(SAID.format("The Democratic Alliance"), SAID.format("the DA")) == [
        "Democratic Alliance",
        "Democratic Alliance",
    ]
    assert names(SAID.format("Larkspur AG")) == ["Larkspur AG"]
