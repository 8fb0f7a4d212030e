from dataclasses import replace

import numpy as np
import pytest

import making
from stance.counting.tally import Period, Quoting, Tally, quoting_of, split_by
from stance.labels import LABELS
from stance.parts import Sentence, Span
from stance.schemes import NEWS

SPEECH = ("The minister said “it is over and done”.", making.OFFICIAL, "The minister", "said")
EXPERT = ("Ann Lee said taxes would rise.", making.EXPERT, "Ann Lee", "said")
FACT = ("Rain fell.", making.FACT)


def article(name, *sentences, probabilities=None, **fields):
    made = making.make_article(*sentences, id=name)
    chances = dict(zip(LABELS, probabilities, strict=True)) if probabilities else {}
    own = tuple(replace(one, probabilities=chances) for one in made.sentences)
    return replace(made, sentences=own, metadata=fields)


def tally(*articles, **options):
    found = Tally(scheme=NEWS, **options)
    for one in articles:
        found.add(one)
    return found


def test_labels_and_probabilities_are_summed_by_article():
    found = tally(
        article("a", SPEECH, FACT, probabilities=(0.5, 0.2, 0.3)), article("b", FACT, FACT)
    )

    assert found.sums.counted.tolist() == [[1, 0, 1], [0, 0, 2]]
    assert found.sums.expected == pytest.approx(np.array([[1.0, 0.4, 0.6], [0, 0, 2]]))


def test_groups_are_those_fields_that_tell_articles_apart():
    found = tally(
        article("a", FACT, outlet="Daily", style="wire"), article("b", FACT, style="wire")
    )

    assert found.groups == {"outlet": ["Daily", ""]}


def test_a_field_that_is_asked_for_is_a_group_whatever_it_says():
    found = tally(article("a", FACT, desk=3), article("b", FACT, desk=3), by=["desk"])

    assert found.groups == {"desk": ["3", "3"]}


@pytest.mark.parametrize(
    ("fields", "period", "expected"),
    [
        ({"published": "2024-05-17"}, Period.MONTH, "2024-05"),
        ({"published": "2024-05-17T10:00:00"}, Period.YEAR, "2024"),
        ({"date": "2024-05-17 10:00"}, Period.MONTH, "2024-05"),
        ({"published": "last week"}, Period.MONTH, ""),
        ({}, Period.MONTH, ""),
    ],
)
def test_an_article_is_of_a_month_or_a_year(fields, period, expected):
    assert tally(article("a", FACT, **fields), period=period).periods == [expected]


def test_speakers_of_one_name_in_other_writing_are_one():
    shouted = ("ANN LEE said rain fell.", making.EXPERT, "ANN LEE", "said")
    found = tally(article("a", EXPERT), article("b", EXPERT, EXPERT), article("c", shouted))

    (ann,) = found.speakers(9, named=True)

    assert (ann.name, ann.writings, ann.n_sentences, ann.n_articles) == (
        "Ann Lee",
        ("ANN LEE",),
        4,
        3,
    )
    assert [one.article_id for one in ann.samples] == ["a", "b", "c"]


def test_an_alias_is_counted_under_its_name():
    other = ("Dr Lee said rain fell.", making.EXPERT, "Dr Lee", "said")
    found = tally(article("a", EXPERT, other), aliases={"dr lee": "Ann Lee"})

    assert [(one.name, one.n_sentences) for one in found.speakers(9, named=True)] == [
        ("Ann Lee", 2)
    ]


def test_descriptions_are_counted_apart_from_names():
    found = tally(article("a", SPEECH, EXPERT))

    assert [one.name for one in found.speakers(9, named=False)] == ["The minister"]
    assert found.attributed.tolist() == [[1, 1]]
    assert found.n_sentences_of(named=True) == {"Ann Lee": 1}


def test_speech_is_counted_by_kind_and_quotation():
    found = tally(article("a", SPEECH, EXPERT))

    assert found.quoting[0].tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 0]]


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [([(0, 10)], Quoting.DIRECT), ([(0, 4)], Quoting.PARTLY), ([], Quoting.INDIRECT)],
)
def test_source_and_cue_are_no_part_of_what_is_said(quotes, expected):
    sentence = Sentence(start=0, end=30, label=LABELS[0], source=Span(20, 26), cue=Span(26, 30))

    assert quoting_of(sentence, quotes) is expected


def test_speech_of_nobody_is_unresolved():
    nobody = ("Taxes would rise, it was said.", making.OFFICIAL)
    she = ("She said taxes would rise.", making.EXPERT, "She", "said")

    found = tally(article("a", nobody, she, FACT, EXPERT))

    assert found.n_unresolved == 2
    assert [one.text for one in found.unresolved] == [nobody[0], she[0]]


def test_an_id_is_taken_once():
    with pytest.raises(ValueError, match="id 'a' is taken"):
        tally(article("a", FACT), article("a", FACT))


def test_people_and_model_are_compared_sentence_by_sentence():
    gold = article("b", (SPEECH[0], making.FACT), FACT)

    found = tally(article("a", FACT), article("b", SPEECH, FACT), labelled={"b": gold})

    assert found.is_labelled.tolist() == [False, True]
    assert found.labelled.confusion.tolist() == [[[0, 0, 0], [0, 0, 0], [1, 0, 1]]]


def test_people_who_labelled_other_sentences_are_told():
    with pytest.raises(ValueError, match="has other sentences than the predicted one"):
        tally(article("a", FACT, FACT), labelled={"a": article("a", FACT)})


def test_values_are_sorted_and_the_empty_one_is_no_group():
    found = [(name, chosen.tolist()) for name, chosen in split_by(["b", "", "a", "b"])]

    assert found == [("a", [False, False, True, False]), ("b", [True, False, False, True])]
