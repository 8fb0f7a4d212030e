import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest

import making
from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import ArtifactError, ConfigError
from stance.pipeline.train.train import Listener, train
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.training.compression.decoding import stored_weights

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
#: So slow that a fit ends where it began.
STANDING = ("training.learning_rate=1e-12", "training.head_learning_rate=1e-12")


def learn(name, *overrides):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    return train(config, listener=SILENT).model_folder


def answers(folder):
    """The likeliest label of each sentence, by its number; temperatures differ."""
    predictor = Predictor.load(folder)
    articles = read_corpus([Path("test.jsonl")])
    scored = [one for article in articles for one in predictor.score(article)]
    return [int(np.argmax(one.log_probabilities)) for one in scored]


def weights(folder):
    return stored_weights(onnx.load(str(folder / "model.onnx")).graph)


@pytest.fixture
def first(tiny_project):  # the working folder
    return learn("tiny", "training.head_learning_rate=0.05")


def test_training_goes_on_from_a_model(first):
    on = learn("tiny", f"training.start={first}", *STANDING)
    anew = learn("tiny", *STANDING)

    assert answers(on) == answers(first) != answers(anew)


def test_all_members_go_on_from_it(first):
    on = learn("tiny", f"training.start={first}", "training.average_fits=[{seed: 2}]", *STANDING)

    assert answers(on) == answers(first)


def test_the_model_keeps_a_share_in_what_comes_of_it(first):
    fast = (f"training.start={first}", "training.head_learning_rate=0.05")
    after = weights(learn("tiny", *fast))
    between = weights(learn("tiny", *fast, "training.start_weight=0.25"))
    before = weights(first)

    moved = [name for name in before if not np.allclose(before[name], after[name], atol=1e-3)]
    assert moved
    for name in moved:
        expected = 0.25 * before[name] + 0.75 * after[name]
        np.testing.assert_allclose(between[name], expected, atol=1e-6)


def test_no_share_is_kept_of_no_model(tiny_project):
    with pytest.raises(ConfigError, match=r"start_weight: name the model in training\.start"):
        learn("tiny", "training.start_weight=0.5")


def test_a_model_of_another_network_is_told_with_what_to_set(first):
    with pytest.raises(ArtifactError, match=r"set model\.sentence_layers=0, or take") as told:
        learn("tiny", f"training.start={first}", "model.sentence_layers=1")

    assert len(str(told.value)) < 400 + len(str(first))


def test_a_start_that_does_not_fit_is_told_before_anything_is_read(first):
    runs = sorted(Path("runs").iterdir())
    Path("train.jsonl").write_text("no record\n", "utf-8")

    with pytest.raises(ArtifactError, match=r"set model\.layers=null"):
        learn("tiny", f"training.start={first}", "model.layers=1", "model.sentence_layers=1")

    assert sorted(Path("runs").iterdir()) == runs


def test_nothing_but_the_model_is_needed_to_go_on_from_it(tiny_project, encoder_with_tokenizer):
    copy = shutil.copytree(encoder_with_tokenizer, "encoder")
    before = learn("tiny", f"model.encoder={copy}", "training.head_learning_rate=0.05")
    shutil.rmtree(copy)

    on = learn("tiny", f"model.encoder={copy}", f"training.start={before}", *STANDING)

    assert answers(on) == answers(before)


def test_what_a_model_tells_besides_is_kept(tiny_project):
    probes = ("mentions.epochs=1", "mentions.places=4", "speech.articles=5")
    before = learn("tiny", *probes)

    on = learn("tiny", f"training.start={before}", "mentions.depth=1.0", *STANDING)

    for part in ("mentions.weights", "mentions.bias", "speech.weights", "speech.bias"):
        np.testing.assert_array_equal(weights(on)[part], weights(before)[part])
    config = read_manifest(on).provenance["config"]
    assert (config["mentions.depth"], config["speech.articles"]) == (0.7, 5)


@pytest.mark.filterwarnings("ignore::stance.errors.LanguageWarning")  # five words, over and over
def test_a_small_dev_does_not_set_anew_how_sure_a_model_is(first):
    path = first / "model.json"
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"temperature": 1.25, "outlet_gain": 0.5}), "utf-8")

    small = read_manifest(learn("tiny", f"training.start={first}"))
    kinds = (("rain fell.", making.FACT), ("taxes would rise.", making.EXPERT))
    write_corpus([making.make_article(*kinds * 250, id="long")], Path("dev.jsonl"))
    large = read_manifest(learn("tiny", f"training.start={first}"))

    assert (small.temperature, small.outlet_gain) == (1.25, 0.5)
    assert large.temperature != 1.25


def test_what_is_learnt_anew_is_not_kept(tiny_project):
    before = learn("tiny", "speech.articles=5")

    on = learn("tiny", f"training.start={before}", "speech.articles=12", *STANDING)

    assert read_manifest(on).provenance["n_speech_articles"] == 12


def test_training_does_not_go_on_from_a_damaged_model(first):
    model = first / "model.onnx"
    model.write_bytes(model.read_bytes()[:-1] + b"x")

    with pytest.raises(ArtifactError, match="sha256"):
        learn("tiny", f"training.start={first}")


def test_training_does_not_go_on_from_a_baseline(tiny_project):
    floor = learn("floor")

    runs = sorted(Path("runs").iterdir())

    with pytest.raises(ArtifactError, match="names a baseline"):
        learn("tiny", f"training.start={floor}")
    assert sorted(Path("runs").iterdir()) == runs


def test_a_start_that_is_not_there_is_told_before_a_run_is_made(tiny_project):
    with pytest.raises(ArtifactError):
        learn("tiny", "training.start=nowhere")

    assert not (tiny_project / "runs").exists()
