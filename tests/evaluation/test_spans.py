"""Source and cue agreement against counts done by hand."""

import pytest

from stance.evaluation.pairing import pair_articles
from stance.evaluation.spans import SpanKind, score_spans


@pytest.fixture
def found(make_article):
    # Words of a sentence: alpha 0–5, beta 6–10, gamma 11–16.
    gold = make_article("ffff", sources=[(0, 5), (0, 10), (6, 10), None], cues=[None] * 4)
    predicted = make_article("ffff", sources=[(0, 5), (6, 16), None, (0, 5)], cues=[None] * 4)
    return score_spans(pair_articles([gold], [predicted]), kind=SpanKind.SOURCE)


def test_exact_asks_for_the_same_ends(found):
    assert (found.exact.precision, found.exact.recall) == (1 / 3, 1 / 3)


def test_overlap_asks_for_a_shared_character(found):
    assert (found.overlap.precision, found.overlap.recall) == (2 / 3, 2 / 3)


def test_words_are_counted_one_by_one(found):
    # right: alpha of the first, beta of the second; gold 1 + 2 + 1, predicted 1 + 2 + 1
    assert (found.words.precision, found.words.recall) == (2 / 4, 2 / 4)
    assert (found.words.n_gold, found.words.n_predicted) == (4, 4)


def test_spans_that_only_touch_do_not_overlap(make_article):
    gold, predicted = make_article("f", cues=[(0, 5)]), make_article("f", cues=[(5, 10)])

    found = score_spans(pair_articles([gold], [predicted]), kind=SpanKind.CUE)

    assert found.overlap.f1 == 0


def test_a_span_that_cuts_a_word_has_that_word(make_article):
    gold, predicted = make_article("f", cues=[(6, 10)]), make_article("f", cues=[(8, 9)])

    found = score_spans(pair_articles([gold], [predicted]), kind=SpanKind.CUE)

    assert found.words.f1 == 1


def test_a_corpus_without_spans_scores_nothing(make_article):
    pairs = pair_articles([make_article("f")], [make_article("f")])

    found = score_spans(pairs, kind=SpanKind.SOURCE)

    assert (found.exact.f1, found.exact.n_gold) == (0, 0)
