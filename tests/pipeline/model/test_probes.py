from pathlib import Path

import pytest

from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.errors import ArtifactError
from stance.pipeline.model.probes import add_probes
from stance.pipeline.release.release import release
from stance.pipeline.train.train import Listener, train
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.training.probes.nodes import outputs_of

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
MENTIONS, SPEECH = ("mentions.epochs=1", "mentions.places=4"), ("speech.articles=5",)


def trained(name, *overrides):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    return train(config, listener=SILENT).model_folder


def tell(folder, *overrides, articles=None, say=lambda _: None):
    return add_probes(
        folder,
        read_manifest(folder),
        config=load_config(Path("tiny.yaml"), overrides=overrides),
        articles=read_corpus([Path("train.jsonl")]) if articles is None else articles,
        say=say,
        report=lambda *_: None,
    )


def told_by(folder):
    return outputs_of(folder / "model.onnx") & {"mentions", "speech"}


def test_a_network_learns_whom_sources_name(tiny_project):
    folder = trained("tiny", *MENTIONS)
    (article,) = read_corpus([Path("test.jsonl")])[:1]

    scored = Predictor.load(folder).score(article)

    vectors = [one.tokens.of(one.span) for one in scored]
    assert all(len(one.place) == 4 for one in vectors)
    assert all(one.speaking is None for one in scored)
    assert "from the sources of 12 articles" in (folder / "README.md").read_text("utf-8")


def test_a_network_learns_whether_anybody_speaks(tiny_project):
    folder = trained("tiny", "speech.articles=12")
    articles = read_corpus([Path("train.jsonl")])
    predictor = Predictor.load(folder)

    spoken, silent = [], []
    for article in articles:
        for one, said in zip(article.sentences, predictor.score(article), strict=True):
            (silent if one.speaker is None else spoken).append(said.speaking)

    assert sum(spoken) / len(spoken) > sum(silent) / len(silent)
    assert "in a sentence: learnt from 12 articles" in (folder / "README.md").read_text("utf-8")


def test_it_does_so_only_if_asked(tiny_project):
    folder = trained("tiny")
    before = read_manifest(folder)

    assert tell(folder) == before
    assert not told_by(folder)


def test_what_it_has_learnt_stays_and_what_it_lacks_is_added(tiny_project):
    folder = trained("tiny", *MENTIONS)
    content = (folder / "model.onnx").read_bytes()

    assert tell(folder, *MENTIONS) == read_manifest(folder)
    assert (folder / "model.onnx").read_bytes() == content
    tell(folder, *MENTIONS, *SPEECH)
    assert told_by(folder) == {"mentions", "speech"}


def test_the_model_says_what_it_has_learnt_that_from(tiny_project):
    folder = trained("tiny")

    facts = tell(folder, *MENTIONS, *SPEECH).provenance

    assert facts["config"]["mentions.places"] == 4
    assert facts["config"]["speech.articles"] == 5
    assert facts["config"]["name"] == "tiny"
    assert (facts["n_mention_articles"], facts["n_speech_articles"]) == (12, 5)


def test_training_goes_on_from_one_that_knows(tiny_project):
    folder = trained("tiny", *MENTIONS, *SPEECH)

    again = trained("tiny", f"training.start={folder}", *MENTIONS, *SPEECH, "training.epochs=1")

    assert told_by(again) == {"mentions", "speech"}


def test_a_release_teaches_a_model_that_has_been_trained_without(tiny_project):
    config = load_config(Path("tiny.yaml"), overrides=[*MENTIONS, *SPEECH, "promotion.max_ece=1"])

    release(
        config,
        Path("shipped"),
        max_megabytes=30,
        listener=SILENT,
        model=trained("tiny"),
    )

    assert told_by(Path("shipped")) == {"mentions", "speech"}


def test_articles_in_which_nobody_speaks_teach_nothing(tiny_project):
    folder, said = trained("tiny"), []

    kept = tell(folder, *MENTIONS, *SPEECH, articles=[], say=said.append)

    assert kept == read_manifest(folder)
    assert not told_by(folder)
    assert said == [
        "no article has two sources with a speaker, so it does not learn whom words name",
        "all sentences are somebody's, or none is, so it does not learn whether anybody speaks",
    ]


@pytest.mark.parametrize("asked", [MENTIONS, SPEECH])
def test_a_baseline_cannot(tiny_project, asked):
    with pytest.raises(ArtifactError, match=r"set mentions\.epochs=0 and speech\.articles=0"):
        tell(trained("floor"), *asked)
