"""What a model said, kept without the texts and read back with them."""

from dataclasses import replace

import pytest

import making
from stance.errors import RunFolderError
from stance.evaluation.scores import score
from stance.pipeline.evaluate.predictions import read_predictions, write_predictions
from stance.prediction.predictor import Predictor


@pytest.fixture
def gold():
    return making.make_news(3)


@pytest.fixture
def predicted(gold, baseline_folder):
    predictor = Predictor.load(baseline_folder)
    return [
        predictor.predict(one.text, sentences=[sentence.span for sentence in one.sentences])
        for one in gold
    ]


@pytest.fixture
def path(gold, predicted, tmp_path):
    path = tmp_path / "dev.jsonl"
    write_predictions(gold, predicted, path)
    return path


def test_scores_are_the_same_after_reading(gold, predicted, path):
    before, after = score(gold, predicted), score(gold, read_predictions(path, gold))

    assert after.to_metrics("x") == pytest.approx(before.to_metrics("x"), abs=1e-4)


def test_no_text_is_kept(gold, path):
    assert not any(one.text in path.read_text("utf-8") for one in gold)
    assert "minister said" not in path.read_text("utf-8")


def test_another_text_is_refused(gold, path):
    changed = [gold[0], replace(gold[1], text=gold[1].text.upper()), gold[2]]

    with pytest.raises(RunFolderError, match=r"dev\.jsonl: .*text of article 'news-0-1'"):
        read_predictions(path, changed)


def test_the_order_of_the_articles_does_not_matter(gold, predicted, path):
    found = read_predictions(path, gold[::-1])

    assert [one.text for one in found] == [one.text for one in predicted[::-1]]


def test_a_damaged_prediction_is_named(gold, path):
    path.write_text(path.read_text("utf-8").replace('"label"', '"lable"', 1), encoding="utf-8")

    with pytest.raises(RunFolderError, match="article 'news-0-0': "):
        read_predictions(path, gold)


def test_a_line_that_is_not_json_is_named(gold, path):
    path.write_text(path.read_text("utf-8") + "{\n", encoding="utf-8")

    with pytest.raises(RunFolderError, match="line 4: not JSON"):
        read_predictions(path, gold)


def test_a_missing_file_is_named(gold, tmp_path):
    with pytest.raises(RunFolderError, match=r"nowhere\.jsonl: cannot be read"):
        read_predictions(tmp_path / "nowhere.jsonl", gold)


def test_sentences_stay_where_they_are(gold, predicted, path):
    spans = [[one.span for one in article.sentences] for article in predicted]

    found = read_predictions(path, gold)

    assert [[one.span for one in article.sentences] for article in found] == spans


def test_a_line_separator_in_a_name_ends_no_line(tmp_path, baseline_folder):
    (article,) = making.make_news(1)
    article = replace(article, id="news\u2028of\u2028today")
    path = tmp_path / "dev.jsonl"
    spans = [one.span for one in article.sentences]
    predicted = Predictor.load(baseline_folder).predict(article.text, sentences=spans)
    write_predictions([article], [predicted], path)

    (found,) = read_predictions(path, [article])

    assert found.id == article.id
