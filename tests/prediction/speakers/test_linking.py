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
        ("The Liberal Democrats", "the Lib Dems"),
        ("Volkswagen", "VW"),
        ("Ciarán Mac Giolla Bhríde", "Mr Mac Giolla Bhríde"),
        ("World Health Organization (WHO)", "the WHO"),
        ("The Committee to Protect Lakes", "CPL"),
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
        ("Ines Maurer", "Meyer"),
        ("Ines Lind", "Lund"),
        ("Ines Maurer", "Ada Mauer"),
    ],
)
def test_different_names_are_different_speakers(resolve, one, other):
    article = resolve(
        ("official", f"[{one}] said the lake is low."),
        ("official", f"[{other}] said it is not."),
    )

    assert len(article.speakers) == 2


def test_a_slip_that_fits_two_names_is_neither(speakers_of):
    names = speakers_of(
        ("official", "[Ines Johnston] said the lake is low."),
        ("official", "[Paul Johnsen] said it is not."),
        ("official", "[Johnson] said nothing."),
    )

    assert names == ["Ines Johnston", "Paul Johnsen", "Johnson"]


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


@pytest.mark.parametrize(
    "spokesperson",
    [
        "a spokesman for the union",
        "a spokeswoman for the truckers' association",
        "a spokesperson for an association of truckers",
        "the union's spokesman",
    ],
)
def test_a_body_of_another_sort_has_its_own_spokesperson(speakers_of, spokesperson):
    department = "[The Department for Transport] said it had read it."
    own = ("official", f"Detours will be long, [{spokesperson}] said.")

    assert speakers_of(("official", department), own) == ["Department for Transport", spokesperson]


@pytest.mark.parametrize("client", ["the agency", "the department", "its roads unit"])
def test_a_body_may_be_called_by_a_like_noun(speakers_of, client):
    department = "[The Department for Transport] said it had read it."
    own = ("official", f"Detours will be long, [a spokesman for {client}] said.")

    assert speakers_of(("official", department), own) == ["Department for Transport"] * 2


def test_a_body_and_its_named_spokesperson_are_the_person(resolve):
    article = resolve(
        ("official", "[The Energy Ministry] said the lake is low."),
        ("official", "[Energy Ministry spokesman Guo Jiakun] said licences will be cut."),
    )

    assert [speaker.name for speaker in article.speakers] == ["Guo Jiakun"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_speaks_for_a_body_is_both_she_and_it(speakers_of, order):
    pair = (
        ("official", "[The Energy Ministry] said the lake is low."),
        ("official", "[Energy Ministry spokeswoman Ines Okoro] said licences will be cut."),
    )
    names = speakers_of(
        ("official", "[Paul Duarte] disagreed."),
        *(pair[one] for one in order),
        ("official", "The lake, [it] said, is not safe."),
        ("official", "[She] blamed the dam."),
    )

    assert names == ["Paul Duarte", *["Ines Okoro"] * 4]


@pytest.mark.parametrize(
    ("paper", "person"),
    [
        ("A report", "Ada Obi, who led the inquiry"),
        ("A study", "its author, Ada Obi"),
        ("A report", "Judge Ada Obi, who chaired the panel"),
    ],
)
def test_a_paper_is_who_led_it(speakers_of, paper, person):
    names = speakers_of(
        ("expert", f"[{paper}] found that the dam leaks."),
        ("expert", f"It is old, said [{person}]."),
        ("expert", "[The report] asked for a new one."),
    )

    assert names[:2] == ["Ada Obi", "Ada Obi"]


HEADLINE = "[{}] says 40 are held."


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Rights group", "a rights group"),
        ("Rebels", "Rebels in northern Orno"),
        ("Watchdog", "a media watchdog"),
        ("Court", "a court in Orno"),
        ("Witness", "a witness"),
    ],
)
def test_the_lead_has_who_speaks_in_the_headline(speakers_of, headline, lead):
    names = speakers_of(
        ("official", HEADLINE.format(headline)), ("official", f"They are 40, [{lead}] said.")
    )

    assert names == [headline] * 2


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Rights group", "an aid group"),
        ("The group", "a group"),
        ("Police", "the News Agency"),
        ("Officials", "Security officials"),
    ],
)
def test_the_lead_has_another_than_the_headline(speakers_of, headline, lead):
    names = speakers_of(
        ("official", HEADLINE.format(headline)), ("official", f"They are 40, [{lead}] said.")
    )

    assert names[0] != names[1]


def test_the_group_of_a_headline_is_called_by_name_in_the_lead(speakers_of):
    names = speakers_of(
        ("official", HEADLINE.format("Aid group")),
        ("official", "They are 40, [the aid group Orno Watch] said."),
    )

    assert names == ["Orno Watch"] * 2


@pytest.mark.parametrize("came", ["published on Thursday", "released in Geneva", "posted online"])
def test_a_study_that_came_out_is_its_authors(speakers_of, came):
    names = speakers_of(
        ("expert", f"Dams leak, according to [a study {came}]."),
        ("expert", "It is old, said [Ada Obi, the study's lead author]."),
    )

    assert names == ["Ada Obi"] * 2


@pytest.mark.parametrize("person", ["Ada Obi, a co-author", "Ada Obi, who was not involved"])
def test_a_paper_is_not_just_anybody_who_speaks_of_it(speakers_of, person):
    names = speakers_of(
        ("expert", "[A study] found that the dam leaks."),
        ("expert", f"It is old, said [{person}]."),
    )

    assert names[0] != names[1]


def test_the_spokesman_is_of_the_press_department(speakers_of):
    names = speakers_of(
        ("official", "[Ada Obi, deputy head of the press department], said no."),
        *[("fact", "The council met.")] * 2,
        ("official", "It is late, [the spokesperson] said."),
    )

    assert names[-1] == "Ada Obi"


def test_a_press_office_is_whose_it_is(speakers_of):
    names = speakers_of(
        ("official", "[Hezbollah] said no."), ("official", "[Hezbollah's media office] said yes.")
    )

    assert names == ["Hezbollah", "Hezbollah"]


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("Officials and analysts", "Officials"),
        ("The Iranian government and Hamas", "The Iranian government"),
        ("The minister and her aide Ada Obi", "The minister"),
        ("The trade and industry ministry", "The trade and industry ministry"),
        ("Health and safety inspectors", "Health and safety inspectors"),
        ("The doctors and nurses' union", "The doctors and nurses' union"),
    ],
)
def test_the_first_of_two_speaks(resolve, source, first):
    article = resolve(("official", f"[{source}] said so."))

    assert article.speakers[0].name.casefold() == first.casefold()


def test_an_application_is_whose_it_is(speakers_of):
    names = speakers_of(
        ("official", "[The Fishing Union] said no."),
        ("official", "[An application by the Fishing Union] argues that the quota is void."),
    )

    assert names == ["Fishing Union", "Fishing Union"]


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


@pytest.mark.parametrize(
    "paper",
    ["Korval Institute estimates of 2012 data", "Korval Institute figures", "Korval calculations"],
)
def test_papers_told_in_the_plural_are_their_bodys(speakers_of, paper):
    names = speakers_of(
        ("expert", "Prices will fall, the [Korval Institute] said."),
        ("expert", f"Rents rose by a third, according to [{paper}]."),
    )

    assert names == ["Korval Institute", "Korval Institute"]


def test_senior_figures_are_no_paper(speakers_of):
    names = speakers_of(
        ("official", "Taxes will fall, the [Reform Party] said."),
        ("fact", "[Senior Reform Party figures] doubted it."),
    )

    assert names == ["Reform Party", "Senior Reform Party figures"]


def test_one_of_several_is_one(speakers_of):
    names = speakers_of(
        ("official", "[Two Norland officials] said that stocks were low."),
        ("official", "[One of the officials] spoke of weeks."),
        ("official", "[Paul Duarte, the ministry's spokesman,] declined to confirm it."),
        ("official", "Supply is an issue too, [the official] said."),
        ("official", "No shells are left, [officials] said."),
    )

    one, many = "one of the officials", "two Norland officials"
    assert names == [many, one, "Paul Duarte", one, many]


def test_one_of_several_has_no_role(resolve):
    article = resolve(("official", "[One of the officials] spoke of weeks."))

    assert [speaker.role for speaker in article.speakers] == [""]


def test_a_body_of_a_state_is_that_of_its_people(speakers_of):
    names = speakers_of(
        ("official", "[Lebanon's health ministry] counted nine dead."),
        ("official", "[The hospital's director] counted ten."),
        ("official", "Most were children, [the Lebanese health ministry] said."),
    )

    assert names[0] == names[2] != names[1]


def test_a_body_described_by_a_name_is_no_other_with_a_name(speakers_of):
    names = speakers_of(
        ("official", "He was charged, the [Justice Ministry] said."),
        ("official", "He had been recruited, [the Shin Bet security service] said."),
    )

    assert len(set(names)) == len(names)


def test_a_body_described_by_a_name_is_no_other_of_which_only_the_name_is_known(speakers_of):
    names = speakers_of(
        ("official", "The leak was small, [Lomo] says."),
        ("official", "[The opposition Orchard party] says that Lomo has hidden it."),
    )

    assert len(set(names)) == len(names)


def test_a_ministrys_spokesperson_does_not_speak_for_another(speakers_of):
    names = speakers_of(
        ("official", "Drones were shot down, [Norland's Defence Ministry] said."),
        ("official", "[His Foreign Ministry spokesperson] called the attack barbaric."),
    )

    assert len(set(names)) == len(names)


def test_capacity_tells_two_candidates_apart(speakers_of):
    names = speakers_of(
        ("expert", "[Chidi Okoro, an economist,] said the lake is low."),
        ("official", "[Zuri Duarte, a mayor,] said it is not."),
        ("expert", "The dam is to blame, [he] said."),
        sure=0.99,
    )

    assert names[2] == "Chidi Okoro"


def test_the_researchers_are_the_scientists_named_before(speakers_of):
    names = speakers_of(
        ("expert", "[Scientists from Larkspur University] measured the lake."),
        ("fact", "It was dug in 1961."),
        ("expert", "It will dry up, [the researchers] wrote."),
    )

    assert names[2] == names[0]


@pytest.mark.parametrize(
    "subject",
    ["Gov. Tom Reyes of Orno", "Tom Reyes, 51,", "Gov. Tom Reyes of Orno, who is the chairman,"],
)
def test_his_office_is_that_of_whom_the_sentence_is_about(speakers_of, subject):
    names = speakers_of(
        ("official", "[Ben Tarn, the sheriff,] said it was late."),
        ("official", f"{subject} was to speak on Monday, [his office] said."),
    )

    assert names == ["Ben Tarn", "Tom Reyes"]


def test_the_place_in_a_dateline_does_not_speak(speakers_of):
    names = speakers_of(
        ("fact", "[LESKOVEC], Oct 3 -"),
        ("official", "The river rose, [the water authority] said."),
    )

    assert names == ["", "the water authority"]


@pytest.mark.parametrize(
    ("body", "person"),
    [
        ("the marine park authority", "Ada Obi, chief scientist of the marine park authority,"),
        ("police", "Deputy Commissioner of Police Ada Obi"),
        ("the bureau", "weather specialist Ada Obi of the state weather bureau"),
    ],
)
@pytest.mark.parametrize("is_body_first", [True, False])
def test_a_body_without_a_name_is_whoever_speaks_for_it(speakers_of, body, person, is_body_first):
    first, last = (body, person) if is_body_first else (person, body)

    names = speakers_of(
        ("official", f"The lake is low, [{first}] said."),
        ("fact", "Rain fell."),
        ("official", f"It will stay low, [{last}] said."),
    )

    assert names == ["Ada Obi", "", "Ada Obi"]


def test_its_director_is_the_body_that_spoke(speakers_of):
    names = speakers_of(
        ("official", "The lake is low, [the water agency] said."),
        ("official", "It will stay low, [its director, Ada Obi,] said."),
    )

    assert names == ["Ada Obi", "Ada Obi"]


def test_its_director_is_not_a_body_from_long_ago(speakers_of):
    names = speakers_of(
        ("official", "The lake is low, [the water agency] said."),
        ("fact", "Rain fell."),
        ("fact", "A fair was held."),
        ("official", "It will stay low, [its director, Ada Obi,] said."),
    )

    assert names[0] == "the water agency"


def test_a_role_and_a_name_can_follow_its_chairman(speakers_of):
    names = speakers_of(
        ("official", "It is over, [its chairman, the former justice minister Ivo Trelawney,] said.")
    )

    assert names == ["Ivo Trelawney"]


def test_one_of_them_has_a_name(speakers_of):
    names = speakers_of(("fact", "It is over, said [one of them, Ivo Trelawney, 20]."))

    assert names == ["Ivo Trelawney"]


@pytest.mark.parametrize("role", ["A reader from Larkspur", "A podcast host", "One listener"])
def test_a_name_can_follow_what_only_people_are(speakers_of, role):
    names = speakers_of(
        ("fact", f"[{role}, Ines Okoro], disagreed."),
        ("fact", "The lake is low, [Okoro] said."),
    )

    assert names == ["Ines Okoro", "Ines Okoro"]


def test_a_name_can_follow_a_long_role(speakers_of):
    names = speakers_of(("official", "[Deputy head of Forish district Ada Obi] said so."))

    assert names == ["Ada Obi"]


@pytest.mark.parametrize(
    ("joined", "first"),
    [
        ("Chancellor Ada Obi and Prime Minister Ivo Trelawney", "Ada Obi"),
        ("the Investigative Committee and the Security Service", "Investigative Committee"),
        ("Larkspur Wealth and Investments portfolio manager Ada Obi", "Ada Obi"),
        ("the Department of Health and Human Services", "Department of Health and Human Services"),
    ],
)
def test_the_first_of_two_speakers_speaks(speakers_of, joined, first):
    assert speakers_of(("official", f"[{joined}] said so.")) == [first]


@pytest.mark.parametrize("noun", ["expert", "scientist"])
def test_an_expert_can_be_a_geologist(speakers_of, noun):
    names = speakers_of(
        ("expert", "Geologist Ada Obi said the lake is low, [geologist Ada Obi] said."),
        ("fact", "Rain fell."),
        ("expert", f"It will stay low, [the {noun}] said."),
    )

    assert names[2] == "Ada Obi"


def test_a_geologist_is_no_economist(speakers_of):
    names = speakers_of(
        ("expert", "Prices rise, [economist Ada Obi] said."),
        ("expert", "The rock is old, [geologist Ivo Trelawney] said."),
        ("expert", "Wages rise, [the economist] said."),
    )

    assert names[2] == "Ada Obi"


@pytest.mark.parametrize("noun", ["the researchers", "the archaeologists", "the study itself"])
def test_a_study_is_heard_through_its_researchers(speakers_of, noun):
    names = speakers_of(
        ("expert", "[The study] found that the lake is low."),
        ("fact", "Rain fell."),
        ("expert", f"It will stay low, [{noun}] wrote."),
    )

    assert names[0] == names[2]


def test_former_is_no_name(resolve):
    article = resolve(
        ("fact", "Former prime minister Ada Obi wants her seat back."),
        ("fact", "The seat is mine, [she] said."),
    )

    assert article.speakers[0].role == "Former prime minister"


def test_a_ministry_is_remembered_before_it_speaks(speakers_of):
    names = speakers_of(
        ("official", "The dam holds, [the army] said."),
        ("fact", "The health department closed two beaches."),
        ("official", "[It] said the water was bad."),
    )

    assert names[2] == "the health department"


def test_a_group_without_a_name_can_be_given_one(speakers_of):
    names = speakers_of(
        ("official", "Two men were beaten, [a Peruvian rights group] said."),
        ("official", "[A report by the National Rights Council] named the officers."),
    )

    assert names == ["National Rights Council"] * 2


def test_a_group_keeps_apart_from_a_body_of_another_name(speakers_of):
    names = speakers_of(
        ("official", "Two men were beaten, [a Peruvian rights group] said."),
        ("official", "[The Ministry of Justice] denied it."),
    )

    assert names == ["a Peruvian rights group", "Ministry of Justice"]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("A top Maltese official", "Ines Okoro"),
        ("A Maltese diplomat", "Malta's Ines Okoro"),
        ("Malta's deputy leader", "Maltese Vice President Ines Okoro"),
        ("The head of the Maltese army", "Major General Ines Okoro"),
        ("A Labour lawmaker", "Rep. Ines Okoro"),
        ("A human rights group", "Human Rights Council"),
        ("A media rights group", "Presswatch"),
        ("Malta's highest court", "Malta's Constitutional Court"),
    ],
)
def test_the_lead_tells_what_somebody_is_and_the_name_follows(speakers_of, lead, name):
    names = speakers_of(
        ("official", f"[{lead}] says the harbour will close."),
        ("fact", "It was built in 1961."),
        ("official", f"[{name}] said that it was too old."),
    )

    assert names[0] == names[2]


def test_a_lead_follows_headline_byline_and_dateline(speakers_of):
    names = speakers_of(
        ("fact", "Ferry inquiry hears of ignored warnings"),
        ("fact", "By Ada Ruud"),
        ("fact", "VALLETTA —"),
        ("official", "[A former chief engineer] says the ferry had been unsafe."),
        ("official", "[Ines Okoro] told the inquiry that the pumps had failed."),
    )

    assert names[3] == names[4] == "Ines Okoro"


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("The prime minister", "Ines Okoro"),
        ("Maltese officials", "Ines Okoro"),
        ("A Maltese official", "baker Ines Okoro"),
        ("A rights group", "Ministry of Justice"),
        ("The company", "Okoro Lines"),
    ],
)
def test_the_name_after_a_lead_is_not_anybodys(speakers_of, lead, name):
    names = speakers_of(
        ("official", f"[{lead}] said the harbour would close."),
        ("official", f"[{name}] said that it was too old."),
    )

    assert names[0] != names[1]


def test_who_is_named_after_another_has_spoken_is_not_the_nameless_one_of_the_lead(speakers_of):
    names = speakers_of(
        ("official", "[A top Maltese official] says the harbour will close."),
        ("official", "[The port authority] denied it."),
        ("official", "[Ines Okoro] said that it was too old."),
    )

    assert names[0] != names[2]


@pytest.mark.parametrize(
    ("body", "paper", "is_theirs"),
    [
        ("The Maltese military", "A military statement on Wednesday", True),
        ("The Maltese military", "A coalition statement on Wednesday", False),
    ],
)
def test_a_statement_is_that_of_the_body_it_is_named_for(speakers_of, body, paper, is_theirs):
    names = speakers_of(
        ("official", f"[{body}] says a ship has run aground."),
        ("fact", "[Divers] say they saw it."),
        ("official", f"[{paper}] says nobody was hurt."),
    )

    assert (names[0] == names[2]) is is_theirs


def test_officials_of_a_place_are_not_any_officials(speakers_of):
    names = speakers_of(
        ("official", "The ship is safe, [officials] said."),
        ("official", "The harbour is closed, [Maltese officials] said."),
    )

    assert names[0] != names[1]


def test_they_are_who_spoke_rather_than_what_was_named(speakers_of):
    names = speakers_of(
        ("expert", "Tests are cheap, [Ines Okoro and her colleagues] wrote."),
        ("fact", "DNA is kept for years."),
        ("expert", "Samples should be burnt, [they] wrote."),
    )

    assert names[0] == names[2] == "Ines Okoro"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("[A report by the National Rights Commission (CNDH)] said so.", "[The CNDH] said more."),
        ("[The Institute of Seismology (Phivolcs)] said so.", "[Phivolcs] said more."),
    ],
)
def test_an_acronym_in_brackets_need_not_be_made_of_first_letters(speakers_of, first, then):
    assert len(set(speakers_of(("official", first), ("official", then)))) == 1


@pytest.mark.parametrize(
    ("place", "body"),
    [("Japan", "the Embassy of Japan"), ("The United States", "the United States Embassy")],
)
def test_a_country_is_not_its_embassy(speakers_of, place, body):
    one, other = speakers_of(
        ("official", f"[{body[0].upper()}{body[1:]}] said the road was closed."),
        ("official", f"[{place}] denied this."),
    )

    assert one != other


def test_a_study_is_its_authors_much_later(speakers_of):
    lines = [("fact", "The lake is low.")] * 5
    spoken = speakers_of(
        ("expert", "[Researchers from Oslo] said the lake is low."),
        *lines,
        ("expert", "[The study] found more."),
    )

    assert spoken[0] == spoken[-1]


@pytest.mark.parametrize(
    "source",
    [
        "Afghan Ambassador to the United States Hamid Okoro",
        "University of New Oslo Student Association president Hamid Okoro",
    ],
)
def test_a_person_is_found_at_the_end_of_a_long_role(speakers_of, source):
    names = speakers_of(
        ("official", f"[{source}] said so."), ("official", "[Okoro] said more."), ("fact", "Rain.")
    )

    assert names[:2] == ["Hamid Okoro", "Hamid Okoro"]


def test_her_order_is_the_judge(speakers_of):
    names = speakers_of(
        ("official", "[Judge Ada Obi] denied this."), ("official", "It is safe, [her order] said.")
    )

    assert names[0] == names[1]


def test_the_speaker_of_a_headline_is_named_much_later(speakers_of):
    names = speakers_of(
        ("official", "[City attorney]: we listened"),
        *[("fact", "The council met.")] * 6,
        ("official", "[City Attorney Ada Obi] said no."),
    )

    assert names[0] == names[-1] == "Ada Obi"


def test_a_speaker_of_a_first_sentence_who_is_anybody_is_not_named_much_later(speakers_of):
    names = speakers_of(
        ("official", "[A spokesman] said the firm was broke."),
        *[("fact", "The council met.")] * 6,
        ("official", "[Police spokesman Ada Obi] said no."),
    )

    assert names[0] != names[-1]


def test_persons_of_one_party_are_two(speakers_of):
    one, other = speakers_of(
        ("official", "[Ada Obi (Labour)] said no."), ("official", "[Ben Ray (Labour)] said yes.")
    )

    assert one != other


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The family of victim Ada Obi", "the family of victim Ada Obi"),
        ("Researchers mostly from Oslo", "researchers mostly from Oslo"),
        ("Turkey's mainly Kurdish party", "Turkey's mainly Kurdish party"),
        ("A spokesman for New York City Transit", "a spokesman for New York City Transit"),
    ],
)
def test_who_hangs_on_a_speaker_does_not_speak(resolve, source, name):
    article = resolve(("official", f"[{source}] said so."))

    assert article.speakers[0].name.casefold() == name.casefold()


def test_a_paper_is_whose_it_was_a_moment_ago(speakers_of):
    names = speakers_of(
        ("expert", "[Two economists] said prices will fall."),
        ("fact", "Rain fell."),
        ("expert", "[The Oslo Institute] said in a study they will rise."),
        ("expert", "[The study] found more."),
    )

    assert names[3] == names[2]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("[Lawmaker] says the dam leaks", "Rep. Ada Ruud"),
        ("[Senator from Ohio] says the dam leaks", "Sen. Ada Ruud"),
    ],
)
def test_the_nameless_speaker_of_a_headline_is_the_first_who_is_named(speakers_of, headline, name):
    found = speakers_of(
        ("official", headline),
        ("fact", "The dam was built in 1961."),
        ("official", f"The dam leaks, [{name}] said."),
    )

    assert found[0] == found[2]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("[Former mayor] says the dam leaks", "trade unionist Ada Ruud"),
        ("[Former mayor] says the dam leaks", "chairman Ole Ruud"),
        ("[Former mayor] says the dam leaks", "Exxon"),
        ("[Minister] says the dam leaks", "opposition leader Ada Ruud"),
        ("[Senator] says the dam leaks", "union representative Ada Ruud"),
        ("[The prime minister] said on Monday that she would go.", "Ole Ruud"),
    ],
)
def test_the_nameless_speaker_of_a_headline_is_not_anybody(speakers_of, headline, name):
    found = speakers_of(("official", headline), ("official", f"It does not, [{name}] said."))

    assert found[0] != found[1]


def test_the_nameless_speaker_of_a_headline_stays_so_after_a_while(speakers_of):
    found = speakers_of(
        ("official", "[Former mayor] says the dam leaks"),
        *[("fact", "It rained.")] * 7,
        ("official", "It does not, [Ada Ruud] said."),
    )

    assert found[0] != found[-1]


@pytest.mark.parametrize(
    ("body", "person"),
    [
        ("The Commons education select committee", "Committee chairman Ada Ruud"),
        ("Hillary Oke's campaign", "campaign manager Ada Ruud"),
        ("The Cattle Council", "council president Ada Ruud"),
        ("The US State Department", "Ada Ruud, the State Department spokeswoman,"),
    ],
)
def test_the_chairman_of_a_body_that_has_just_spoken_is_that_body(speakers_of, body, person):
    found = speakers_of(
        ("official", f"[{body}] called it a waste."), ("official", f"[{person}] said so.")
    )

    assert found == ["Ada Ruud"] * 2


@pytest.mark.parametrize(
    ("body", "person"),
    [
        ("The Turkish Ministry of Foreign Affairs", "Turkish President Ada Ruud"),
        ("The White House", "House Speaker Ada Ruud"),
        ("The European Union", "union leader Ada Ruud"),
        ("The University of Oslo", "university student Ada Ruud"),
    ],
)
def test_who_shares_a_word_with_a_body_does_not_speak_for_it(speakers_of, body, person):
    found = speakers_of(
        ("official", f"[{body}] said so."), ("official", f"[{person}] said otherwise.")
    )

    assert found[0] != found[1]


@pytest.mark.parametrize(
    ("paper", "names"),
    [
        ("Election Commission records", ["Election Commission", "Election Commission records"]),
        ("a record by the Election Commission", ["Election Commission"] * 2),
    ],
)
def test_who_keeps_records_does_not_speak_in_them(speakers_of, paper, names):
    found = speakers_of(
        ("official", "[The Election Commission] said so."), ("official", f"[{paper}] show it.")
    )

    assert found == names


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        ("a study Monday in Nature Climate Review", "a study Monday in Nature Climate Review"),
        ("a 2009 paper in the Journal of Dam Building", "a 2009 paper in the Journal of Dam"),
        ("data on dams from the Ministry of Water", "Ministry of Water"),
        ("a memo Tuesday from Ada Obi", "Ada Obi"),
    ],
)
def test_a_paper_is_not_the_journals_it_is_in(speakers_of, paper, name):
    (found,) = speakers_of(("expert", f"Dams leak, according to [{paper}]."))

    assert found.startswith(name)


def test_the_report_is_its_issuers_after_others_have_spoken(speakers_of):
    found = speakers_of(
        ("expert", "[A report by the Corra Institute] found that dams leak."),
        ("official", "They do not, [the Ministry of Water] said."),
        ("fact", "It rained."),
        ("expert", "Most are old, according to [the report]."),
    )

    assert found[3] == found[0] == "Corra Institute"


@pytest.mark.parametrize("later", ["the first lady", "the First Lady", "Ms. Oba"])
def test_the_first_lady_is_a_role_and_lady_no_part_of_her_name(speakers_of, later):
    found = speakers_of(
        ("official", "It rained, [First Lady Amara Oba] said."),
        ("fact", "So it did."),
        ("official", f"It will rain again, [{later}] said."),
    )

    assert found[0] == found[2] == "Amara Oba"


@pytest.mark.parametrize("role", ["Pope", "Pontiff", "Duchess", "Empress"])
def test_a_dignity_written_large_is_a_person(speakers_of, role):
    found = speakers_of(
        ("official", f"It rained, said [Ilka Oba, the {role.lower()}]."),
        ("fact", "So it did."),
        ("official", f"It will rain again, [the {role}] said."),
        ("official", "Not so, [Alexander Pope] said."),
    )

    assert found[0] == found[2] == "Ilka Oba"
    assert found[3] == "Alexander Pope"


def test_a_council_spokeswoman_speaks_for_the_council(speakers_of):
    found = speakers_of(
        ("official", "[Hartlepool Borough Council] said so."),
        ("fact", "It rained."),
        ("fact", "It snowed."),
        ("official", "[A council spokeswoman] said so."),
    )

    assert found[0] == found[3]


@pytest.mark.parametrize(
    "role", ["Chief executive", "Acting chief executive", "spokeswoman", "Deputy chair"]
)
def test_a_chief_of_nobody_is_that_of_the_body_that_has_just_spoken(speakers_of, role):
    found = speakers_of(
        ("official", "[The Corra Institute] said so."),
        ("official", f"It was sure, [{role} Ada Ruud] said."),
    )

    assert found[0] == found[1]


@pytest.mark.parametrize(
    "role", ["Opposition leader", "Mayor", "Union spokeswoman", "President", "Museum student"]
)
def test_a_chief_of_something_else_is_not_that_of_the_body(speakers_of, role):
    found = speakers_of(
        ("official", "[The Corra Institute] said so."),
        ("official", f"It was sure, [{role} Ada Ruud] said."),
    )

    assert found[0] != found[1]


def test_the_first_of_two_known_by_surname_speaks(speakers_of):
    speakers = speakers_of(
        ("official", "[Gen. Ada Obi] said the lake is low."),
        ("official", "[Captain Ben Tarn] said so too."),
        ("official", "Both [Obi and Tarn] told senators."),
    )

    assert speakers[2] == speakers[0] != speakers[1]


def test_a_firm_of_two_names_is_one(speakers_of):
    speakers = speakers_of(
        ("official", "[Marsh and Tarn] said the lake is low."),
        ("official", "Rain will help, [Marsh and Tarn] said."),
    )

    assert speakers[0] == speakers[1]


@pytest.mark.parametrize(
    "other", ["Obi's lawyer", "Obi's mother", "Ada Obi's agent", "her lawyer", "her daughter"]
)
def test_whose_lawyer_speaks_does_not(speakers_of, other):
    speakers = speakers_of(
        ("fact", "[Ada Obi, a teacher,] said the lake is low."),
        ("fact", f"Not so, [{other}] said."),
    )

    assert speakers == ["Ada Obi", other]


def test_her_teacher_is_the_one_who_has_been_called_so(speakers_of):
    speakers = speakers_of(
        ("fact", "[Ada Obi, a teacher,] said the lake is low."),
        ("fact", "[Ruth Tarn, a pupil,] said it is high."),
        ("fact", "Not so, [her teacher] said."),
    )

    assert speakers == ["Ada Obi", "Ruth Tarn", "Ada Obi"]


def test_a_given_name_tells_a_person_from_a_film(speakers_of):
    speakers = speakers_of(
        ("fact", "[Peter Obi] said the part was hard."),
        ("fact", "Low Lake opened in May."),
        ("fact", "It is a dream, [he] said."),
    )

    assert speakers == ["Peter Obi", "", "Peter Obi"]


def test_a_given_name_shows_whose_pronoun_it_is(speakers_of):
    speakers = speakers_of(
        ("official", "[Judith Obi] said the lake is low."),
        ("official", "Rain will help, [Robert Tarn] said."),
        ("official", "It will not come, [she] said."),
        ("official", "It will, [he] said."),
    )

    assert speakers == ["Judith Obi", "Robert Tarn"] * 2


@pytest.mark.parametrize(
    "words",
    [
        "The trial of the former mayor of Lakeside, Ada Obi, opened.",
        "They met the mayor of Lakeside, Ada Obi.",
    ],
)
def test_a_description_before_a_name_between_commas_is_its_role(resolve, words):
    article = resolve(("fact", words), ("official", "It rained, [Obi] said."))

    assert article.speakers[0].name == "Ada Obi"
    assert article.speakers[0].role.endswith("mayor of Lakeside")


def test_a_place_beside_another_is_described_by_nobody(resolve):
    article = resolve(
        ("fact", "The mayor spoke in Lakeside, Nueva Esperanza, on Monday."),
        ("official", "It rained, [Esperanza] said."),
    )

    assert article.speakers[0].role == ""


@pytest.mark.parametrize(
    ("introduced", "again"),
    [
        ("People familiar with the matter", "the sources"),
        ("Two people briefed on the talks", "sources"),
        ("A person with knowledge of the plan", "the source"),
        ("Two bank insiders", "the sources, who asked not to be named,"),
    ],
)
def test_the_sources_are_those_who_would_not_be_named(speakers_of, introduced, again):
    names = speakers_of(
        ("fact", "[Dell Obi, a farmer,] has an account there, he said."),
        ("fact", f"[{introduced}] said that the bank is for sale."),
        ("official", "[The ministry] denied it."),
        *[("fact", "Its shares fell.")] * 6,
        ("fact", f"A buyer has been found, [{again}] said."),
    )

    assert names[1] == names[-1]
    assert len(set(names) - {""}) == 3


@pytest.mark.parametrize(
    ("lead", "person"),
    [
        ("Russia", "Russian Foreign Minister Ada Obi"),
        ("Turkey", "A Turkish government spokesman, Kemal Ruud,"),
        ("Newsweek", "Ada Obi, the president of Newsweek,"),
    ],
)
def test_who_speaks_next_for_the_state_or_firm_of_the_lead_is_its_voice(speakers_of, lead, person):
    names = speakers_of(
        ("official", f"[{lead}] says the lake is low."),
        ("official", f"[{person}] told reporters that it would stay low."),
    )

    assert names[0] == names[1]


def test_who_speaks_for_another_state_than_that_of_the_lead_is_not_its_voice(speakers_of):
    names = speakers_of(
        ("official", "[Germany] says the lake is low."),
        ("official", "[Russian Foreign Minister Ada Obi] said it would stay low."),
    )

    assert names[0] != names[1]


def test_who_is_named_after_the_lead_and_speaks_later_is_who_it_tells_of(speakers_of):
    names = speakers_of(
        ("official", "[The U.S. national security advisor] says the lake is low."),
        ("fact", "Stephen Hadley made the comment in Kabul."),
        ("official", "It will stay low, [Mr. Hadley] said."),
    )

    assert names == ["Stephen Hadley", "", "Stephen Hadley"]


def test_the_official_of_the_lead_speaks_next_under_another_title(speakers_of):
    names = speakers_of(
        ("official", "[The U.S. official overseeing relief] says the lake is low."),
        ("official", "It will stay low, [Coast Guard Admiral Thad Allen] said."),
    )

    assert names == ["Thad Allen", "Thad Allen"]


def test_a_spokesman_of_a_body_is_he_and_it(speakers_of):
    names = speakers_of(
        ("official", "[The Orno navy] says the lake is low."),
        ("official", "[A navy spokesman] said that it would stay low."),
        ("official", "[He] said that nobody knew."),
        ("official", "[It] said nothing else."),
    )

    assert len(set(names)) == 1


@pytest.mark.parametrize(
    "who", ["woman who has accused Mayor Amir Tal", "man accused of robbing Amir Tal"]
)
def test_somebody_without_a_name_is_not_whom_they_are_said_to_have_met(speakers_of, who):
    names = speakers_of(("fact", f"[A {who}] said the lake is low."))

    assert "Amir Tal" not in names


def test_what_bears_a_name_makes_its_bearer_no_body(speakers_of):
    names = speakers_of(
        ("fact", "Ada Obi is the mayor's friend."),
        ("fact", "The Obi friendship is old."),
        ("fact", "She is a former Spanish teacher."),
        ("fact", "It has lasted, [she] said."),
    )

    assert names[3] == "Ada Obi"


def test_whom_a_sentence_begins_with_is_the_senator_at_its_end(speakers_of):
    names = speakers_of(
        ("official", "[Amir Tal, the minority leader in the Senate,] said the lake is low."),
        ("official", "Ben Tarn defends the dam in a commercial: It will hold, [the senator] says."),
    )

    assert names == ["Amir Tal", "Ben Tarn"]


def test_who_is_only_mentioned_is_not_a_body_s_officer(speakers_of):
    names = speakers_of(
        (
            "fact",
            "Before the town knew of Ada Obi's dam it was wrong, [the Water Board's chief] said.",
        ),
        ("fact", "[The chief] said so again."),
    )

    assert "Ada Obi" not in names


def test_a_name_ends_where_an_actor_begins_a_clause(speakers_of):
    names = speakers_of(
        ("fact", "Already an icon for the series Low Water, veteran actor Adam Obi recently left."),
        ("fact", "It was time, [the actor] said."),
    )

    assert names[1] == "Adam Obi"


def test_what_a_clause_tells_of_its_subject_is_not_what_they_are(speakers_of):
    names = speakers_of(
        ("fact", "The lake is low, said [Amir Tal, who had shown appeal in polls]."),
        ("fact", "[Exit polls] told another tale."),
    )

    assert names == ["Amir Tal", "Exit polls"]


def test_a_place_before_the_comma_of_a_sentence_is_not_who_it_is_about(speakers_of):
    names = speakers_of(
        ("fact", "But in New Larkspur, Amir Tal found support."),
        ("official", "[He] vowed to fill the lake."),
    )

    assert names[1] == "Amir Tal"


def test_a_front_runner_who_opens_a_sentence_is_who_speaks_next(speakers_of):
    names = speakers_of(
        ("fact", "Democratic front-runner Ada Obi caused a stir in Larkspur on Monday."),
        ("official", "It would be great, [she] said."),
    )

    assert names[1] == "Ada Obi"


@pytest.mark.parametrize(
    ("known", "source"),
    [
        ("London mayor Amir Tal", "the prime minister"),
        ("Shadow water secretary Amir Tal", "the water secretary"),
        ("Water Secretary Amir Tal", "the shadow water secretary"),
        ("The Liberal Democrats", "the government"),
        ("Vice President Amir Tal", "the president"),
        ("President Amir Tal", "the vice president"),
        ("Apple's CEO Amir Tal", "Larkspur's CEO"),
        ("The Water Ministry", "the Orland and Tarn defence ministries"),
    ],
)
def test_who_holds_one_office_does_not_hold_another(speakers_of, known, source):
    names = speakers_of(
        ("official", f"[{known}] said the lake is low."),
        ("official", f"It will stay low, [{source}] said."),
    )

    assert names[0] != names[1]


def test_the_firm_of_a_nation_is_the_group_that_the_sentence_before_is_about(speakers_of):
    names = speakers_of(
        ("fact", "Shares in Larkspur Group fell on Monday."),
        ("official", "[The Australian firm] said the lake is low."),
    )

    assert names[1] == "Larkspur Group"


def test_the_company_at_the_end_of_a_sentence_is_whose_product_it_begins_with(speakers_of):
    names = speakers_of(
        ("official", "Larkspur’s new pump will be sold in March, [the company] has announced."),
        ("official", "It will be cheap, [Larkspur] said."),
    )

    assert names == ["Larkspur", "Larkspur"]


def test_a_scheme_is_no_company(speakers_of):
    names = speakers_of(
        ("official", "[Larkspur] said the lake is low."),
        ("fact", "The Genuine Water Advantage scheme began."),
        ("fact", "The Genuine Water Advantage scheme is free."),
        ("official", "[The company] said rain would help."),
    )

    assert names[3] == "Larkspur"


def test_a_prince_is_not_who_shares_his_given_name(speakers_of):
    names = speakers_of(
        ("fact", "Prince Adam was there."),
        ("official", "[Adam Obi] said the lake is low."),
    )

    assert names[1] == "Adam Obi"


def test_the_bill_of_a_lord_is_no_part_of_his_name(speakers_of):
    names = speakers_of(
        ("fact", "It is time for Lord Obis' Succession to the Lake Bill."),
        ("official", "[The Labour peer] said the lake is low."),
    )

    assert "Succession" not in names[1]


def test_firms_are_not_the_one_that_spoke_last(speakers_of):
    names = speakers_of(
        ("official", "[Security firm Larkspur] said the lake is low."),
        ("official", "[Security firms] asked everybody to wait."),
    )

    assert names[0] != names[1]


def test_the_securities_and_exchange_commission_has_one_name(speakers_of):
    names = speakers_of(
        ("fact", "It settled a suit of the Securities and Exchange Commission (SEC)."),
        ("official", "[The SEC] said the lake is low."),
    )

    assert names[1] == "Securities and Exchange Commission"


def test_a_tower_is_nobody(speakers_of):
    names = speakers_of(
        ("fact", "It rained at Tal Tower."), ("official", "[Mr. Tal] said the lake is low.")
    )

    assert "Tower" not in names[1]


@pytest.mark.parametrize(
    ("first", "name"),
    [("Mark Wynn left a mark on it.", "Mark Wynn"), ("Using Ada Obi’s name, it won.", "Ada Obi")],
)
def test_a_word_that_opens_a_sentence_is_a_name_if_it_is_a_given_one(speakers_of, first, name):
    names = speakers_of(
        ("fact", first), ("official", f"[{name.split()[-1]}] said the lake is low.")
    )

    assert names[1] == name


def test_a_body_is_not_called_by_what_it_owns(resolve):
    article = resolve(
        ("official", "[LKS] said the lake is low."),
        ("fact", "LKS’s Lake Services Office opened in 2019."),
        ("official", "It will stay low, [LKS] said."),
    )

    assert [one.name for one in article.speakers] == ["LKS"]


@pytest.mark.parametrize(
    ("role", "is_one"),
    [("foreign minister", True), ("airport authority chief", False), ("central bank head", False)],
)
def test_a_state_speaks_through_its_ministers_and_not_through_other_authorities(
    speakers_of, role, is_one
):
    government, person = speakers_of(
        ("official", "[The Brazilian government] played it down."),
        ("official", f"[Brazil's {role} Carlos Obi] said it would step in."),
    )

    assert (government == person) is is_one


def test_a_spokeswoman_is_nobody_with_a_place_in_common(resolve):
    article = resolve(
        ("fact", "Ines Okoro, director of the Linden office in Orno, was hurt."),
        ("official", "[A spokeswoman for Orno Baker Hospital] said so."),
    )

    assert article.speakers[0].name == "a spokeswoman for Orno Baker Hospital"


def test_a_spokesman_for_an_officer_is_not_that_of_a_body_of_the_same_place(resolve):
    article = resolve(
        ("official", "[Orno Republicans] said it was a shame."),
        ("official", "[A spokesman for the Orno secretary of state] said so."),
    )

    assert len(article.speakers) == 2


@pytest.mark.parametrize("first", ["President Okoro", "Ben Okoro Jr."])
def test_a_president_is_not_a_junior_of_the_same_name(resolve, first):
    second = {"President Okoro", "Ben Okoro Jr."} - {first}
    article = resolve(
        ("official", f"[{first}] said the lake is low."),
        ("official", f"[{second.pop()}] said it is not."),
    )

    assert len(article.speakers) == 2


def test_a_title_in_capitals_is_no_name(speakers_of):
    speakers = speakers_of(
        ("fact", "Lakeside Harbour Trust Launches Ada Obi Sailing Scholarships"),
        ("official", "It will teach 40 children, [the Lakeside Harbour Trust] said."),
        between="\n\n",
    )

    assert speakers == ["", "Lakeside Harbour Trust"]
