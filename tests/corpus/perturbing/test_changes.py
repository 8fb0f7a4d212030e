from dataclasses import replace
from random import Random

import pytest

import making
from making import EXPERT, FACT
from stance.article import Article
from stance.corpus.perturbing.clutter import add_clutter
from stance.corpus.perturbing.cutting import cut_short
from stance.corpus.perturbing.datelines import change_dateline
from stance.corpus.perturbing.headlines import HeadlineCase, write_headline
from stance.corpus.perturbing.outlets import change_outlets
from stance.corpus.perturbing.paragraphs import break_paragraphs
from stance.corpus.perturbing.people import change_names
from stance.corpus.perturbing.places import change_places
from stance.corpus.perturbing.quotations import QuoteStyle, write_quotes
from stance.text.datelines import dateline_end


def make_interview(*, name="Ylva Haugland", pronoun="she"):
    """An article in which one person speaks twice; the name is in the title too."""
    surname = name.split()[-1]
    article = making.make_article(
        (f"{name} of the ice institute said Greenland was warming.", EXPERT, name, "said"),
        (f"“{surname} is right,” her rival wrote.", FACT),
        (f"It will melt, {pronoun} added.", EXPERT, pronoun, "added"),
    )
    who = replace(article.speakers[0], role="of the ice institute")
    return replace(
        article,
        speakers=(who,),
        sentences=tuple(
            replace(one, speaker=who.id if one.cue else None) for one in article.sentences
        ),
        metadata={"title": f"{surname}: ice will melt"},
    )


def test_a_new_name_stands_everywhere_the_old_one_stood():
    changed = change_names(make_interview(), Random(1))

    assert "Haugland" not in changed.text
    assert changed.text.count(changed.speakers[0].name.split()[-1]) == 2


def test_the_title_names_the_new_person():
    changed = change_names(make_interview(), Random(1))

    assert changed.metadata["title"].split(":")[0] == changed.speakers[0].name.split(maxsplit=1)[1]


def test_a_woman_gets_a_womans_name():
    women = {"Astrid", "Sunniva", "Ylva", "Maarit", "Ragnhild", "Solveig", "Tuula", "Hedda"}

    class Nordic(Random):
        def choice(self, options):
            return options[0]

    changed = change_names(make_interview(name="Sia Kjus"), Nordic(1))

    assert changed.speakers[0].name.split()[0] in women


def test_a_body_keeps_its_name():
    article = make_interview(name="Northern Institute")

    assert change_names(article, Random(1)) is article


def test_a_name_that_is_an_ordinary_word_as_well_stays():
    article = make_interview(name="Rose Ice")

    assert change_names(article, Random(1)) is article


def test_a_country_moves_with_its_people_and_its_cities():
    article = Article(text="A Kenyan court in Nairobi freed two Kenyans in Kenya.")

    words = change_places(article, Random(1)).text.split()

    assert not {"Kenyan", "Nairobi", "Kenyans", "Kenya."} & set(words)


def test_a_place_in_a_persons_name_stays():
    article = make_interview(name="Jack Lima")

    assert "Lima" in change_places(article, Random(1)).text


def test_the_article_follows_the_word_after_it():
    article = Article(text="It was an Austrian. It was a Norwegian.")

    for seed in range(20):
        words = change_places(article, Random(seed)).text.replace(".", "").split()
        assert all((words[at] == "an") == (words[at + 1][0] in "AEIO") for at in (2, 6))


def test_the_agency_of_a_dateline_is_exchanged_in_the_text_too():
    article = making.make_article(
        ("OSLO (Nordwire) -", FACT), ("Rain fell, a farmer told Nordwire.", FACT)
    )

    changed = change_outlets(article, Random(1))

    assert "Nordwire" not in changed.text


def test_what_is_called_a_newspaper_is_an_outlet():
    article = Article(text="The newspaper Il Crinale reported rain. Il Crinale was right.")

    assert "Crinale" not in change_outlets(article, Random(1)).text


def test_quotations_inside_quotations_take_the_other_marks():
    article = Article(text="“It’s ‘over’,” he said.")

    assert write_quotes(article, QuoteStyle.SINGLE).text == "‘It’s “over”,’ he said."
    assert write_quotes(article, QuoteStyle.STRAIGHT).text == "\"It's 'over',\" he said."


@pytest.mark.parametrize("style", QuoteStyle)
def test_marks_of_two_signs_stay(style):
    article = Article(text="''It is 'over,'' he said. ``No.''")

    assert write_quotes(article, style).text == article.text


def test_all_styles_of_quotation_lead_back():
    article = Article(text="“It’s ‘over’,” he said. “No.”")

    for style in QuoteStyle:
        there = write_quotes(article, style)
        assert write_quotes(there, QuoteStyle.CURLY) == article


def test_paragraphs_can_be_one_block_or_one_for_each_sentence():
    article = making.make_article(("Rain fell.", FACT), ("Dust fell.", FACT), ("Go.", FACT))

    broken = break_paragraphs(article, share=1.0, generator=Random(1))

    assert broken.text == "Rain fell.\n\nDust fell.\n\nGo."
    assert break_paragraphs(broken, share=0.0, generator=Random(1)).text == article.text


def test_nothing_is_broken_inside_a_quotation():
    article = making.make_article(("“Rain fell.", FACT), ("Dust fell,” he said.", FACT))

    assert break_paragraphs(article, share=1.0, generator=Random(1)) is article


def test_a_line_that_is_no_sentence_stays_by_itself():
    article = Article.from_dict(
        making.make_article(("Rain in the north", FACT), ("Rain fell.", FACT)).to_dict()
        | {"text": "Rain in the north\nRain fell."}
    )

    assert break_paragraphs(article, share=0.0, generator=Random(1)) is article


def test_a_new_dateline_is_one_that_the_splitter_knows():
    article = making.make_article(("Rain fell on the harbour for the whole of the week.", FACT))

    for seed in range(40):
        changed = change_dateline(article, Random(seed))
        if changed is not article:
            assert dateline_end(changed.text) == changed.sentences[0].end


def test_a_dateline_can_go():
    article = making.make_article(("OSLO (AFP) -", FACT), ("Rain fell on the harbour.", FACT))

    texts = {change_dateline(article, Random(seed)).text for seed in range(40)}

    assert "Rain fell on the harbour." in texts


def test_a_headline_in_capitals_keeps_the_body():
    article = Article(text="Rain on the port\n\nIt rained.")

    assert write_headline(article, HeadlineCase.UPPER).text == "RAIN ON THE PORT\n\nIt rained."


def test_a_first_line_that_ends_as_a_sentence_is_no_headline():
    article = Article(text="Rain fell on Monday.\n\nIt rained.")

    assert write_headline(article, HeadlineCase.UPPER) is article


def test_clutter_is_the_outlets_own():
    article = break_paragraphs(
        making.make_article(*[("Rain fell.", EXPERT)] * 4), share=1.0, generator=Random(1)
    )

    changed = add_clutter(article, Random(1))

    brought = [one for one in changed.sentences if changed.text_of(one) != "Rain fell."]
    assert brought
    assert all(one.label is FACT for one in brought)


def test_whoever_speaks_in_a_cut_article_is_introduced_in_it():
    named = ("Dr Roy said it rained.", EXPERT, "Dr Roy", "said")
    added = ("It will rain, Dr Roy added.", EXPERT, "Dr Roy", "added")
    article = break_paragraphs(
        making.make_article(*[("Rain fell.", FACT)] * 4, named, *[added] * 5),
        share=1.0,
        generator=Random(1),
    )

    for seed in range(30):
        cut = cut_short(article, Random(seed))
        spoken = [cut.text_of(one) for one in cut.sentences if one.speaker]
        assert not spoken or spoken[0] == named[0]


def test_a_cut_article_keeps_four_sentences():
    article = making.make_article(*[("Rain fell.", FACT)] * 6)

    assert all(len(cut_short(article, Random(seed)).sentences) >= 4 for seed in range(20))
