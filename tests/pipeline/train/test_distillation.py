from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import ArtifactError
from stance.labels import LABELS, Label, SpeakerKind
from stance.pipeline.model.folder import write_manifest
from stance.pipeline.train.data import load_run_data
from stance.pipeline.train.distillation import distill
from stance.pipeline.train.train import Listener, train
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.schemes import LabelMeaning, LabelScheme


@pytest.fixture
def teacher(tiny_project, monkeypatch):
    """A trained baseline as a teacher in doubt, with its own cache; returns its folder."""
    monkeypatch.setenv("STANCE_CACHE", str(tiny_project / "cache"))
    folder = learn("floor").model_folder
    in_doubt = read_manifest(folder).model_copy(update={"temperature": 2.0})
    write_manifest(folder, in_doubt)  # else its opinions are no others than the labels
    return folder


def learn(name, *overrides):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    listener = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
    return train(config, listener=listener)


def taught(teacher, *, weight, report=lambda *_: None):
    config = load_config(
        Path("tiny.yaml"),
        overrides=[f"training.distill_from={teacher}", f"training.distill_weight={weight}"],
    )
    return distill(load_run_data(config.data), config.training, report=report).train_articles


def probabilities(articles):
    rows = [
        [(sentence.probabilities or {sentence.label: 1.0}).get(label, 0.0) for label in LABELS]
        for article in articles
        for sentence in article.sentences
    ]
    return np.array(rows)


def certain(articles):
    labels = [LABELS.index(one.label) for article in articles for one in article.sentences]
    return np.eye(len(LABELS))[labels]


def agrees(given, articles):
    """Whether the teacher would label a sentence as it is labelled, shape ``(sentences, 1)``."""
    return (given.argmax(axis=1) == certain(articles).argmax(axis=1))[:, None]


def turned(article):
    """An article whose officials are experts."""
    official, expert = Label.OFFICIAL_STATEMENT, Label.EXPERT_ANALYSIS
    speakers = tuple(
        replace(one, kind=SpeakerKind.EXPERT) if one.kind is SpeakerKind.OFFICIAL else one
        for one in article.speakers
    )
    sentences = tuple(
        replace(one, label=expert) if one.label is official else one for one in article.sentences
    )
    return replace(article, speakers=speakers, sentences=sentences)


def opinions(folder, articles):
    predictor = Predictor.load(folder)
    return np.exp(
        [one.log_probabilities for article in articles for one in predictor.score(article)]
    )


def test_a_teacher_of_full_weight_replaces_the_certainty_of_a_label(teacher):
    articles = taught(teacher, weight=1.0)

    given = opinions(teacher, articles)
    assert agrees(given, articles).any()
    assert probabilities(articles) == pytest.approx(
        np.where(agrees(given, articles), given, certain(articles)), abs=1e-6
    )


def test_half_a_teacher_leaves_half_to_the_label(teacher):
    articles = taught(teacher, weight=0.5)

    given = opinions(teacher, articles)
    mixed = 0.5 * certain(articles) + 0.5 * given
    assert probabilities(articles) == pytest.approx(
        np.where(agrees(given, articles), mixed, certain(articles)), abs=1e-6
    )


def test_a_teacher_that_contradicts_a_label_is_not_heard(teacher):
    first, *others = read_corpus([Path("train.jsonl")])
    articles = [turned(first), *others]
    write_corpus(articles, Path("train.jsonl"))

    after = [sentence for article in taught(teacher, weight=0.5) for sentence in article.sentences]

    before = [sentence for article in articles for sentence in article.sentences]
    heard = agrees(opinions(teacher, articles), articles)[:, 0]
    assert not heard.all()
    assert [a.probabilities == b.probabilities for a, b in zip(after, before, strict=True)] == list(
        ~heard
    )


def test_without_a_teacher_the_data_stays_as_it_is(tiny_project):
    config = load_config(Path("tiny.yaml"))
    data = load_run_data(config.data)

    assert distill(data, config.training, report=lambda *_: None) is data


def test_a_teacher_is_asked_once_about_the_same_articles(teacher):
    first, second = [], []

    before = taught(teacher, weight=0.5, report=lambda *done: first.append(done))
    after = taught(teacher, weight=0.5, report=lambda *done: second.append(done))

    assert first[-1] == ("tiny-train", 12, 12)
    assert (second, after) == ([], before)


def test_the_same_articles_in_another_order_have_their_own_opinions(teacher):
    first, *others = read_corpus([Path("train.jsonl")])
    short = replace(first, sentences=first.sentences[1:])
    write_corpus([short, *others], Path("train.jsonl"))
    taught(teacher, weight=1.0)
    write_corpus([*others, short], Path("train.jsonl"))

    articles = taught(teacher, weight=1.0)

    given = opinions(teacher, articles)
    assert probabilities(articles) == pytest.approx(
        np.where(agrees(given, articles), given, certain(articles)), abs=1e-6
    )


def test_a_damaged_cache_is_made_again(teacher, tiny_project):
    before = taught(teacher, weight=0.5)
    (kept,) = (tiny_project / "cache" / "opinions").iterdir()
    np.save(kept, np.zeros((2, 3), dtype=np.float32))

    assert taught(teacher, weight=0.5) == before


def test_an_unknown_teacher_is_an_error(tiny_project):
    with pytest.raises(ArtifactError, match="nobody"):
        taught("nobody", weight=0.5)


def test_a_network_learns_from_a_teacher(teacher):
    outcome = learn("tiny", f"training.distill_from={teacher}", "training.epochs=1")

    assert Predictor.load(outcome.model_folder).predict("rain fell.").sentences
    card = (outcome.model_folder / "README.md").read_text("utf-8")
    assert f"* Distilled from: {teacher} (weight against labels: 0.5)" in card


def test_a_teacher_that_is_not_there_is_told_before_a_run_is_made(tiny_project):
    with pytest.raises(ArtifactError, match="nobody"):
        learn("tiny", "training.distill_from=nobody")

    assert not Path("runs").exists()


def test_a_teacher_of_other_labels_is_refused_wherever_it_is_named(teacher):
    config = load_config(Path("tiny.yaml"), overrides=[f"training.distill_from={teacher}"])
    roles = LabelScheme(
        name="roles", outlet="a", labels=tuple(LabelMeaning(name=name) for name in "abc")
    )
    data = replace(load_run_data(config.data), scheme=roles)

    with pytest.raises(ValueError, match="name a model that was trained on the same labels"):
        distill(data, config.training, report=lambda *_: None)
