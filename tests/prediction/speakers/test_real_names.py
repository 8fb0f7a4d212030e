"""Names that real news is full of and that look like something else."""

import pytest

from stance.parts import Span
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.mentions import Form
from stance.prediction.speakers.reading import read_mention


def official(words):
    return ("official", words)


def test_a_body_and_its_chief_answer_to_both_names(speakers_of):
    names = speakers_of(
        official("[The World Health Organization (WHO)] said the lake is low."),
        official("[WHO chief Tedros Adhanom] said rain would help."),
        official("It will not come, [Adhanom] said."),
    )

    assert len(set(names)) == 1


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("The China Water Bureau", "China"),
        ("The Bank of Russia", "Russia"),
        ("The US Treasury", "The US"),
        ("The UN Human Rights Office", "The UN"),
        ("The New Zealand Herald", "New Zealand"),
        ("Hong Kong Technical University", "Hong Kong"),
    ],
)
def test_a_state_is_not_the_body_that_is_named_after_it(speakers_of, body, state):
    names = speakers_of(
        official(f"[{body}] said the lake is low."), official(f"[{state}] said it is not.")
    )

    assert names[0] != names[1]


def test_a_state_has_more_than_one_spelling(speakers_of):
    names = speakers_of(
        official("[The United States] said the lake is low."), official("[The US] said it is.")
    )

    assert names[0] == names[1]


def test_two_news_agencies_are_two(resolve):
    article = resolve(
        ("fact", "The lake is low, [Iran's IRNA news agency] said."),
        ("fact", "It is not, [Russia's TASS news agency] said."),
    )

    assert [one.name for one in article.speakers] == ["IRNA", "TASS"]


def test_a_ministry_can_be_turned_round(speakers_of):
    names = speakers_of(
        official("[The Ministry of Defence] said the lake is low."),
        official("Rain will help, [the Defence Ministry] said."),
    )

    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("Prime Minister Theresa May", "Theresa May", "Prime Minister"),
        ("Jan Egeland, secretary general of Halden Aid", "Jan Egeland", None),
        ("Apple CEO Tim Cook", "Tim Cook", "Apple CEO"),
        ("committee chair Delia Monk", "Delia Monk", "committee chair"),
        ("analyst Kim Driver", "Kim Driver", "analyst"),
        ("Senator Angus King", "Angus King", "Senator"),
        ("Foreign Minister Julie Bishop", "Julie Bishop", "Foreign Minister"),
    ],
)
def test_a_month_or_an_occupation_can_be_a_name(resolve, words, name, role):
    article = resolve(official(f"[{words}] said the lake is low."))

    assert article.speakers[0].name.removeprefix("Senator ") == name
    assert role is None or article.speakers[0].role == role


def test_a_month_is_no_name(resolve):
    article = resolve(official("In May [the Energy Ministry] said the lake is low."))

    assert [one.name for one in article.speakers] == ["Energy Ministry"]


@pytest.mark.parametrize(
    "words", ["Mr Johnson's spokeswoman, Eva Lind,", "Mr Smith's wife, Eva Lind,"]
)
def test_whose_wife_somebody_is_does_not_tell_their_gender(speakers_of, words):
    names = speakers_of(("fact", f"[{words}] said the lake is low."), ("fact", "[She] left."))

    assert names[0] == names[1]


def test_the_and_an_adjective_make_no_body(speakers_of):
    names = speakers_of(
        ("fact", "[The outspoken Ada Obi] said the lake is low."), ("fact", "[She] left.")
    )

    assert names[0] == names[1]


def test_an_arabic_article_can_be_left_out(speakers_of):
    names = speakers_of(
        official("[President Abdel al-Sisi] said the lake is low."),
        official("Rain will help, [Sisi] said."),
        official("It will come, [El-Sisi] said."),
    )

    assert len(set(names)) == 1


def test_an_acronym_that_opens_a_sentence_is_no_pronoun(speakers_of):
    names = speakers_of(
        official("[The World Health Organization (WHO)] said it is for those who fall ill."),
        official("[WHO director-general Tedros Adhanom] said rain would help."),
    )

    assert names == ["Tedros Adhanom", "Tedros Adhanom"]


@pytest.mark.parametrize("opening", ["THE council", "POLICE", "RESIDENTS"])
def test_a_first_word_in_capitals_is_no_name(opening):
    page = Page(f"{opening} said the lake is low.")

    assert read_mention(page, Span(0, len(opening))).form is Form.DESCRIPTION


@pytest.mark.parametrize(
    "before",
    [
        "A rally was held against President Viktor A. Okoro’s plan.",
        "Rivals met U.S. Secretary of State Viktor Okoro on Monday.",
        "Rivals met Speaker Viktor I. Okoro on Monday.",
    ],
)
def test_a_name_is_as_full_as_the_article_has_it(speakers_of, before):
    names = speakers_of(("fact", before), official("The lake is low, [Mr. Okoro] said."))

    assert names[1].startswith("Viktor")
    assert names[1].endswith("Okoro")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Larkspur House of Deputies Speaker Ines Okoro", "Ines Okoro"),
        ("the Bureau of Prisons Director Ines Okoro", "Ines Okoro"),
        ("the Office of the Attorney General", "Office of the Attorney General"),
        ("PC Lake's recent survey", "PC Lake"),
        ("Orel Media unit’s latest forecast", "Orel Media unit"),
        ("Thursday's report", "Thursday's report"),
        ("Podcaster Ines Okoro", "Ines Okoro"),
    ],
)
def test_who_is_called_by_what_belongs_to_somebody(speakers_of, source, name):
    assert speakers_of(official(f"The lake is low, [{source}] said.")) == [name]


def test_the_office_of_a_person_is_the_person(speakers_of):
    names = speakers_of(
        official("The lake is low, [President Ines Okoro] said."),
        official("[Okoro’s office] said rain would help."),
        official("It will not come, [the president’s office] said."),
    )

    assert names[:2] == ["Ines Okoro", "Ines Okoro"]


@pytest.mark.parametrize("name", ["Carers Together", "Nurses United", "Farmers Alliance"])
def test_a_body_of_people_opens_a_sentence_with_all_of_its_name(speakers_of, name):
    names = speakers_of(official(f"[{name}] said the lake is low."))

    assert names == [name]


def test_people_of_one_trade_are_no_body(speakers_of):
    names = speakers_of(official("[Researchers Okoro and Duarte] said the lake is low."))

    assert names == ["Okoro"]


@pytest.mark.parametrize(
    ("capital", "state"),
    [("Kyiv", "Ukraine"), ("Moscow", "Russia"), ("Brussels", "The EU"), ("Seoul", "South Korea")],
)
def test_a_capital_is_its_state(speakers_of, capital, state):
    names = speakers_of(
        official(f"[{state}] said the lake is low."), official(f"[{capital}] said it is not.")
    )

    assert names[0] == names[1]


def test_a_surname_is_no_capital(speakers_of):
    names = speakers_of(
        official("[France] said the lake is low."),
        official("[Valeska Paris] said it is not."),
        official("Look at the shore, [Paris] said."),
    )

    assert names == ["France", "Valeska Paris", "Valeska Paris"]


@pytest.mark.parametrize(
    ("other", "body"),
    [("Hamas", "the Hamas-run civil defence agency"), ("Oslo", "The Oslo-based clinic")],
)
def test_a_body_that_another_runs_is_not_that_other(speakers_of, other, body):
    names = speakers_of(official(f"[{other}] said no."), official(f"[{body}] said yes."))

    assert names[0] == other != names[1]


def test_where_somebody_is_based_is_no_part_of_the_name(speakers_of):
    names = speakers_of(
        ("expert", "[Ada Obi], an analyst, said no."), ("expert", "Why, [Oslo-based Obi] asked.")
    )

    assert names == ["Ada Obi", "Ada Obi"]


@pytest.mark.parametrize(
    "name",
    [
        "Bureau of Forests & Waters",
    ],
)
def test_a_body_can_list_what_it_is_for(name):
    text = f"The {name} said so."
    mention = read_mention(Page(text), Span(0, len(name) + 4))

    assert text[mention.called.start : mention.called.end] == name
    assert mention.name[-1] == name.split()[-1].casefold()


def test_what_is_no_list_of_fields_keeps_its_commas():
    page = Page("The Ministry of Finance, Ada Obi and Energy Minister Ben Tarn said so.")

    assert "," in [word.text for word in page.words]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("China's official Xinhua news agency", "China"),
        ("The official Xinhua news agency", ""),
        ("Mexico's Andres Valencia", "Mexico"),
        ("Ines Okoro, vice chairman at Sotheby's,", "vice chairman at Sotheby's"),
        ("U.S. official Ines Okoro", "U.S. official"),
    ],
)
def test_a_role_is_no_adjective_and_has_no_ending(resolve, source, role):
    article = resolve(("fact", f"[{source}] said on Monday that the lake is low."))

    assert article.speakers[0].role == role


@pytest.mark.parametrize("noun", ["operator", "developer", "company"])
def test_what_is_a_firm_or_a_person_is_called_by_the_name_after_it(resolve, noun):
    article = resolve(
        ("official", f"[The {noun}, Strait Lines,] denied that the ferry was unsafe.")
    )

    assert (article.speakers[0].name, article.speakers[0].role) == ("Strait Lines", noun)


def test_a_surname_after_a_noun_for_a_paper_is_still_the_persons(speakers_of):
    names = speakers_of(
        ("fact", "[Tor Axani, a teacher], said the lake is low."),
        ("fact", "Munk replied to a Reddit post Axani had submitted – and was selected."),
        ("fact", "It was fun, [Axani] said."),
    )

    assert names == ["Tor Axani", "", "Tor Axani"]


def test_one_of_a_team_is_not_the_team(speakers_of):
    names = speakers_of(
        ("expert", "[One of the research team, Ross Axani, a professor in Orno], said so."),
        ("expert", "It works, [he] said."),
    )

    assert names == ["Ross Axani"] * 2


def test_whose_results_have_spoken_is_still_one_person(speakers_of):
    names = speakers_of(
        ("expert", "It helps, said [Dr Hugo Axani, an author of the study]."),
        ("expert", "[The results] showed that it helps."),
        ("expert", "It is different, [he] says."),
    )

    assert names == ["Dr Hugo Axani"] * 3


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("The U.S. State Department", "The State Department"),
        ("The U.S. Centers for Disease Control", "the CDC"),
        ("The Bank of England", "the BoE"),
        ("The Department of Justice", "the DOJ"),
        ("The Federal Reserve", "the Fed"),
    ],
)
def test_a_body_is_called_by_less_at_home(speakers_of, full, short):
    names = speakers_of(
        official(f"[{full}] said the lake is low."), official(f"It will stay low, [{short}] said.")
    )

    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Doctors Without Borders", "Doctors Without Borders"),
        ("McDonald’s", "McDonald’s"),
        ("A reader, Mike from Sligo,", "Mike"),
    ],
)
def test_a_name_is_as_long_as_it_is(speakers_of, source, name):
    assert speakers_of(official(f"[{source}] said the lake is low.")) == [name]


def test_who_leads_a_party_is_the_senator_named_after_a_comma(speakers_of):
    names = speakers_of(
        official("[Sen. Dick Harlan, the panel's chairman,] praised the lake."),
        official("It is low, [the ranking Republican, Sen. Chuck Tolliver of Iowa], said."),
        official("It will stay low, [the Iowa Republican] told reporters."),
    )

    assert names == ["Dick Harlan", "Chuck Tolliver", "Chuck Tolliver"]


def test_the_mum_of_the_lead_is_named_with_her_town(speakers_of):
    names = speakers_of(
        ("fact", "[A MUM] has slammed the lake."),
        ("fact", "It is low, said [Kirsty Bell, 34, from Ashby]."),
    )

    assert names == ["Kirsty Bell", "Kirsty Bell"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Its lead author, Laura Sadofsky of Hull Medical School,", "Laura Sadofsky"),
        ("One, a Guinean named Mamadou,", "Mamadou"),
        ("A bench of Justice Rao and Justice Pillai", "a bench of Justice Rao and Justice Pillai"),
        ("Cancer Research UK", "Cancer Research UK"),
    ],
)
def test_a_name_is_found_beside_other_words(speakers_of, source, name):
    names = speakers_of(("fact", "It is about cancer."), official(f"[{source}] said so."))

    assert names[1] == name


def test_a_glacier_does_not_speak(speakers_of):
    names = speakers_of(
        ("fact", "A team has measured Orno Glacier, which is large."),
        ("expert", "[Their findings] suggest that it melts."),
    )

    assert names[1] == "their findings"
