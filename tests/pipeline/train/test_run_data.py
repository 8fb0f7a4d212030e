"""What a run is shown of its corpora."""

from dataclasses import replace

import making
from making import EXPERT
from stance.corpus.parts import LoadedPart, digest
from stance.labels import Label
from stance.pipeline.train.data import RunData

ARTICLES = tuple(making.make_news(12, seed=1))


def make_data(articles=ARTICLES, **changes):
    part = LoadedPart(
        name="news",
        files="news.jsonl",
        articles=tuple(articles),
        batches=("news",) * len(articles),
        digest=digest(articles),
        **changes,
    )
    return RunData(train=(part,), dev=(), evaluation=(), absent=())


def test_a_part_is_shown_as_it_is_unless_its_config_says_otherwise():
    assert make_data().shown_articles(seed=1) == list(ARTICLES)


def test_a_part_can_be_shown_more_often():
    assert make_data(repeat=2).shown_articles(seed=1) == [*ARTICLES, *ARTICLES]


def test_each_showing_can_be_changed_in_its_own_way_by_the_seed():
    data = make_data(repeat=2, perturb=0.5)

    shown, again, other = (data.shown_articles(seed=seed) for seed in (1, 1, 2))

    first, second = shown[: len(ARTICLES)], shown[len(ARTICLES) :]
    assert shown == again
    assert shown != other
    assert first != second
    assert [article.id for article in first] == [article.id for article in ARTICLES]


def test_each_epoch_changes_a_part_in_its_own_way():
    data = make_data(perturb=0.5)

    first, second, again = (data.shown_articles(seed=1, epoch=epoch) for epoch in (0, 1, 1))

    assert first != second == again


def test_speakers_can_be_given_other_roles():
    article = making.make_article(
        ("It melts, ice researcher Ylva Haugland said.", EXPERT, "Ylva Haugland", "said")
    )
    speaker = replace(article.speakers[0], role="ice researcher")
    data = make_data([replace(article, speakers=(speaker,))], repeat=40)

    shown, again = (data.shown_articles(seed=1, role_swap=0.5) for _ in range(2))

    assert shown == again
    assert {one.sentences[0].label for one in shown} == {*Label}
    assert {one.text == article.text for one in shown} == {True, False}


def test_what_is_measured_on_is_never_changed():
    data = make_data(perturb=1.0)

    assert data.train_articles == list(ARTICLES)
