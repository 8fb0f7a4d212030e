"""Two sides that are not about the same sentences are refused, by name."""

import pytest

from stance.article import Article
from stance.evaluation.pairing import pair_articles
from stance.labels import Label
from stance.parts import Sentence


def test_each_gold_sentence_meets_the_predicted_one_of_its_place(make_article):
    gold, predicted = make_article("of"), make_article("ee")

    pair = pair_articles([gold], [predicted])[0]

    assert pair.sentences == [
        (gold.sentences[0], predicted.sentences[0]),
        (gold.sentences[1], predicted.sentences[1]),
    ]


def test_articles_are_matched_by_place_and_not_by_id(make_article):
    pairs = pair_articles([make_article("o", id="a")], [make_article("o", id="b")])

    assert len(pairs) == 1


def test_a_missing_article_is_refused(make_article):
    with pytest.raises(ValueError, match="0 predicted articles for 1 gold ones"):
        pair_articles([make_article("o")], [])


def test_another_text_is_refused_with_the_article(make_article):
    with pytest.raises(ValueError, match="article 'x': the predicted text is not the gold text"):
        pair_articles([make_article("o", id="x")], [Article(text="Another.")])


def test_a_missing_sentence_is_refused_with_the_article(make_article):
    gold = make_article("oo", id="x")
    predicted = Article(text=gold.text, sentences=gold.sentences[:1])

    with pytest.raises(ValueError, match="article 'x': 1 predicted sentences for 2 gold ones"):
        pair_articles([gold], [predicted])


def test_another_span_is_refused_with_article_and_sentence(make_article):
    gold = make_article("oo", id="x")
    moved = Sentence(start=18, end=30, label=Label.REPORTED_FACT)
    predicted = Article(text=gold.text, sentences=(gold.sentences[0], moved))

    message = r"article 'x', sentence 2: predicted span \(18, 30\) is not the gold span \(18, 35\)"
    with pytest.raises(ValueError, match=message):
        pair_articles([gold], [predicted])
