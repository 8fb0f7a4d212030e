from dataclasses import replace
from pathlib import Path

import pytest

import making
from stance.corpus.review.drawing import SampleFile, describe_sample, keep_drawing
from stance.corpus.review.ordering import Order, order_articles
from stance.counting.sampling import check_population, take_sample
from stance.errors import CorpusError
from stance.labels import LABELS

PATH = Path("reviewed.jsonl")
UNSURE = dict(zip(LABELS, (0.1, 0.2, 0.7), strict=True))


def predicted(name):
    made = making.make_article(("Rain fell.", making.FACT), ("It fell.", making.FACT), id=name)
    return replace(made, sentences=tuple(replace(o, probabilities=UNSURE) for o in made.sentences))


def review(article):
    return replace(
        article, sentences=tuple(replace(one, probabilities={}) for one in article.sentences)
    )


def imported(*, n_reviewed=5, skip=(), order=Order.RANDOM, seed=1):
    corpus = [predicted(f"a{i}") for i in range(20)]
    drawn = order_articles(corpus, order=order, seed=seed)[:5]
    sample = describe_sample(corpus, drawn, order=order, seed=seed)
    done = {name for at, name in enumerate(sample.articles[:n_reviewed]) if at not in skip}
    corpus = [review(one) if one.id in done else one for one in corpus]
    return sample, keep_drawing(corpus, SampleFile(path=PATH, sample=sample))


def test_a_wholly_reviewed_sample_is_taken_in_the_order_drawn():
    sample, articles = imported()

    found = take_sample(articles, path=PATH)

    assert [one.id for one in found.articles] == list(sample.articles)
    assert found.drawing == sample.drawing


def test_whoever_stopped_early_has_a_smaller_random_sample():
    sample, articles = imported(n_reviewed=3)

    assert [one.id for one in take_sample(articles, path=PATH).articles] == [*sample.articles[:3]]


def test_a_sample_with_gaps_is_refused():
    sample, articles = imported(skip=(1,))

    with pytest.raises(CorpusError, match=rf"left out \({sample.articles[1]}\)"):
        take_sample(articles, path=PATH)


def test_a_half_reviewed_article_is_a_gap():
    sample, articles = imported()
    first = next(at for at, one in enumerate(articles) if one.id == sample.articles[0])
    half = replace(articles[first].sentences[0], probabilities=UNSURE)
    sentences = (half, *articles[first].sentences[1:])
    articles[first] = replace(articles[first], sentences=sentences)

    with pytest.raises(CorpusError, match="review every sentence"):
        take_sample(articles, path=PATH)


@pytest.mark.parametrize("order", [Order.UNCERTAINTY])
def test_a_sample_of_the_uncertain_is_refused(order):
    _, articles = imported(order=order)

    with pytest.raises(CorpusError, match="chosen by uncertainty, not at random"):
        take_sample(articles, path=PATH)


def test_articles_that_say_nothing_of_a_draw_are_refused():
    with pytest.raises(CorpusError, match="no article has the field 'sample'"):
        take_sample([review(predicted("a"))], path=PATH)


def test_nothing_reviewed_is_told():
    with pytest.raises(CorpusError, match="no article of the sample is wholly reviewed"):
        take_sample(imported(n_reviewed=0)[1], path=PATH)


def test_two_samples_in_one_file_are_told():
    one, other = ([a for a in imported(seed=s)[1] if "sample" in a.metadata] for s in (1, 2))

    with pytest.raises(CorpusError, match="has articles of 2 samples"):
        take_sample([*one, *other], path=PATH)


def test_nonsense_is_told_with_its_article():
    with pytest.raises(CorpusError, match="article 'a': 'sample' is no record"):
        take_sample([replace(predicted("a"), metadata={"sample": 3})], path=PATH)


def test_a_sample_of_other_articles_is_refused():
    _, articles = imported()
    sample = take_sample(articles, path=PATH)

    check_population(sample, {f"a{i}" for i in range(20)}, path=PATH)
    with pytest.raises(CorpusError, match="drawn from 20 other articles than these 21"):
        check_population(sample, {f"a{i}" for i in range(21)}, path=PATH)
