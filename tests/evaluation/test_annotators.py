from dataclasses import replace

import pytest

from stance.evaluation.annotators import DisputedPart, compare_annotators
from stance.labels import Label


def test_equal_annotations_agree_fully_and_have_no_disputes(make_article):
    article = make_article("oeffo", speakers="AB--A", sources=[(0, 5), None, None, None, (0, 5)])

    agreement = compare_annotators([article], [article])

    assert (agreement.overall.kappa, agreement.overall.alpha) == (1.0, 1.0)
    assert agreement.same_speaker.f1 == agreement.source["exact"].f1 == 1.0
    assert agreement.disputes == ()


def test_kappa_is_that_of_cohen(make_article):
    # 7 of 10 agree; chance: (5 · 6 + 5 · 4) / 100 = 0.5; (0.7 − 0.5) / (1 − 0.5) = 0.4
    first, second = make_article("ooooofffff"), make_article("oooofooffff"[:10])

    agreement = compare_annotators([first], [second])

    assert agreement.overall.observed == pytest.approx(0.7)
    assert agreement.overall.kappa == pytest.approx(0.4)


def test_alpha_is_that_of_krippendorff(make_article):
    # Coincidences: 3 pairs differ, so o_c = 6 of 20; expected 2 · 11 · 9 / (20 · 19).
    first, second = make_article("ooooofffff"), make_article("oooofooffff"[:10])

    agreement = compare_annotators([first], [second])

    assert agreement.overall.alpha == pytest.approx(1 - (6 / 20) / (2 * 11 * 9 / (20 * 19)))


def test_a_label_that_nobody_chose_has_no_kappa(make_article):
    article = make_article("off")

    agreement = compare_annotators([article], [article])

    assert agreement.labels[Label.EXPERT_ANALYSIS].kappa is None
    assert agreement.labels[Label.EXPERT_ANALYSIS].alpha is None


def test_same_speaker_does_not_depend_on_who_comes_first(make_article):
    first = make_article("oooe", speakers="AAAB")
    second = make_article("ooof", speakers="CCD-")

    there, back = compare_annotators([first], [second]), compare_annotators([second], [first])

    assert there.same_speaker.f1 == pytest.approx(back.same_speaker.f1) == pytest.approx(4 / 7)


def test_articles_of_one_side_are_named(make_article):
    both, left, right = (make_article("of", id=name) for name in ("both", "left", "right"))

    agreement = compare_annotators([both, left], [right, both])

    assert (agreement.only_first, agreement.only_second) == (("left",), ("right",))
    assert agreement.n_articles == 1


def test_articles_with_another_text_are_named_and_not_compared(make_article):
    first, second = make_article("of"), make_article("of", id="changed")
    other = replace(second, text=second.text.replace("alpha", "omega"))

    agreement = compare_annotators([first, second], [first, other])

    assert agreement.other_text == ("changed",)
    assert agreement.n_sentences == 2


def test_sentences_cut_in_another_way_are_counted_and_not_compared(make_article):
    first = make_article("off")
    second = replace(first, sentences=first.sentences[:2])

    agreement = compare_annotators([first], [second])

    assert (agreement.n_sentences, agreement.n_cut_otherwise) == (2, 1)


def test_nothing_in_common_is_no_agreement(make_article):
    assert compare_annotators([make_article("o", id="a")], [make_article("o", id="b")]) is None


def test_a_dispute_says_what_each_annotator_said(make_article):
    first = make_article("of", speakers="A-", sources=[(0, 5), None])
    second = make_article("ff", speakers="--")

    (dispute,) = compare_annotators([first], [second]).disputes

    assert dispute.parts == (DisputedPart.LABEL, DisputedPart.SPEAKER, DisputedPart.SOURCE)
    assert (dispute.first.source, dispute.second.source) == ("alpha", None)
    assert (dispute.first.speaker, dispute.second.label) == ("Speaker A", Label.REPORTED_FACT)


def test_speakers_of_one_name_are_no_dispute_whatever_their_ids(make_article):
    first = make_article("o", speakers="A", names={"A": "Ann Lee"})
    second = make_article("o", speakers="B", names={"B": "ann  lee"})

    assert compare_annotators([first], [second]).disputes == ()
