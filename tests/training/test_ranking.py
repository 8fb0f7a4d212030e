"""A ranker is fitted to what a resolver asks of labelled articles."""

import math

import pytest

import making
from making import EXPERT, FACT, OFFICIAL
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers
from stance.prediction.speakers.linking.ranker import Candidate, Ranker
from stance.training.ranking import Question, ask, fit_ranker, loss_of, unlearn

CHANCES = {OFFICIAL: (0.9, 0.05, 0.05), EXPERT: (0.05, 0.9, 0.05), FACT: (0.05, 0.05, 0.9)}


def scored_of(article):
    return [
        ScoredSentence(
            span=one.span,
            log_probabilities=tuple(map(math.log, CHANCES[one.label])),
            source=one.source,
        )
        for one in article.sentences
    ]


@pytest.fixture(scope="module")
def articles():
    return [(article, scored_of(article)) for article in making.make_news(20, seed=4)]


def question(right, **features):
    candidates = tuple(Candidate(None, "a", {name: 1.0}) for name in features)
    return Question(candidates, frozenset({right}))


def test_a_teacher_answers_as_the_labels_do(articles):
    questions = list(ask(articles))
    assert questions
    assert all(one.right <= set(range(len(one.candidates))) for one in questions)
    assert any(0 not in one.right for one in questions)


def test_a_fitted_ranker_answers_better_than_none(articles):
    questions = list(ask(articles))
    ranker = fit_ranker(questions[::2], dev=questions[1::2])
    assert loss_of(ranker, questions[1::2]) < loss_of(Ranker(), questions[1::2])
    for article, scored in articles:
        resolve_speakers(article.text, scored, ranker=ranker)


def test_what_was_right_more_often_weighs_more():
    questions = [question(0, near=1, far=1)] * 9 + [question(1, near=1, far=1)]
    weights = fit_ranker(questions, dev=questions).weights["a"]
    assert weights["near"] > 0 > weights["far"]


def test_level_candidates_cost_the_log_of_their_number():
    assert loss_of(Ranker(), [question(0, a=1, b=1, c=1)]) == pytest.approx(math.log(3))


def test_what_a_network_says_is_made_less_sure_and_now_and_then_left_out():
    features = {"score": 6.0, "bias": 1.0}
    questions = [Question((Candidate(None, "a", features),), frozenset({0}))] * 400
    changed = [one.candidates[0].features for one in unlearn(questions, seed=1)]
    scores = [one["score"] for one in changed if "score" in one]
    assert 20 < sum("no score" in one for one in changed) < 120
    assert max(scores) <= 6.0
    assert sum(scores) / len(scores) < 5.7
    assert all(one["bias"] == 1.0 for one in changed)
