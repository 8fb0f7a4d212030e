"""Which sentences are in which part of an evaluation set."""

from dataclasses import replace

import pytest

import making
from stance.evaluation.pairing import pair_articles
from stance.evaluation.slicing import UNSAID, check_fields, slice_pairs
from stance.labels import SpeakerKind


def sliced(articles, *, fields=()):
    """By what and value: the numbers of the sentences."""
    pairs = pair_articles(articles, articles)
    found = {}
    for one in slice_pairs(pairs, fields=fields):
        found.setdefault(one.by, {})[one.value] = list(one.chosen.nonzero()[0])
    return found


def test_every_sentence_is_in_one_slice_of_each_kind(make_article):
    articles = [
        make_article("oefoefoef", speakers="aab---b--"),
        make_article("f"),
        make_article(""),
    ]

    for slices in sliced(articles).values():
        assert sorted(index for one in slices.values() for index in one) == list(range(10))


def test_sentences_are_told_by_the_kind_of_their_speaker(make_article):
    article = make_article("oeff", speakers="abc-")

    assert sliced([article])["speaker"] == {
        "official": [0],
        "expert": [1],
        "other": [2],
        "outlet": [3],
    }


def test_a_cue_tells_attributed_sentences_apart(make_article):
    article = make_article("ooff", speakers="aa--", cues=[(0, 5), None, None, None])

    assert sliced([article])["cue"] == {"cue": [0], "no cue": [1], "outlet": [2, 3]}


def test_quotations_are_told_from_indirect_speech():
    article = making.make_article(
        ("“Taxes would rise,” Ann said.", making.OFFICIAL, "Ann", "said"),
        ("Ann called the taxes that would rise “a joke”.", making.OFFICIAL, "Ann", "called"),
        ("Ann said taxes would rise.", making.OFFICIAL, "Ann", "said"),
        ("Rain fell.", making.FACT),
    )

    assert sliced([article])["quotation"] == {
        "quotation": [0],
        "partly quoted": [1],
        "indirect": [2],
        "outlet": [3],
    }


def test_the_first_sentence_stands_apart_from_the_thirds(make_article):
    assert sliced([make_article("o" * 7)])["position"] == {
        "first": [0],
        "early": [1, 2],
        "middle": [3, 4],
        "late": [5, 6],
    }


def test_an_article_of_one_sentence_has_a_first_one(make_article):
    assert sliced([make_article("o")])["position"] == {"first": [0]}


def test_lengths_go_in_steps(make_article):
    found = sliced([make_article("o" * 10), make_article("o" * 11)])

    assert {value: len(one) for value, one in found["article length"].items()} == {
        "1–10 sentences": 10,
        "11–20 sentences": 11,
    }
    assert list(found["sentence length"]) == ["1–10 words"]


def test_styles_are_coarse_and_articles_without_one_are_kept(make_article):
    wire = replace(make_article("o"), metadata={"style": "national news agency, roundup"})

    assert sliced([wire, make_article("of")])["style"] == {UNSAID: [1, 2], "wire": [0]}


def test_any_field_of_the_record_slices(make_article):
    one = replace(make_article("o"), metadata={"published": "2020-01-01", "pages": 3})

    found = sliced([one], fields=["pages"])

    assert found["pages"] == {"3": [0]}
    assert "published" not in found


def test_unknown_fields_are_refused_all_at_once_with_the_nearest_names(make_article):
    one = replace(make_article("o"), metadata={"published": "2020-01-01"})

    with pytest.raises(ValueError, match="'publisched'; did you mean 'published'") as caught:
        check_fields([one], ["publisched", "zzz"])

    assert "'zzz'; known: published" in str(caught.value)


def test_every_kind_of_speaker_has_its_place(make_article):
    article = make_article("oef", speakers="abc")

    assert set(sliced([article])["speaker"]) == set(SpeakerKind)


def test_a_field_that_is_called_like_a_slice_has_its_own(make_article):
    one = replace(make_article("of"), metadata={"position": "page 3"})

    found = sliced([one], fields=["position"])

    assert found["position (record)"] == {"page 3": [0, 1]}
    assert found["position"] == {"first": [0], "middle": [1]}
