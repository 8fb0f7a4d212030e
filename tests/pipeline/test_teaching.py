from pathlib import Path

import numpy as np
import pytest

from stance.config import load_config
from stance.errors import ArtifactError
from stance.labels import LABELS
from stance.pipeline.run_data import load_run_data
from stance.pipeline.teaching import teach
from stance.pipeline.train import Listener, train
from stance.prediction.predictor import Predictor


@pytest.fixture
def teacher(tiny_project, monkeypatch):
    """A trained baseline as a teacher, with a cache of its own; returns its folder."""
    monkeypatch.setenv("STANCE_CACHE", str(tiny_project / "cache"))
    return learn("floor").model_folder


def learn(name, *overrides):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    listener = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
    return train(config, listener=listener)


def taught(teacher, *, weight, report=lambda *_: None):
    config = load_config(
        Path("tiny.yaml"),
        overrides=[f"training.teacher={teacher}", f"training.teacher_weight={weight}"],
    )
    return teach(load_run_data(config.data), config.training, report=report).train_articles


def probabilities(articles):
    return np.array(
        [
            [sentence.probabilities[label] for label in LABELS]
            for article in articles
            for sentence in article.sentences
        ]
    )


def opinions(folder, articles):
    predictor = Predictor.load(folder)
    return np.exp([row for article in articles for row in predictor.score_labels(article)])


def test_a_teacher_of_full_weight_replaces_the_labels(teacher):
    articles = taught(teacher, weight=1.0)

    assert probabilities(articles) == pytest.approx(opinions(teacher, articles), abs=1e-6)


def test_half_a_teacher_leaves_half_to_the_label(teacher):
    articles = taught(teacher, weight=0.5)

    labels = [LABELS.index(one.label) for article in articles for one in article.sentences]
    expected = 0.5 * np.eye(len(LABELS))[labels] + 0.5 * opinions(teacher, articles)
    assert probabilities(articles) == pytest.approx(expected, abs=1e-6)


def test_without_a_teacher_the_data_stays_as_it_is(tiny_project):
    config = load_config(Path("tiny.yaml"))
    data = load_run_data(config.data)

    assert teach(data, config.training, report=lambda *_: None) is data


def test_a_teacher_is_asked_once_about_the_same_articles(teacher):
    first, second = [], []

    before = taught(teacher, weight=0.5, report=lambda *done: first.append(done))
    after = taught(teacher, weight=0.5, report=lambda *done: second.append(done))

    assert first[-1] == ("tiny-train", 12, 12)
    assert (second, after) == ([], before)


def test_a_damaged_cache_is_made_again(teacher, tiny_project):
    before = taught(teacher, weight=0.5)
    (kept,) = (tiny_project / "cache" / "opinions").iterdir()
    np.save(kept, np.zeros((2, 3), dtype=np.float32))

    assert taught(teacher, weight=0.5) == before


def test_an_unknown_teacher_is_an_error(tiny_project):
    with pytest.raises(ArtifactError, match="nobody"):
        taught("nobody", weight=0.5)


def test_a_network_learns_from_a_teacher(teacher):
    outcome = learn("tiny", f"training.teacher={teacher}", "training.epochs=1")

    assert Predictor.load(outcome.model_folder).predict("rain fell.").sentences
