"""Whom a reader has in mind: "he", "it" and "the 31-year-old" are those who were named last."""

import pytest


@pytest.mark.parametrize("words", ["The 31-year-old", "the 31-year-old filmmaker"])
def test_who_is_called_by_age_is_known(speakers_of, words):
    names = speakers_of(
        ("fact", "Damien Obi has made a film about a lake."),
        ("fact", "It opens on Friday."),
        ("fact", f"It took four years, [{words}] said."),
    )

    assert names[2] == "Damien Obi"


def test_another_of_an_age_is_somebody_else(speakers_of):
    names = speakers_of(
        ("fact", "Damien Obi has made a film about a lake."),
        ("fact", "It took four years, [a 31-year-old visitor] said."),
    )

    assert names[1] == "a 31-year-old visitor"


@pytest.mark.parametrize("thing", ["DNA", "GDP", "COVID-19"])
def test_what_cannot_speak_is_not_they(speakers_of, thing):
    names = speakers_of(
        ("expert", "Few know this, [the authors of the essay] write."),
        ("fact", f"{thing} is much in the news."),
        ("expert", "That matters, [they] write."),
    )

    assert names == ["the authors of the essay", "", "the authors of the essay"]


@pytest.mark.parametrize("dateline", ["LAKESIDE, MO (KTVI) – ", "LAKESIDE (Reuters) - "])
def test_the_place_where_a_report_was_written_does_not_speak(speakers_of, dateline):
    names = speakers_of(
        ("fact", f"{dateline}A bank gave way on Monday."),
        ("official", "Nobody was hurt, [it] said in a statement."),
    )

    assert names[1] == "it"


@pytest.mark.parametrize(
    "opening",
    [
        "With his film La La Lake in all cinemas, Ryan Obi has time.",
        "After the premiere of La La Lake, Ryan Obi has time.",
        "Ryan Obi has time after La La Lake.",
    ],
)
def test_what_is_named_before_the_subject_is_not_what_a_sentence_is_about(speakers_of, opening):
    names = speakers_of(("fact", opening), ("fact", "It is over, [he] said."))

    assert names[1] == "Ryan Obi"


def test_without_another_name_the_one_before_the_comma_is_whom_it_is_about(speakers_of):
    names = speakers_of(
        ("fact", "With Ryan Obi in town, nobody sleeps."), ("fact", "It is over, [he] said.")
    )

    assert names[1] == "Ryan Obi"


@pytest.mark.parametrize("firm", ["Tarn Co.", "Tarn LLC", "Tarn GmbH"])
def test_a_firm_is_no_he(speakers_of, firm):
    names = speakers_of(
        ("official", "The ferry is too dear, [President Ada Obi] said."),
        ("fact", f"{firm} builds it."),
        ("official", "Cancel it, [he] wrote."),
    )

    assert names[2] != firm


def test_an_office_that_is_mentioned_makes_no_body_of_who_holds_it(speakers_of):
    names = speakers_of(
        ("official", "The dam is too dear, [Obi] said in a post."),
        ("fact", "Damien Obi has turned against the very ministry he will run."),
        ("official", "Others would cost less, [Obi] said."),
        ("official", "[He] put the price at 4 million crowns."),
    )

    assert names == ["Damien Obi", "", "Damien Obi", "Damien Obi"]


@pytest.mark.parametrize("owner", ["President-elect Damien Obi", "Governor Damien Obi"])
def test_whose_team_speaks_is_somebody(speakers_of, owner):
    names = speakers_of(
        ("official", f"[{owner}'s transition team] named an adviser on Wednesday."),
        ("official", f"She is the right choice, [the {owner.split()[0].lower()}] said."),
        ("official", "More names will follow, [Obi] said."),
    )

    assert names[1:] == ["Damien Obi", "Damien Obi"]


@pytest.mark.parametrize("opener", ["When", "Once", "Even", "Only", "Whether", "Now"])
def test_what_opens_a_sentence_is_no_name(speakers_of, opener):
    names = speakers_of(
        ("fact", f"{opener} Damien Obi saw what was at stake."),
        ("fact", "It took four years, [he] said."),
    )

    assert names[1] == "Damien Obi"


@pytest.mark.parametrize("papers", ["reports", "earlier reports"])
def test_papers_that_nobody_has_named_are_not_who_spoke_last(speakers_of, papers):
    names = speakers_of(
        ("official", "The race is over for me, [Damien Obi], a candidate, said."),
        ("fact", f"He had few voters, according to [{papers}]."),
        ("official", "[Obi] thanked his staff."),
    )

    assert names == ["Damien Obi", papers, "Damien Obi"]


def test_the_report_is_what_has_been_heard(speakers_of):
    names = speakers_of(
        ("fact", "The lake is low, [a report by engineers] says."),
        ("fact", "It will stay low, [the report] says."),
    )

    assert names[0] == names[1]


def test_he_is_the_subject_of_the_clause_that_opens_the_sentence(speakers_of):
    names = speakers_of(
        ("official", "She wants people who have run something, [Idris Vane], a spokesman, said."),
        ("fact", "When Harbour Radio asked Damien Obi about the ferry, he laughed."),
        ("official", "Once Obi had his coat on, [he] said it was nobody's business."),
    )

    assert names[2] == "Damien Obi"


@pytest.mark.parametrize(
    "opening", ["In Damien Obi's letters, which are long,", "During Obi’s speeches,"]
)
def test_he_is_whose_speeches_open_the_sentence(speakers_of, opening):
    names = speakers_of(
        ("official", "The ferry is safe, [Damien Obi] said."),
        ("fact", "Idris Vane, who ran against him, walked to the harbour."),
        ("official", f"{opening} [he] said that it was nobody's business."),
    )

    assert names[2] == "Damien Obi"


@pytest.mark.parametrize("storm", ["Hurricane Wilma", "Typhoon Lina", "Tropical Storm Ada"])
def test_a_storm_does_not_speak(speakers_of, storm):
    names = speakers_of(
        ("fact", "[Ruben Vane, a landscape architect,] has seen it before."),
        ("fact", f"Then came {storm}."),
        ("fact", "Half of the palms are gone, [he] said."),
    )

    assert names[2] == "Ruben Vane"


def test_a_quotation_after_somebody_has_come_up_is_no_longer_the_last_speakers(speakers_of):
    names = speakers_of(
        ("fact", "The barriers are holding, reporter [Jessica Okoro] says."),
        ("fact", "Sandra Pugh, who runs a bakery, has been at it since five."),
        ("fact", '"I have lost everything twice.'),
        ("fact", 'I am not doing it a third time," [she] says.'),
    )

    assert names[2:] == ["Sandra Pugh", "Sandra Pugh"]


def test_they_are_rather_a_body_that_spoke_than_one_person_who_did_not(speakers_of):
    names = speakers_of(
        ("official", "[An assembly of ministers] denounced the treaty."),
        ("fact", "Rain fell."),
        ("fact", "Rain fell again."),
        ("fact", "The foreign minister, Luigi Mainardi, looked on."),
        ("official", "[They] said that it was null and void."),
    )

    assert names[4] == "an assembly of ministers"


def test_a_woman_who_is_called_by_her_given_name_is_not_he(speakers_of):
    names = speakers_of(
        ("official", "[Mr. Paul Duarte] thanked the voters."),
        ("fact", "Michelle and his daughters stood beside him."),
        ("official", "It had been a long road, [he] said."),
    )

    assert names[2] == "Mr. Paul Duarte"


def test_a_driver_of_some_age_is_not_the_republicans(speakers_of):
    names = speakers_of(
        ("official", "[Republicans] saw it differently."),
        ("fact", "Denise Patton was comparing two brands of coffee."),
        ("fact", "It used to be less, [the 58-year-old school bus driver] said."),
    )

    assert names[2] == "Denise Patton"


@pytest.mark.parametrize("feast", ["New Year", "Independence Day", "Christmas"])
def test_a_feast_speaks_for_nobody(speakers_of, feast):
    names = speakers_of(
        ("fact", f"Shops were full before {feast}."),
        ("expert", "Prices fell early, [they] say."),
    )

    assert feast not in names


def test_who_is_called_like_a_feast_does_speak(speakers_of):
    names = speakers_of(("fact", "Doris Day has died."), ("fact", "[She] had said so."))

    assert names == ["", "Doris Day"]


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("The astronaut", "Ryan Obi"),
        ("But the astronaut", "Ryan Obi"),
        ("The pilot", "Damien Tarn"),
        ("The astronaut's brother", "Damien Tarn"),
        ("An astronaut", "Damien Tarn"),
    ],
)
def test_he_is_whom_the_sentence_before_describes_as_before(speakers_of, subject, name):
    names = speakers_of(
        ("fact", "Ryan Obi, an astronaut, is back from the station."),
        ("fact", "Damien Tarn is running for office."),
        ("fact", f"{subject} waved when asked about it."),
        ("fact", "I cannot say, [he] said."),
    )

    assert names[3] == name


def test_whom_a_sentence_describes_in_a_quotation_is_not_he(speakers_of):
    names = speakers_of(
        ("fact", "Ryan Obi, an astronaut, is back from the station."),
        ("fact", "Damien Tarn is running for office."),
        ("fact", "“The astronaut waved at me,” [he] said."),
    )

    assert names[2] == "Damien Tarn"
