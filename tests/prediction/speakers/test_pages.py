"""What pages of local papers, agencies and portals showed, in sentences of our own."""

import pytest

from sources import told_of
from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.names import same_name
from stance.prediction.speakers.scanning import names_in
from stance.prediction.speakers.source_spans import without_strays


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("the country's Ministry of Tourism", "Ministry of Tourism", ""),
        ("Orland-based Hudson Rock", "Hudson Rock", ""),
        ("the Health Service Executive", "Health Service Executive", ""),
        ("the Health and Safety Executive", "Health and Safety Executive", ""),
        ("Google Executive Ada Obi", "Ada Obi", "Google Executive"),
        ("the chief executive", "the chief executive", ""),
        ("An architect from Tarnby, Orland, the mayor's home", "An architect from Tarnby", ""),
        ("One mechanic in Sale, West Orland", "One mechanic in Sale", ""),
        ("a teacher from Tarnby, Mary Obi", "Mary Obi", "teacher from Tarnby"),
        ("Ada Obi and husband Ben Tarn", "Ada Obi", ""),
        ("the Treasury, Ada Obi and Trade Ministry", "Treasury", ""),
        ("Már Obi, a doctor", "Már Obi", "doctor"),
        ("her parents Melanie and Kieran Obi", "Melanie and Kieran Obi", "parents"),
        ("the firm Obi and its partner Tarn", "Obi", "firm"),
        ("the farmers Obi", "Obi", ""),
        ("the Communications Workers of America", "Communications Workers of America", ""),
        ("the streaming service's", "the streaming service", ""),
        ("Orland news media reports", "Orland news media", ""),
        ("Petty Officer Ada Obi, a Coast Guard spokesman", "Ada Obi", "Coast Guard spokesman"),
        ("Rear Admiral Ada Obi", "Ada Obi", "Rear Admiral"),
        ("army spokesman Major General Ben Obi", "Ben Obi", "army spokesman"),
        ("city police director Colonel Ben Obi", "Ben Obi", "city police director"),
        ("Director General Ben Obi", "Ben Obi", "Director General"),
        ("Ada Obi, head of the unit, doctor and poet", "Ada Obi", "head of the unit"),
        ("Police Chief Ada Obi, a father of two", "Ada Obi", "Police Chief"),
        ("two of the justices appointed by President Ada Obi", "", ""),
    ],
)
def test_names_and_roles(source, name, role):
    assert told_of(source) == (name or source, role)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Manager Obi "Looking dignified"', ["Obi", "Looking"]),
        ('The boxer Ada "Bo" Obi won.', ['Ada "Bo" Obi']),
        ("North Korea says it can trust Orno.", ["North Korea", "Orno"]),
        ("Husband and wife Ben Obi and Ada Tarn agreed.", ["Ben Obi", "Ada Tarn"]),
    ],
)
def test_where_names_end(text, names):
    found = names_in(Page(text), Span(0, len(text)))
    assert [text[slice(*one.called)] for one in found] == names


def test_a_place_that_opens_a_sentence_is_not_who_does_something_there():
    text = "Near Tarnby, a woman threw a stone into the river."
    (tarnby,) = names_in(Page(text), Span(0, len(text)))
    assert tarnby.role is None


def test_a_state_before_the_name_of_its_ministry():
    whole = ["russian", "ministry", "of", "defense"]
    assert same_name(["ministry", "of", "defense"], whole, is_body=True)
    assert same_name(["defense", "ministry"], whole, is_body=True)
    lakes = ["orland", "fish", "and", "wildlife", "commission"]
    assert same_name(["fwc"], lakes, is_body=True)
    bank = ["reserve", "bank", "of", "india"]
    assert not same_name(["bank", "of", "india"], bank, is_body=True)


def test_the_police_of_a_town_called_like_a_woman_are_no_name():
    text = "Police said no. The Aurora Police Department said it was late."
    assert not Page(text).is_name_word(Page(text).words[0])


def test_will_is_a_name_before_a_surname_and_a_verb():
    will = "It will rain, and he will come."
    assert told_of("Will Obi, a guard, said no", will)[0] == "Will Obi"
    page = Page(f"Will Orno resign? {will}")
    assert not page.is_name_word(page.words[0])


def test_a_title_in_capitals_between_commas_tells_what_somebody_is():
    text = "Wayne Obi, County Extension Agent for Orno Growers, minced no words."
    (obi, *_) = names_in(Page(text), Span(0, len(text)))
    assert text[slice(*obi.role)] == "County Extension Agent for Orno Growers"


def test_a_body_of_a_firms_people_is_not_the_firm():
    union = ["orno", "air", "pilots", "association"]
    assert not same_name(["orno", "air"], union, is_body=True)
    assert same_name(["pilots", "association"], union, is_body=True)
    assert same_name(["orno", "air"], ["orno", "air", "group"], is_body=True)


@pytest.mark.parametrize(
    ("quoted", "is_kept"),
    [
        ('"It is late. China opposes it, and so does Orland," Ada Obi said.', False),
        ('"It is late." China opposes it, and so does Orland.', True),
    ],
)
def test_whom_a_speaker_names_is_no_source_without_a_cue(quoted, is_kept):
    start = quoted.index("China")
    end = quoted.index(",", start) if not is_kept else len(quoted)
    sentence = ScoredSentence(
        span=Span(start, end), log_probabilities=(), source=Span(start, start + len("China"))
    )
    left = without_strays(sentence, Page(quoted), Quotations.of(quoted))
    assert (left.source is not None) == is_kept


def test_where_a_quotation_goes_on_in_the_next_paragraph():
    text = '"It is late.\n\n"It is cold," she said. "It is wet."'
    quotations = Quotations.of(text)
    first, second = quotations.around(1), quotations.around(text.index("cold"))
    assert list(quotations.going_on(first)) == [second.end]
    assert list(quotations.going_on(second)) == []


class TestSpeakers:
    def test_a_quotation_without_an_end_is_that_of_who_is_named_below(self, resolve):
        article = resolve(
            ("official", "He is a friend, [a police officer] said."),
            ("fact", "She left at night, according to [her parents]."),
            ("official", '"We have made an arrest.'),
            ("official", '"Two others are held," [the police officer] said.'),
            between=[" ", "\n\n", "\n\n"],
        )
        officer, parents, *rest = (sentence.speaker for sentence in article.sentences)
        assert rest == [officer, officer]
        assert officer != parents

    def test_the_same_words_for_several_are_the_same_several(self, resolve):
        article = resolve(
            ("official", "[Orno Board investigators] say they worked all night."),
            ("official", "[Orno Board investigator Jim Tarn] said it was late."),
            ("official", '"It is a dance," [Tarn] said.'),
            ("official", "[Orno Board investigators] say a trainee drove."),
        )
        first, tarn, again, last = (sentence.speaker for sentence in article.sentences)
        assert (first, tarn) == (last, again)
        assert first != tarn

    def test_police_of_a_town_are_the_police_whose_chief_has_spoken(self, resolve):
        article = resolve(
            ("official", "[Police] said he had run."),
            ("official", "[Police Chief Eric Obi] said no gun was found."),
            ("official", "[Orno police] said the film would be shown."),
        )
        assert len({sentence.speaker for sentence in article.sentences}) == 1

    def test_a_ministry_that_has_no_name_is_its_ministers(self, resolve):
        article = resolve(
            ("official", "[Labour Minister Ada Obi] denied it."),
            ("official", "[The ministry] has asked the union to a meeting."),
        )
        assert [speaker.name for speaker in article.speakers] == ["Ada Obi"]

    def test_the_pilots_association_is_not_the_airline(self, resolve):
        article = resolve(
            ("official", "Flights are off, [Orno Air] said."),
            ("official", "[The Orno Air Pilots Association] said it was angry."),
        )
        assert [speaker.name for speaker in article.speakers] == [
            "Orno Air",
            "Orno Air Pilots Association",
        ]

    def test_a_role_with_the_nation_says_more(self, resolve):
        article = resolve(
            ("official", "It is an affair of state, [a Chinese ministry spokesperson] said."),
            ("official", '"We object," [Spokesperson Guo Obi] said.'),
        )
        assert [speaker.role for speaker in article.speakers] == ["Chinese ministry spokesperson"]

    def test_who_was_named_only_in_the_headline_is_the_deputy_of_the_lead(self, resolve):
        article = resolve(
            ("fact", "Talks could begin soon - CDU's Spahn"),
            ("official", "It should be clear, [the deputy leader of Obi's Democrats] said."),
            ("official", '"It must be," [Jens Spahn, deputy CDU leader], told radio.'),
            between=["\n\n", " "],
        )
        assert [speaker.name for speaker in article.speakers] == ["Jens Spahn"]

    def test_the_source_is_who_asked_not_to_be_named(self, resolve):
        article = resolve(
            ("fact", "It was empty, [a former customs officer] said."),
            ("fact", "It was late, [the source] said."),
        )
        assert len(article.speakers) == 1

    def test_a_body_told_by_what_it_does_is_not_any_body(self, resolve):
        article = resolve(
            ("official", "[The UN]: roads are shut"),
            ("official", "[The Orno military] said the roads were open."),
            between=["\n\n"],
        )
        assert len(article.speakers) == 2

    def test_the_interior_minister_is_no_mere_minister(self, resolve):
        article = resolve(
            ("fact", "Interior Minister Ada Obi has been at the site."),
            ("official", "It was late, [Obi] said."),
            ("official", "[The minister] said so."),
        )
        assert article.speakers[0].role == "Interior Minister"

    def test_the_member_of_a_party_can_be_who_is_not_told_of_which(self, resolve):
        article = resolve(
            ("official", "[Ben Obi, a senator from Orno], said it was late."),
            ("official", "[The Labour politician] said so."),
        )
        assert [speaker.name for speaker in article.speakers] == ["Ben Obi"]

    def test_the_rock_star_is_who_has_just_spoken(self, resolve):
        article = resolve(
            ("fact", "[Brian Obi] thanked fans."), ("fact", "[The rock star] wrote on Sunday.")
        )
        assert [speaker.name for speaker in article.speakers] == ["Brian Obi"]

    def test_the_ambassador_of_the_lead_is_not_the_president(self, resolve):
        article = resolve(
            ("official", "[The U.S. ambassador] accused Orland of lies."),
            ("official", "[U.S. President Ada Obi] accused it last week."),
            ("official", "[Ben Tarn, the U.S. ambassador to Orland], said it was true."),
        )
        assert [speaker.name for speaker in article.speakers] == ["Ben Tarn", "Ada Obi"]

    def test_a_quotation_over_paragraphs_is_by_whom_the_last_names(self, resolve):
        article = resolve(
            ("official", "[The council] opposed it."),
            ("fact", '"We should go on.'),
            ("official", 'We are ready," [Ada Obi] said.'),
            between=["\n\n", "\n\n"],
        )
        assert article.sentences[1].speaker == article.sentences[2].speaker

    def test_it_is_nobody_called_ada(self, resolve):
        article = resolve(
            ("fact", "Ada Obi has left the board."), ("official", "[It] said it was sorry.")
        )
        assert [speaker.name for speaker in article.speakers] == ["It"]

    def test_a_short_name_in_brackets_behind_the_source(self, resolve):
        article = resolve(
            ("official", "[The Federation of Lake Organizations] (ZENKO) said no."),
            ("official", "[ZENKO] said yes."),
        )
        assert len(article.speakers) == 1

    def test_mum_of_the_headline_is_the_mother(self, resolve):
        article = resolve(
            ("fact", "[Mum] tells of night on ward"),
            ("fact", "[Paula Obi, the mother of Hayley], said she was sorry."),
            between=["\n\n"],
        )
        assert [speaker.name for speaker in article.speakers] == ["Paula Obi"]
