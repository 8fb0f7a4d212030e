"""Which noun stands for whom, where no name does."""

import pytest


@pytest.mark.parametrize(
    ("introduced", "again"),
    [
        ("Peach Basin Digital, the developer", "The company"),
        ("Estlink Telecom, the operator", "the company"),
        ("Margaret Docherty", "the 64-year-old"),
        ("Folk singer Ingeborg Raudsand", "the 68-year-old"),
        ("Angelina Tayobo", "the same source"),
        ("Angelina Tayobo", "The source"),
    ],
)
def test_a_noun_that_says_little_is_who_spoke_last(speakers_of, introduced, again):
    names = speakers_of(
        ("fact", f"The lake is low, [{introduced}] said."),
        ("fact", f"[{again}] asked for rain."),
    )

    assert names[0] == names[1]


def test_a_person_of_so_many_years_is_no_body(speakers_of):
    names = speakers_of(
        ("fact", "[Margaret Docherty] walked away."),
        ("official", "The lake is low, [the Energy Ministry] said."),
        ("fact", "It will stay low, [the 64-year-old] said."),
    )

    assert names == ["Margaret Docherty", "Energy Ministry", "Margaret Docherty"]


def test_a_noun_with_a_name_beside_it_is_somebody_else(speakers_of):
    names = speakers_of(
        ("official", "The lake is low, [Ines Okoro] said."),
        ("fact", "[The Halden carmaker] asked for rain."),
    )

    assert names[0] != names[1]


@pytest.mark.parametrize("body", ["bureau", "ministry", "commission"])
def test_a_person_can_be_named_after_the_body_that_a_role_is_of(resolve, body):
    article = resolve(("official", f"The lake is low, [head of the {body} Kecuk Suharto] said."))

    assert (article.speakers[0].name, article.speakers[0].role) == (
        "Kecuk Suharto",
        f"head of the {body}",
    )


def test_a_charity_can_be_named_after_the_noun_for_it(resolve):
    article = resolve(("official", "[A trustee of the charity Open Doors] said the lake is low."))

    assert article.speakers[0].name != "Open Doors"
