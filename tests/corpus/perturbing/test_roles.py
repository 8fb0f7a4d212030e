"""Other roles for speakers: the words, the labels, and whom they are not given to."""

import re
from dataclasses import replace
from random import Random

import pytest

import making
from making import EXPERT, FACT
from stance.corpus.perturbing.roles import change_roles
from stance.corpus.perturbing.rolewords import draw_role
from stance.corpus.rows import check_shape
from stance.corpus.rules import faults_in
from stance.labels import LABEL_OF_KIND, SpeakerKind

NAME = "Ylva Haugland"
INTRODUCED = ("Ylva Haugland, an ice researcher, said no.", EXPERT, NAME, "said")
SEEDS = range(40)


def make_interview(*sentences, name=NAME, role="ice researcher"):
    """An article in which one expert says all that is not the outlet's."""
    article = making.make_article(*sentences)
    who = replace(article.speakers[0], id="s1", name=name, role=role)
    spoken = (
        replace(one, speaker=None if one.label == FACT else "s1") for one in article.sentences
    )
    return replace(article, speakers=(who,), sentences=tuple(spoken))


def recast(article, seed=1):
    return change_roles(article, Random(seed), chance=1)


def first_of(article):
    return article.text_of(article.sentences[0].span)


def test_all_sentences_of_a_speaker_take_the_label_of_the_new_role():
    article = make_interview(INTRODUCED, ("It rained.", FACT), ("“It will be gone.", EXPERT))

    kinds = set()
    for changed in (recast(article, seed) for seed in SEEDS):
        (speaker,) = changed.speakers
        label = LABEL_OF_KIND[speaker.kind]
        assert [one.label for one in changed.sentences] == [label, FACT, label]
        assert f"{NAME}, a {speaker.role}, said no." in changed.text.replace(", an ", ", a ")
        assert list(faults_in(check_shape(changed.to_dict()))) == []
        kinds.add(speaker.kind)

    assert kinds == {*SpeakerKind}


def test_what_a_teacher_or_functions_said_of_the_old_role_is_forgotten():
    article = make_interview(INTRODUCED)
    (sentence,) = article.sentences
    asked = replace(sentence, probabilities={EXPERT: 1.0}, votes={"titles": EXPERT})

    changed = recast(replace(article, sentences=(asked,)))

    assert not changed.sentences[0].probabilities
    assert not changed.sentences[0].votes


def test_the_article_before_a_role_fits_it():
    article = make_interview(("An ice researcher, Ylva Haugland, said no.", EXPERT, NAME, "said"))

    firsts = {recast(article, seed).text.split()[0] for seed in SEEDS}

    assert firsts == {"A", "An"}


def test_a_role_before_the_name_is_one_that_can_stand_there():
    article = make_interview(("It melts, said ice researcher Ylva Haugland.", EXPERT, NAME, "said"))

    for changed in (recast(article, seed) for seed in SEEDS):
        words = changed.text.removeprefix("It melts, said ").removesuffix(f" {NAME}.").split()
        assert words
        assert not {"of", "at", "from", "who"} & {*words}


def test_a_role_that_begins_a_sentence_is_written_large():
    source = f"Ice researcher {NAME}"
    article = make_interview((f"{source} said no.", EXPERT, source, "said"))

    for changed in (recast(article, seed) for seed in SEEDS):
        assert changed.text[0].isupper()
        assert changed.text == f"{changed.text_of(changed.sentences[0].source)} said no."


def test_who_is_called_by_the_old_role_alone_is_called_by_the_new_one():
    article = make_interview(
        ("Ylva Haugland, 41, an ice researcher, said no.", EXPERT, NAME, "said"),
        ("The researcher added nothing.", EXPERT, "The researcher", "added"),
    )

    later = set()
    for changed in (recast(article, seed) for seed in SEEDS):
        the, head = changed.text_of(changed.sentences[1].source).split()
        assert the == "The"
        later.add(head)

    assert len(later) > 10


@pytest.mark.parametrize(
    "sentences",
    [
        [("Ylva Haugland said no.", EXPERT, NAME, "said")],
        [INTRODUCED, ("Dr Haugland left.", FACT)],
        [INTRODUCED, ("It melts, the geologist said.", EXPERT, "the geologist", "said")],
        [("The lab’s ice researcher Ylva Haugland said no.", EXPERT, NAME, "said")],
        [("Ylva Haugland, an ice researcher of rank, said no.", EXPERT, NAME, "said")],
    ],
    ids=["no role beside the name", "a title", "another description", "whose", "more of a role"],
)
def test_who_would_still_be_told_by_other_words_keeps_the_role(sentences):
    article = make_interview(*sentences)

    assert all(recast(article, seed) is article for seed in SEEDS)


@pytest.mark.parametrize(
    "source",
    [
        "Ylva Haugland, who studies ice in Bodø",
        "Ylva Haugland, 41, who studies ice",
        "ice researcher Ylva Haugland of Bodø",
        "the museum’s director, Ylva Haugland",
        "museum director Ylva Haugland, an ice researcher",
        "Ylva Haugland (ice researcher)",
    ],
)
def test_whatever_a_source_says_of_whom_it_names_gives_way_to_the_new_role(source):
    article = make_interview((f"It melts, said {source}.", EXPERT, source, "said"), role="")

    for changed in (recast(article, seed) for seed in SEEDS):
        assert NAME in changed.text
        assert not re.search(r"\b(?:ice|museum|Bodø)\b", changed.text)
        assert changed.text == f"It melts, said {changed.text_of(changed.sentences[0].source)}."
        assert list(faults_in(check_shape(changed.to_dict()))) == []


def test_who_has_no_name_is_described_anew():
    article = make_interview(
        ("A resident of Bodø said no.", EXPERT, "A resident of Bodø", "said"),
        ("The resident added nothing.", EXPERT, "The resident", "added"),
        ("“It will be gone.", EXPERT),
        name="a resident",
        role="",
    )

    for changed in (recast(article, seed) for seed in SEEDS):
        (speaker,) = changed.speakers
        assert re.fullmatch(rf"An? {re.escape(speaker.name)} said no\.", first_of(changed))
        assert "resident" in speaker.name or "resident" not in changed.text
        assert len({one.label for one in changed.sentences}) == 1


def test_several_without_a_name_stay_several():
    article = make_interview(
        ("Residents said no.", EXPERT, "Residents", "said"), name="residents", role=""
    )

    said = {first_of(recast(article, seed)) for seed in SEEDS}

    assert len(said) > 10
    assert all(re.fullmatch(r"[A-ZÀ-Þ].*(?:s|men) said no\.", one) for one in said)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("the Chamber of Shipping", "the Chamber of Shipping"),
        ("the Red Crescent", "a spokesman for the organisation"),
        ("a leaked report", "a leaked report"),
        ("Harbour Chronicle", "the newspaper Harbour Chronicle"),
        ("Wells Without Borders", "The aid group, Wells Without Borders"),
    ],
)
def test_bodies_and_documents_stay_what_they_are(name, source):
    article = make_interview(
        (f"It melts, said {source}.", EXPERT, source, "said"), name=name, role=""
    )

    assert all(recast(article, seed) is article for seed in SEEDS)


@pytest.mark.parametrize("name", ["Haugland", "Dr Ylva Haugland", "Ministry of Trade"])
def test_who_has_one_name_or_a_title_keeps_the_role(name):
    article = make_interview(
        (f"{name}, an ice researcher, said no.", EXPERT, name, "said"), name=name
    )

    assert recast(article) is article


def test_two_who_share_a_description_keep_their_roles():
    article = making.make_article(
        INTRODUCED,
        ("Sia Kjus, a snow researcher, said yes.", EXPERT, "Sia Kjus", "said"),
        ("The researcher left.", FACT),
    )
    roles = ("ice researcher", "snow researcher")
    speakers = (replace(one, role=role) for one, role in zip(article.speakers, roles, strict=True))
    article = replace(article, speakers=tuple(speakers))

    assert recast(article) is article


def test_without_a_chance_nothing_changes():
    article = make_interview(INTRODUCED)

    assert change_roles(article, Random(1), chance=0) is article


def test_articles_of_other_schemes_stay_as_they_are():
    article = make_interview(INTRODUCED)
    other = replace(article, scheme=replace(article.scheme, name="other"))

    assert recast(other) is other


def test_every_role_of_the_word_list_can_be_drawn_whole():
    drawn = [draw_role(Random(seed), needs_before=False) for seed in range(2000)]

    assert len({(one.before, one.after) for one in drawn}) > 500
    assert not any({*"{};"} & {*one.before, *one.after} for one in drawn)
    assert all(one.after and one.head for one in drawn)
