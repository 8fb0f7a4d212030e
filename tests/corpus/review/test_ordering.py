from dataclasses import replace

import pytest

import making
from stance.corpus.review.ordering import Order, order_articles
from stance.labels import Label


def article(name, *, confidence=None, votes=()):
    made = making.make_article(("Rain fell.", making.FACT), id=name)
    sentence = replace(
        made.sentences[0],
        probabilities={Label.REPORTED_FACT: confidence} if confidence else {},
        votes={f"f{n}": vote for n, vote in enumerate(votes)},
    )
    return replace(made, sentences=(sentence,))


def order(articles, by, seed=1):
    return [one.id for one in order_articles(articles, order=by, seed=seed)]


def test_the_least_certain_come_first():
    articles = [article("sure", confidence=0.9), article("not", confidence=0.4), article("person")]

    assert order(articles, Order.UNCERTAINTY) == ["not", "sure", "person"]


def test_the_most_disputed_come_first():
    fact, expert = making.FACT, making.EXPERT
    articles = [
        article("one against two", votes=(fact, fact, expert)),
        article("agreed", votes=(fact, fact)),
        article("even", votes=(fact, expert)),
    ]

    assert order(articles, Order.DISAGREEMENT) == ["even", "one against two", "agreed"]


def test_a_random_order_depends_on_the_seed_alone():
    articles = [article(f"a{n}") for n in range(20)]

    assert order(articles, Order.RANDOM) == order(articles[::-1], Order.RANDOM)
    assert order(articles, Order.RANDOM) != order(articles, Order.RANDOM, seed=2)


@pytest.mark.parametrize(
    ("by", "lacking"), [(Order.UNCERTAINTY, "probabilities"), (Order.DISAGREEMENT, "votes")]
)
def test_what_nothing_is_known_of_cannot_be_ordered(by, lacking):
    with pytest.raises(ValueError, match=f"no sentence has {lacking}"):
        order([article("a")], by)


def test_votes_that_all_agree_cannot_be_ordered_by_disagreement():
    articles = [article("a", votes=(making.FACT, making.FACT)), article("b", votes=(making.FACT,))]

    with pytest.raises(ValueError, match="no two labelling functions contradict each other"):
        order(articles, Order.DISAGREEMENT)
