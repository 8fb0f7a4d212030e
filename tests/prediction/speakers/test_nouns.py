"""Which noun stands for whom, where no name does."""

import pytest


@pytest.mark.parametrize(
    ("introduced", "again"),
    [
        ("Peach Basin Digital, the developer", "The company"),
        ("Estlink Telecom, the operator", "the company"),
        ("Margaret Docherty", "the 64-year-old"),
        ("Folk singer Ingeborg Raudsand", "the 68-year-old"),
        ("Angelina Tarobo", "the same source"),
        ("Angelina Tarobo", "The source"),
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


@pytest.mark.parametrize("again", ["the Croat", "The Croat, who once coached Split,", "the Dane"])
def test_a_word_for_where_somebody_is_from_is_who_spoke_last(speakers_of, again):
    names = speakers_of(
        ("fact", "The lake is low, coach [Ivo Perišin] said."),
        ("fact", "Rain fell."),
        ("fact", f"[{again}] told reporters that it would not last."),
    )

    assert names[2] == "Ivo Perišin"


def test_who_is_from_somewhere_and_named_is_nobody_else(speakers_of):
    names = speakers_of(
        ("official", "The lake is low, chairwoman [Rosa Linden] said."),
        ("official", "It is not, [the senior Republican, Clay Burdine,] said."),
    )

    assert names == ["Rosa Linden", "Clay Burdine"]


def test_the_office_of_a_role_is_no_body_that_has_nothing_to_do_with_it(speakers_of):
    names = speakers_of(
        ("official", "[The International Water Fund] said the lake is low."),
        ("official", "It is not, [the mayor's office] said."),
    )

    assert names == ["International Water Fund", "the mayor's office"]


def test_the_company_is_who_spoke_long_ago_where_no_other_can_be(speakers_of):
    names = speakers_of(
        ("official", "[Kernow Brine, the operator,] said the lake is low."),
        *[("fact", "Rain fell.")] * 8,
        ("official", "[The company] said it would stop the pump."),
    )

    assert names[-1] == "Kernow Brine"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor's spokesman", "the governor's spokesman"),
        ("Obi's lawyer", "Ruud's lawyer"),
        ("US officials", "Iraqi officials"),
    ],
)
def test_what_belongs_to_two_is_two(speakers_of, one, other):
    names = speakers_of(
        ("official", f"[{one}] said the lake is low."),
        ("official", f"It is not, [{other}] said."),
    )

    assert names[0] != names[1]


def test_somebody_who_is_known_by_name_alone_is_not_their_own_lawyer(speakers_of):
    names = speakers_of(
        ("official", "[Trump] said the lake is low."),
        ("official", "It is not, [Trump's lawyer] said."),
    )

    assert names == ["Trump", "Trump's lawyer"]


@pytest.mark.parametrize("words", ["one of them", "Two of them"])
def test_one_of_several_who_spoke_is_they(speakers_of, words):
    names = speakers_of(
        ("fact", "The lake is low, said [three people familiar with it]."),
        ("fact", f"It will stay low, [{words}] said."),
    )

    assert names[0] == names[1] == "three people familiar with it"


def test_authorities_are_the_officials_of_a_place(speakers_of):
    names = speakers_of(
        ("official", "[Chinese officials] say the lake is low."),
        ("official", "It will stay low, [Chinese authorities] said."),
        ("official", "[Indian authorities] say theirs is not."),
    )

    assert names[0] == names[1] != names[2]


def test_a_chairman_with_a_capital_is_no_people(speakers_of):
    names = speakers_of(
        ("official", "The lake is low, [Rosa Linden, who runs the dam,] said."),
        ("official", "[The Committee Chairman] told reporters that it was not."),
    )

    assert names[1] == "the Committee Chairman"


def test_a_trade_is_that_of_who_has_been_named_and_not_heard(speakers_of):
    names = speakers_of(
        ("fact", "Harry Klee has a confession."),
        ("fact", "For twenty years he made tomatoes worse."),
        ("expert", '"Nobody paid us for flavour," [the plant geneticist] says.'),
    )

    assert names[2] == "Harry Klee"


def test_an_office_is_not_that_of_who_has_been_named_and_not_heard(speakers_of):
    names = speakers_of(
        ("fact", "Christine Ford has a lawyer."),
        ("official", "The lake is low, [the president] said."),
    )

    assert names[1] == "the president"
