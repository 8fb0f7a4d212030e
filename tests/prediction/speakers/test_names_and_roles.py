"""What somebody is called, and what the article says they are, by the words of one source."""

import pytest

from stance.parts import Span
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.mentions import Form
from stance.prediction.speakers.reading import read_mention


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        # where a name begins
        ("von der Linden", "von der Linden", ""),
        ("the guerrilla leader bin Orno", "bin Orno", "guerrilla leader"),
        ("FW de Kost", "FW de Kost", ""),
        ("The 3rd Circuit", "3rd Circuit", ""),
        ("the 9th Circuit Court of Appeals", "9th Circuit Court of Appeals", ""),
        ("Save the Lakes Orland", "Save the Lakes Orland", ""),
        ("A. Donald Obi, a 59-year-old investor", "A. Donald Obi", "59-year-old investor"),
        ("FBI General Counsel James A. Baker", "James A. Baker", "FBI General Counsel"),
        ("Its harbour master, Lina Ostrom", "Lina Ostrom", "harbour master"),
        ("the latest home ministry figures", "home ministry", ""),
        ("court documents", "court documents", ""),
        ("He Jianxiong, a former director", "He Jianxiong", "former director"),
        ("The Senate's top Democrat Ada Obi", "Ada Obi", "Senate's top Democrat"),
        ("Kenyan Jacob Obi", "Jacob Obi", "Kenyan"),
        ("American Electric Power", "American Electric Power", ""),
        ("New York's Linden Center", "New York's Linden Center", ""),
        ("I'm Ada Obi", "Ada Obi", "I'm"),
        ("Dean Obi, principal analyst at Larkspur", "Dean Obi", "principal analyst at Larkspur"),
        ("Even Republicans", "Republicans", ""),
        ("Stacey Obi, 31, with 13-year-old Ben", "Stacey Obi", ""),
        ("Stacey Obi, 31, with her son", "Stacey Obi", ""),
        ("Stacey Obi, with the Orno police", "Stacey Obi", "Orno police"),
        (
            "former Orland Gov. and Green National Committee Chairman Ed Obi",
            "Ed Obi",
            "former Orland Gov. and Green National Committee Chairman",
        ),
        ("Orland Gov. Ada Obi and Sen. Ben Tarn", "Ada Obi", "Orland Gov."),
        # the first of two
        ("Ada Obi and Senator Ben Tarn", "Ada Obi", ""),
        ("The Orland Black Caucus and Sen. Ben Tarn of Orno", "Orland Black Caucus", ""),
        (
            "Health and Human Services Secretary Ben Tarn",
            "Ben Tarn",
            "Health and Human Services Secretary",
        ),
        # where it ends
        ("The U.N.", "U.N.", ""),
        ("the U.S. Park Service operating out of Orno D.C.", "U.S. Park Service", ""),
        ("Ada Obi an analyst at Linden Bank", "Ada Obi", "analyst at Linden Bank"),
        ("Lydia Obi for Food Standards Orland", "Lydia Obi", ""),
        ("News industry analyst Ken Doctor", "Ken Doctor", "News industry analyst"),
        ("Dr Aamer Sultan", "Dr Aamer Sultan", ""),
        ("Deputy U.S. Ambassador Richard Mills", "Richard Mills", "Deputy U.S. Ambassador"),
        (
            "the New York City Office of the Chief Medical Examiner",
            "New York City Office of the Chief Medical Examiner",
            "",
        ),
        # who is named at the end of a description
        ("Hall of Fame trainer Emanuel Obi", "Emanuel Obi", "Hall of Fame trainer"),
        ("Ex-chief inspector of schools Mr Obi", "Mr Obi", "Ex-chief inspector of schools"),
        ("Chairman of the Roma saleyards board Ada Obi", "Ada Obi", None),
        ("House of Representatives Speaker Ada Obi", "Ada Obi", "House of Representatives Speaker"),
        ("the head of Human Rights Watch", "the head of Human Rights Watch", "head"),
        ("The acting head of U.S. Homeland Security", None, "acting head"),
        ("a nurse in Orno, Oregon", None, "nurse"),
        ("A spokesman for the mayor, Ada Obi", "a spokesman for the mayor", "spokesman"),
        (
            "a spokesman for Vice President Ada Obi",
            "a spokesman for Vice President Ada Obi",
            "spokesman",
        ),
        ("A bench led by Justice B.R. Obi", "a bench led by Justice B.R. Obi", ""),
        ("a nurse in Orno, Ada Obi", "Ada Obi", "nurse in Orno"),
        ("One of the administrators, Ada Obi", "Ada Obi", "One of the administrators"),
        ("one of Ms. Tarn's lawyers, Ada Obi", "Ada Obi", None),
        ("His opposite number, Steven Obi", "Steven Obi", "opposite number"),
        # the first of several
        ("the U.S. and Britain", "U.S.", ""),
        ("the U.S. drug maker Linden and German partner Tarnex", "Linden", "U.S. drug maker"),
        ("Sen. Obi and others", "Obi", "Sen."),
        ("Dr Ada Obi and colleagues from Linden University", "Dr Ada Obi", ""),
        ("Linden and the Linden-backed Orno Water Fighters", "Linden", ""),
        ("Prof. Ada Obi of the Water and Polymers Lab", "Prof. Ada Obi", None),
        ("Meat and Livestock Orland", "Meat and Livestock Orland", ""),
        # which words are the role
        ("Noah Obi of the Center for Lakes, an advocacy group", "Noah Obi", "Center for Lakes"),
        ("Chancellor Ada Obi of Orland", "Ada Obi", "Chancellor"),
        ("Judge Don Obi", "Don Obi", "Judge"),
        ("Ada Obi, who is the head of the Orno office,", "Ada Obi", "head of the Orno office"),
        ("Ada Obi, of the Linden Institution", "Ada Obi", "Linden Institution"),
        ("The Orno People's Front, or OPF", "Orno People's Front", ""),
        ("The Transport Department, responding to pressure from advocates", None, ""),
        ("The Finance Committee, chaired by a fellow Texan", None, ""),
        ("the Centre for Ice Control (CIC) in the US", "Centre for Ice Control", ""),
        ("an American biologist called Ada Obi", "Ada Obi", "American biologist"),
        ("a man known as Nick", "Nick", "man"),
        ("Ada Obi, economist at Linden Inc.", "Ada Obi", "economist at Linden Inc."),
        ("The bureau's David Obi", "David Obi", "bureau"),
        ("The World Water Bureau (WWB)", "World Water Bureau", ""),
        # what is a role
        ("Gov. Terry Obi of Orno", "Terry Obi", "Gov."),
        ("Constable Terry Obi of the fraud squad", "Terry Obi", "fraud squad"),
        ("Ada Obi of Orno", "Ada Obi", "Orno"),
        ("Mr. Obi, then 38,", "Mr. Obi", ""),
        ("the so-called Larkspur State", "Larkspur State", ""),
        ("July's Orno Post", "Orno Post", ""),
        ("Senior Sergeant Terry Obi", "Terry Obi", "Senior Sergeant"),
        ("former spy and Marine John Obi", "Marine John Obi", "former spy"),
        ("the joint Orno Office", "Orno Office", ""),
        ("The lake-based Orno Times", "Orno Times", ""),
        ("Orno Bureau's Ada Obi, its chief engineer,", "Ada Obi", "chief engineer"),
        ("Ada Obi, who is now a nurse in Orno,", "Ada Obi", "nurse in Orno"),
        ("Ada Obi, repeatedly calling for the mayor,", "Ada Obi", ""),
        ("Ada Obi of Orno College and Ben Tarn of Linden", "Ada Obi", "Orno College"),
        ("Linden CEO Masayoshi Son", "Masayoshi Son", "Linden CEO"),
        ("head of television Ada Obi", "Ada Obi", "head of television"),
        ("the Tories Ada Obi", "Ada Obi", "Tories"),
        ("Ada Obi, made commander of an order,", "Ada Obi", ""),
        (
            "Ada Obi, who is executive vice president of Linden,",
            "Ada Obi",
            "executive vice president of Linden",
        ),
        ("Ada Obi, who is Jewish,", "Ada Obi", "who is Jewish"),
        ("Ada Obi, like Tarn, a teacher,", "Ada Obi", "teacher"),
        (
            "the University of Orno at Linden professor Ada Obi",
            "Ada Obi",
            "University of Orno at Linden professor",
        ),
        ("the 2010 Orno Survey", "Orno Survey", ""),
        ("Mr. Sellers", "Mr. Sellers", ""),
        ("Ms. Banks", "Ms. Banks", ""),
        ("Mason Obi, director of Linden", "Mason Obi", "director of Linden"),
        ("The candidate to succeed Speaker Ada B. Obi", None, "candidate"),
        ("President of Orland Ada B. Obi", "Ada B. Obi", "President of Orland"),
        ("Ada Obi, 60, lives nearby", "Ada Obi", ""),
        ("Ada Obi, many residents left town", "Ada Obi", ""),
        ("Sen. Ada Obi (R-Ind.), minority leader Ben Tarn", "Ada Obi", "Sen."),
        ("Ada Obi, President Ben Tarn’s adviser", "Ada Obi", "President Ben Tarn’s adviser"),
        # what an officer is, and no less
        ("Representative Ada Obi, Democrat of Orno,", "Ada Obi", "Representative"),
        ("Sen. Ada Obi, a Democrat from Orno who sponsored the bill,", "Ada Obi", "Sen."),
        ("Representative Ada Obi, a former nurse,", "Ada Obi", "Representative"),
        ("Sen. Ada Obi, Democrat of Orno and the panel’s chair,", "Ada Obi", "panel’s chair"),
        ("Sen. Ada Obi, Democrat of Orno and a former nurse,", "Ada Obi", "Sen."),
        ("Bishop Ada Obi, of Orno,", "Ada Obi", "Bishop"),
        ("Sheriff Ada Obi of Orno County", "Ada Obi", "Sheriff"),
        ("Senator Ada Obi, the Republican whip,", "Ada Obi", "Republican whip"),
        ("Ada Obi of Our Lady of Orno", "Ada Obi", "Our Lady of Orno"),
        ("Ada Obi, leading many mayors to doubt", "Ada Obi", ""),
        ("state Senate President Pro Tem Ada Obi", "Ada Obi", "state Senate President Pro Tem"),
        ("an emotional Ada Obi", "Ada Obi", ""),
        ("the younger Mr. Obi", "Mr. Obi", ""),
        ("Calling Mr. Obi", "Mr. Obi", ""),
        ("a constituent named Obi", "Obi", "constituent"),
        ("Senator-elect Ada Obi", "Ada Obi", "Senator-elect"),
        ("Senator Ada Obi, the No. 2 Democrat,", "Ada Obi", "No. 2 Democrat"),
        ("Senator Ada Obi, the Orno Democrat who runs the panel,", "Ada Obi", "Senator"),
        (
            "Ada Obi of Orno, ranking Democrat on the panel",
            "Ada Obi",
            "ranking Democrat on the panel",
        ),
        ("Ms. Obi, who has not,", "Ms. Obi", ""),
        (
            "former Housing and Urban Development Secretary Ada Obi",
            "Ada Obi",
            "former Housing and Urban Development Secretary",
        ),
        # who belongs to a party
        ("One Democrat, Ada Obi of Orno,", "Ada Obi", "Democrat"),
        ("a Republican in the Senate", "a Republican in the Senate", "Republican"),
        ("The third Democrat, Representative Ben Tarn,", "Ben Tarn", "third Democrat"),
        ("One Democrat, Representative Ben Tarn,", "Ben Tarn", "Representative"),
        ("the Republican from Orno", "the Republican from Orno", "Republican"),
        ("fellow Republicans", "Republicans", ""),
        ("backers of the plan", "backers of the plan", ""),
        ("some in the GOP", "some in the GOP", ""),
        ("one of the best Republicans", "one of the best Republicans", ""),
        ("some at the White House", "some at the White House", ""),
        ("a few House and Senate Democrats", "House and Senate Democrats", ""),
        ("Obi’s spokesman and the Lake Department", "Obi’s spokesman", "Obi’s spokesman"),
        ("the South Carolina Republican", "the South Carolina Republican", ""),
        ("the Bayland Growers Co-operative", "Bayland Growers Co-operative", ""),
        ("after presenter Ada Obi", "Ada Obi", "presenter"),
        # one of several, for example
        ("Democrats like Ada Obi, the mayor of Orno", "Democrats", ""),
        ("companies like Larkspur and Linden", "companies like Larkspur and Linden", ""),
        ("critics such as Ada Obi", "critics such as Ada Obi", ""),
        ("Others, including the chair, Ada Obi", "others", ""),
        ("firms including Orno Bank, Orno Rail and Linden", "firms including Orno Bank", ""),
        ("people like it", "people like it", ""),
        # who has issued a paper
        ("a survey released the same day by Linden Readings", "Linden Readings", None),
        ("Figures released by the Orno Bureau of Farm Economics", None, None),
        ("A White House statement describing Orland", "White House", ""),
        ("The Australian study", "the Australian study", ""),
        ("a document seen by this newspaper", "a document seen by this newspaper", ""),
        (
            "the letter addressed to Chairman Ada Obi",
            "the letter addressed to Chairman Ada Obi",
            "",
        ),
        ("the statement from Tarn's lawyer, Ada Obi", "Ada Obi", "Tarn's lawyer"),
    ],
)
def test_a_source_is_read_as_a_name_and_a_role(resolve, source, name, role):
    text = f"The lake is low, [{source}] said."
    article = resolve(("fact", "The lake froze."), ("official", text))

    speaker = article.speakers[0]
    if name is not None:
        assert speaker.name == name
    if role is not None:
        assert speaker.role == role


@pytest.mark.parametrize(
    ("sentence", "source", "role"),
    [
        ("A court on Monday sentenced opposition leader Ada Obi.", "Obi", "opposition leader"),
        ("Linden Inc. on Tuesday said founder Ada Obi will go.", "Obi", "founder"),
        ("Its profligate chairman, Ada Obi, built the bank.", "Obi", "profligate chairman"),
        ("The envoy to Orland Ada Obi was in Bonn.", "Obi", "envoy to Orland"),
        ("Ada Obi, on Saturday to meet the mayor, came.", "Obi", ""),
        ("In Ada Obi, the mayor of Orno is lucky.", "Obi", ""),
        ("The owner, Ivo Tarn, wept as he spoke to reporters.", "Tarn", ""),
        ("Two are left, and one of them, former whip Ada Obi, came.", "Obi", "former whip"),
        ("Ada Obi, who is seen as a threat to many, came.", "Obi", ""),
        ("Linden, which the mayor Ada Obi has bought, rose.", "Obi", "mayor"),
        ("Vice President Ada Obi came.", "Obi", "Vice President"),
        (
            "Alarmed, her doctor put in a call to the cold clinic on the hill and spoke to Dr. Ada"
            " Obi, a consultant.",
            "Obi",
            "consultant",
        ),
        ("Many do not trust Ada Obi.", "Obi", ""),
        ("He told host Ada Obi so.", "Obi", "host"),
        ("The third Democrat, Senator Ada Obi of Orno, came.", "Obi", "Senator"),
        ("He is quiet since calling state Rep. Ada Obi a name.", "Obi", "state Rep."),
        ("Tarn made him speaker of the House.", "The House", ""),
        ("Plus President Obi came.", "Obi", "President"),
        ("Ada Obi laughed, after the minister explained it to her.", "Obi", ""),
        (
            "A row about Ada Obi, her old label and some of the best known and most widely"
            " feared politicians in all of Orland is likely to end soon.",
            "Obi",
            "",
        ),
        (
            "Ada Obi, who as a secretary bought three old houses for the state of Orland and now"
            " keeps bees, came.",
            "Obi",
            "who as a secretary bought three old houses for the state of Orland and now keeps bees",
        ),
        ("Ada Obi, who was visiting the mayor of Orno, came.", "Obi", ""),
        ("Ada Obi, who was elected mayor of Orno, came.", "Obi", "who was elected mayor of Orno"),
    ],
)
def test_a_role_beside_a_name_ends_at_a_verb_and_is_no_clause(resolve, sentence, source, role):
    article = resolve(("fact", sentence), ("official", f"[{source}] said the lake is low."))

    assert article.speakers[0].role == role


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the governor of Katsina state", "He"),
        ("Iraq's prime minister", "It"),
    ],
)
def test_who_is_fully_described_is_nobody_who_was_only_named(speakers_of, before, after):
    names = speakers_of(
        ("fact", "Boys were taken by Boko Haram from a school."),
        ("official", f"[{before}] said some are missing."),
        ("official", f"[{after}] is looking for them, it said."),
    )

    assert names[1] == before


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Health Minister Ada Obi", "The foreign minister"),
        ("Russia's foreign ministry", "The French foreign ministry"),
        ("The Office of Emergency Services", "The utilities commission"),
        ("the president of Orland, Ada Obi", "The president of the National Teachers Association"),
        ("The Central Election Commission", "A spokesman for the president"),
        ("Foreign Minister Ada Obi of Jordan", "A spokesperson for the British Foreign Office"),
        ("the United States", "The U.S. Senate"),
        ("Rep. Gregory Obi (D-N.Y.)", "Rep. Steve Tarn (D-N.Y.)"),
        ("The Democratic senator", "Republican Senator Ada Obi"),
        ("Republican Senator Ada Obi", "The Democratic senator"),
    ],
)
def test_these_two_are_two(speakers_of, first, second):
    names = speakers_of(
        ("official", f"[{first}] said the lake is low."),
        ("official", f"[{second}] said it is not."),
    )

    assert names[0] != names[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Wikileaks co-founder Ada Obi", "The Wikileaks founder"),
        ("T. Marshall Obi Jr.", "Mr. Obi"),
        ("Democratic Senator Ada Obi", "The Democrat"),
        ("The bureau's David Obi", "Mr Obi"),
        ("Both he and the governor", "Both he and the governor"),
        ("The Orno Attorney's Office for the West", "The Orno attorney's office"),
    ],
)
def test_these_two_are_one(speakers_of, first, second):
    names = speakers_of(
        ("official", f"[{first}] said the lake is low."),
        ("official", f"[{second}] said it will rise."),
    )

    assert names[0] == names[1]


def test_a_relative_does_not_take_over_the_surname(speakers_of):
    names = speakers_of(
        ("fact", "Felix Obi, a diver, jumped."),
        ("fact", "[His mother, Eva Obi,] said she had prayed."),
        ("fact", "It was cold, [Obi] said."),
    )

    assert names[1] != names[2]


def test_the_next_of_another_nation_is_not_who_has_been_described(speakers_of):
    names = speakers_of(
        ("official", "[The new French minister] said the lake is low."),
        ("official", "[The Israeli minister, Ada Obi,] said it is not."),
    )

    assert names[0] != names[1]


def test_the_head_of_something_is_who_is_called_by_name_next(speakers_of):
    names = speakers_of(
        ("fact", "This is the news."),
        ("official", "[Transport Minister Ivo Tarn] said the lake is low."),
        ("official", "[The head of Linden Watch] said it is not."),
        ("official", "It is high, [Adam Obi] said."),
    )

    assert names[2] == names[3] == "Adam Obi"


@pytest.mark.parametrize("following", ["Transport Minister Adam Obi", "Amnesty Pacific"])
def test_another_who_is_told_of_or_a_body_is_not_that_head(speakers_of, following):
    names = speakers_of(
        ("fact", "This is the news."),
        ("official", "[Health Minister Ivo Tarn] said the lake is low."),
        ("official", "[The head of Linden Watch] said it is not."),
        ("official", f"It is high, [{following}] said."),
    )

    assert names[2] != names[3]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Eva van Obi, 51, is professor of ecology at Orno.", "professor of ecology at Orno"),
        ("Eva van Obi is a nurse.", "nurse"),
        ("Eva van Obi is not a nurse.", ""),
        ("Eva van Obi is meeting the mayor.", ""),
    ],
)
def test_what_somebody_is_can_be_a_sentence_of_its_own(resolve, sentence, role):
    article = resolve(("fact", sentence), ("expert", "[Van Obi] said the lake is low."))

    assert article.speakers[0].role == role


def test_an_acronym_takes_in_what_hangs_on_a_name(speakers_of):
    names = speakers_of(
        ("official", "[The Joint Chiefs of Staff (JCS)] said it flew."),
        ("official", "[The JCS] said it fell."),
    )

    assert names == ["Joint Chiefs of Staff"] * 2


def test_the_who_head_is_the_head_of_that_organization(speakers_of):
    names = speakers_of(
        ("official", "[Ada Obi, head of the World Ice Organization,] said it froze."),
        ("fact", "It was cold."),
        ("official", "[The WIO head] said it thawed."),
    )

    assert names[0] == names[2]


@pytest.mark.parametrize("dateline", ["WASHINGTON (AP) —", "SEOUL, Nov. 4 (Yonhap) --"])
def test_the_first_word_after_a_dateline_is_no_name_for_being_large(speakers_of, dateline):
    names = speakers_of(
        ("expert", f"{dateline} [Researchers] said the lake is low."),
        ("expert", "It is lower than ever, [the researchers] said."),
    )

    assert names == ["Researchers", "Researchers"]


def test_who_opens_a_report_is_described_like_anybody_else():
    text = "WASHINGTON (AP) — Researchers said the lake is low."

    mention = read_mention(Page(text), Span(18, 29))

    assert text[18:29] == "Researchers"
    assert (mention.form, mention.is_plural) == (Form.DESCRIPTION, True)


def test_a_place_is_not_described_by_who_is_named_after_it(speakers_of):
    names = speakers_of(
        ("fact", "In the village of Orno Bay, farmer Ada Obi, 58, has sown less rice."),
        ("fact", '"The water is late," [she] said.'),
    )

    assert names[1] == "Ada Obi"


@pytest.mark.parametrize("owner", ["Mr Tarn's", "His"])
def test_a_relative_is_told_of_by_one_name(speakers_of, owner):
    names = speakers_of(
        ("fact", f"{owner} sister, Sian, wept in the gallery."),
        ("fact", '"It was eleven metres," [she] said outside.'),
    )

    assert names[1] == "Sian"


@pytest.mark.parametrize(("clause", "is_role"), [("who was", False), ("who was mayor", True)])
def test_a_clause_that_is_cut_off_says_nothing_of_anybody(clause, is_role):
    source = f"Ben Obi, {clause}"

    mention = read_mention(Page(f"{source}, said so."), Span(0, len(source)))

    assert (mention.role is not None) is is_role
