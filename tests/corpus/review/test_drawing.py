import pytest

import making
from stance.article import Article
from stance.corpus.review.drawing import (
    SampleFile,
    describe_sample,
    drawn_in,
    keep_drawing,
    path_beside,
    read_sample,
    write_sample,
)
from stance.corpus.review.ordering import Order, order_articles
from stance.errors import CorpusError


def corpus(n=30):
    return [making.make_article(("Rain fell.", making.FACT), id=f"a{i}") for i in range(n)]


def draw(articles, size, *, seed=1):
    drawn = order_articles(articles, order=Order.RANDOM, seed=seed)[:size]
    return describe_sample(articles, drawn, order=Order.RANDOM, seed=seed)


def test_a_record_says_all_that_is_needed_to_draw_again(tmp_path):
    sample = draw(corpus(), 5, seed=7)
    write_sample(sample, path := path_beside(tmp_path / "tasks.json"))

    found = read_sample(path)

    assert path.name == "tasks.sample.json"
    assert found == sample == draw(corpus()[::-1], 5, seed=found.drawing.seed)
    assert (found.drawing.size, found.drawing.population.n_articles) == (5, 30)


def test_every_article_is_drawn_as_often_as_any_other():
    times = dict.fromkeys((article.id for article in corpus(10)), 0)

    for seed in range(1000):
        for name in draw(corpus(10), 3, seed=seed).articles:
            times[name] += 1

    assert all(250 < n < 350 for n in times.values())  # 300, give or take three standard errors


def test_only_drawn_articles_say_how_and_they_say_it_through_json(tmp_path):
    sample = draw(corpus(), 3)
    kept = keep_drawing(corpus(), SampleFile(path=tmp_path, sample=sample))

    again = [Article.from_json(article.to_json()) for article in kept]

    found = {one.id: drawn for one in again if (drawn := drawn_in(one.metadata))}
    assert {name: drawn.position for name, drawn in found.items()} == dict(
        zip(sample.articles, (1, 2, 3), strict=True)
    )
    assert found[sample.articles[0]].design is Order.RANDOM


def test_a_record_of_an_earlier_sample_is_taken_off(tmp_path):
    first, second = draw(corpus(), 30, seed=1), draw(corpus(), 2, seed=2)
    kept = keep_drawing(corpus(), SampleFile(path=tmp_path, sample=first))

    kept = keep_drawing(kept, SampleFile(path=tmp_path, sample=second))

    assert sum(drawn_in(article.metadata) is not None for article in kept) == 2


def test_a_sample_of_another_corpus_is_refused(tmp_path):
    sample = draw(corpus(), 30)

    with pytest.raises(CorpusError, match="25 of its articles are not in the corpus"):
        keep_drawing(corpus(5), SampleFile(path=tmp_path / "s.sample.json", sample=sample))


@pytest.mark.parametrize("text", ["[]", "{}", '{"drawing": {}, "articles": []}', "no JSON"])
def test_what_is_no_record_is_told_with_what_to_name(tmp_path, text):
    path = tmp_path / "s.sample.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CorpusError, match=r"s\.sample\.json: no record of a sample"):
        read_sample(path)


@pytest.mark.parametrize("value", ["random", {"design": "random"}, {"design": "by hand"}, 3])
def test_nonsense_in_an_article_is_told(value):
    with pytest.raises(ValueError, match="'sample' is no record of a drawing"):
        drawn_in({"sample": value})
