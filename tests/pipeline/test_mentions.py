from pathlib import Path

import pytest

from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.errors import ArtifactError
from stance.pipeline.mentions import tell_mentions
from stance.pipeline.release import release
from stance.pipeline.release_gate import Gate
from stance.pipeline.train import Listener, train
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.training.mention_nodes import tells_mentions

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)


def trained(name, *overrides):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    return train(config, listener=SILENT).model_folder


def tell(folder, *, epochs=1, articles=None, say=lambda _: None):
    overrides = [f"mentions.epochs={epochs}", "mentions.places=4"]
    return tell_mentions(
        folder,
        read_manifest(folder),
        config=load_config(Path("tiny.yaml"), overrides=overrides),
        articles=read_corpus([Path("train.jsonl")]) if articles is None else articles,
        say=say,
        report=lambda *_: None,
    )


def test_a_network_learns_whom_sources_name(tiny_project):
    folder = trained("tiny", "mentions.epochs=1", "mentions.places=4")
    (article,) = read_corpus([Path("test.jsonl")])[:1]

    scored = Predictor.load(folder).score(article)

    vectors = [one.tokens.of(one.span) for one in scored]
    assert all(len(one.place) == 4 for one in vectors)
    assert "from the sources of 12 articles" in (folder / "README.md").read_text("utf-8")


def test_it_does_so_only_if_asked(tiny_project):
    folder = trained("tiny")
    before = read_manifest(folder)

    assert tell(folder, epochs=0) == before
    assert not tells_mentions(folder / "model.onnx")


def test_what_it_has_learnt_stays(tiny_project):
    folder = trained("tiny", "mentions.epochs=1")
    content = (folder / "model.onnx").read_bytes()

    assert tell(folder) == read_manifest(folder)
    assert (folder / "model.onnx").read_bytes() == content


def test_the_model_says_what_it_has_learnt_that_from(tiny_project):
    folder = trained("tiny")

    facts = tell(folder).provenance

    assert facts["config"]["mentions.places"] == 4
    assert facts["config"]["name"] == "tiny"
    assert facts["n_mention_articles"] == 12


def test_training_goes_on_from_one_that_knows(tiny_project):
    folder = trained("tiny", "mentions.epochs=1")

    again = trained("tiny", f"training.start={folder}", "mentions.epochs=1", "training.epochs=1")

    assert tells_mentions(again / "model.onnx")


def test_a_release_teaches_a_model_that_has_been_trained_without(tiny_project):
    config = load_config(Path("tiny.yaml"), overrides=["mentions.epochs=1"])

    release(
        config,
        Path("shipped"),
        gate=Gate(max_megabytes=30),
        listener=SILENT,
        model=trained("tiny"),
    )

    assert tells_mentions(Path("shipped/model.onnx"))


def test_articles_without_two_sources_teach_nothing(tiny_project):
    folder, said = trained("tiny"), []

    assert tell(folder, articles=[], say=said.append) == read_manifest(folder)
    assert not tells_mentions(folder / "model.onnx")
    assert said == [
        "no article has two sources with a speaker, so it does not learn whom words name"
    ]


def test_a_baseline_cannot(tiny_project):
    with pytest.raises(ArtifactError, match=r"set mentions\.epochs=0"):
        tell(trained("floor"))
