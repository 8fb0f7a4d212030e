"""One article that fails takes no other with it."""

import json

import pytest

from making import write_baseline
from stance.errors import FailedArticleWarning, LanguageWarning
from stance.prediction.predictor import Predictor

TEXTS = ["Rain fell.", "Snow fell.", "Hail fell."]


@pytest.fixture
def predictor(tmp_path, monkeypatch):
    """A model that fails on snow."""
    loaded = Predictor.load(write_baseline(tmp_path / "model"))
    score = loaded._scorer.score

    def fragile(text, sentences, *, progress=None):
        if "Snow" in text:
            raise IndexError("list index \ud800 out of range")
        return score(text, sentences, progress=progress)

    monkeypatch.setattr(loaded._scorer, "score", fragile)
    return loaded


@pytest.mark.parametrize("predict", [Predictor.predict, lambda *one: list(Predictor.pipe(*one))])
def test_the_others_of_a_list_and_of_a_pipe_go_on(predictor, predict):
    with pytest.warns(FailedArticleWarning, match=r"article 2 cannot be predicted \(IndexError"):
        found = predict(predictor, iter(TEXTS))

    assert [one.text for one in found] == TEXTS
    assert [bool(one.sentences) for one in found] == [True, False, True]
    assert found[1].metadata["error"]["type"] == "IndexError"
    assert json.loads(found[1].to_json())["error"]["message"].endswith("out of range")


def test_the_warning_points_at_the_caller(predictor):
    with pytest.warns(FailedArticleWarning) as caught:
        predictor.predict(TEXTS)

    assert [one.filename for one in caught] == [__file__]


def test_one_article_alone_raises(predictor):
    with pytest.raises(IndexError):
        predictor.predict(TEXTS[1])


@pytest.mark.filterwarnings("error::stance.errors.LanguageWarning")
def test_whoever_makes_warnings_errors_is_stopped(predictor):
    with pytest.raises(LanguageWarning):
        predictor.predict(["Die Regierung werde die Steuern senken, sagte Anna Berger."])
