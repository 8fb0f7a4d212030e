from dataclasses import replace

import pytest

import making
from stance.article import Article
from stance.corpus.annotations import Voice
from stance.corpus.review.correcting import correct
from stance.corpus.review.decisions import ALL_PARTS, Decision, Part
from stance.labels import Label, SpeakerKind
from stance.parts import Span

SPEECH = ("Ann Lee said taxes rise.", making.OFFICIAL, "Ann Lee", "said")
MORE = ("Ann Lee said more.", making.OFFICIAL, "Ann Lee", "said")
FACT = ("Rain fell.", making.FACT)
AT = "2026-01-01T00:00:00+00:00"


def decide(number, *parts, **fields):
    values = {"place": "task 1", "article_id": "a", "annotator": "bo", "at": AT}
    return Decision(**values | fields, number=number, parts=frozenset(parts))


@pytest.fixture
def article():
    record = making.make_article(SPEECH, MORE, FACT, id="a").to_dict()
    for speaker in record["speakers"]:
        del speaker["mentions"]  # so that the sources are the mentions
    return Article.from_dict(record)


def test_what_was_changed_is_kept_with_who_changed_it(article):
    corrected = correct(article, [decide(1, Part.CUE, cue=Span(8, 18))])

    assert corrected.article.sentences[0].cue == Span(8, 18)
    assert corrected.article.metadata["changes"] == (
        {
            "annotator": "bo",
            "at": AT,
            "sentence": 1,
            "field": "cue",
            "before": (8, 12),
            "after": (8, 18),
        },
    )


def test_changes_of_an_earlier_review_are_kept(article):
    once = correct(article, [decide(1, Part.CUE, cue=None)]).article

    twice = correct(once, [decide(2, Part.CUE, cue=None)]).article

    assert [change["sentence"] for change in twice.metadata["changes"]] == [1, 2]


def test_a_confirmed_article_has_no_changes(article):
    corrected = correct(article, [decide(3, Part.LABEL, label=Label.REPORTED_FACT)])

    assert "changes" not in corrected.article.metadata


def test_votes_outlive_a_review(article):
    sentence = replace(article.sentences[2], votes={"dateline": Label.REPORTED_FACT})
    article = replace(article, sentences=(*article.sentences[:2], sentence))

    corrected = correct(article, [decide(3, Part.LABEL, label=Label.REPORTED_FACT)])

    assert corrected.article.sentences[2].votes == sentence.votes


def test_a_new_name_in_all_sentences_renames_the_speaker(article):
    voice = Voice(name="Ann Leigh", kind=SpeakerKind.OFFICIAL)

    corrected = correct(article, [decide(n, Part.SPEAKER, speaker=voice) for n in (1, 2)])

    assert [(one.id, one.name) for one in corrected.article.speakers] == [("Ann Lee", "Ann Leigh")]


def test_a_new_name_in_one_sentence_is_a_new_speaker(article):
    voice = Voice(name="Bo Ek", kind=SpeakerKind.OFFICIAL)

    corrected = correct(article, [decide(2, Part.SPEAKER, speaker=voice)])

    assert [one.name for one in corrected.article.speakers] == ["Ann Lee", "Bo Ek"]
    assert corrected.article.sentences[1].speaker == "s1"


def test_the_name_of_another_speaker_moves_the_sentence_to_them(article):
    decisions = [
        decide(3, Part.SPEAKER, Part.LABEL, speaker=Voice(name="ann  lee"), label=making.OFFICIAL)
    ]

    corrected = correct(article, decisions)

    assert corrected.article.sentences[2].speaker == "Ann Lee"
    assert corrected.rejected == ()


def test_a_role_given_once_counts_for_the_speaker(article):
    voice = Voice(name="Ann Lee", role="mayor", kind=SpeakerKind.OFFICIAL)
    same = replace(voice, role="")

    corrected = correct(
        article,
        [decide(1, Part.SPEAKER, speaker=voice), decide(2, Part.SPEAKER, speaker=same)],
    )

    assert corrected.article.speakers[0].role == "mayor"


def test_two_new_roles_of_one_speaker_are_kept_aside(article):
    decisions = [
        decide(n, Part.SPEAKER, speaker=Voice(name="Ann Lee", role=role))
        for n, role in ((1, "mayor"), (2, "minister"))
    ]

    corrected = correct(article, decisions)

    assert corrected.article == article
    assert (
        "the speaker's role is given as 'mayor' and 'minister'" in corrected.rejected[0].faults[0]
    )


def test_labels_follow_a_changed_kind(article):
    voice = Voice(name="Ann Lee", kind=SpeakerKind.EXPERT)

    corrected = correct(article, [decide(1, Part.SPEAKER, speaker=voice)])

    labels = [sentence.label for sentence in corrected.article.sentences]
    assert labels == [making.EXPERT, making.EXPERT, making.FACT]
    assert [change["sentence"] for change in corrected.article.metadata["changes"]] == [1, 1, 2, 2]


def test_a_kind_follows_if_all_labels_changed(article):
    decisions = [decide(n, Part.LABEL, label=making.EXPERT) for n in (1, 2)]

    corrected = correct(article, decisions)

    assert corrected.article.speakers[0].kind is SpeakerKind.EXPERT


def test_a_label_that_contradicts_the_speaker_is_kept_aside(article):
    corrected = correct(article, [decide(1, Part.LABEL, label=making.EXPERT)])

    assert corrected.article == article
    assert "is of kind official; one of the two is wrong" in corrected.rejected[0].faults[0]


def test_a_fact_with_an_official_speaker_is_kept_aside():
    article = making.make_article(SPEECH, FACT, id="a")

    corrected = correct(article, [decide(1, Part.LABEL, label=making.FACT)])

    assert corrected.rejected[0].numbers == (1,)


def test_a_fact_without_speaker_and_words_is_the_outlets(article):
    corrected = correct(article, [decide(1, *ALL_PARTS, label=making.FACT)])

    assert corrected.article.sentences[0].source is None
    assert corrected.article.speakers[0].mentions == (article.sentences[1].source,)


def test_a_speaker_who_speaks_no_more_is_gone(article):
    decisions = [decide(n, *ALL_PARTS, label=making.FACT) for n in (1, 2)]

    assert correct(article, decisions).article.speakers == ()


def test_a_faulty_decision_does_not_hold_back_the_others(article):
    decisions = [
        decide(1, Part.LABEL, label=making.EXPERT),
        decide(2, Part.CUE, cue=None),
    ]

    corrected = correct(article, decisions)

    assert [one.numbers for one in corrected.rejected] == [(1,)]
    assert corrected.article.sentences[1].cue is None


def test_a_first_speaker_beside_unnamed_officials_is_kept_aside():
    article = making.make_article((SPEECH[0], making.OFFICIAL), FACT, id="a")
    voice = Voice(name="the rain", kind=SpeakerKind.OTHER)

    corrected = correct(article, [decide(2, Part.SPEAKER, speaker=voice)])

    assert corrected.article == article
    assert corrected.rejected[0].faults[0].startswith("sentence 1: is official_statement but has")


def test_a_corrected_article_has_no_faults(article):
    voice = Voice(name="Bo Ek", role="a geographer", kind=SpeakerKind.EXPERT)
    decisions = [decide(1, *ALL_PARTS, label=making.EXPERT, speaker=voice, cue=Span(8, 12))]

    corrected = correct(article, decisions)

    assert corrected.rejected == ()
    assert corrected.article.sentences[0].cue == Span(8, 12)
    assert type(corrected.article).from_json(corrected.article.to_json()) == corrected.article


def test_the_order_of_speakers_stays():
    other = making.make_article(("Bo Ek said so.", making.EXPERT, "Bo Ek"), SPEECH, id="a")
    other = replace(other, speakers=other.speakers[::-1])

    corrected = correct(other, [decide(1, Part.LABEL, label=making.EXPERT)])

    assert [one.name for one in corrected.article.speakers] == ["Ann Lee", "Bo Ek"]


def test_of_two_decisions_on_one_sentence_the_first_counts(article):
    twice = [decide(1, Part.CUE, cue=None), decide(1, Part.CUE, cue=Span(8, 18), place="task 2")]

    corrected = correct(article, twice)

    (rejected,) = corrected.rejected
    assert corrected.article.sentences[0].cue is None
    assert (rejected.place, rejected.faults) == (
        "task 2",
        ("task 1 decides on the same sentence; keep one of the two",),
    )
