"""What a model says of the articles that it met in training."""

import json
from pathlib import Path

import pytest

import making
from stance.cli.main import main
from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.pipeline.evaluate.overlap import overlaps, warnings_of
from stance.pipeline.release.gate import reasons_against_run
from stance.pipeline.train.train import Listener, train
from stance.prediction.learnt import CHOSEN_BY, LEARNT_FROM, digests_in, short, text_digest
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.manifest import read_manifest
from stance.run_record.values import read_run

ROOT = Path(__file__).parents[3]
SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)


def learn(name, *overrides):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    return train(config, listener=SILENT).model_folder


def digests_of(*files):
    return {text_digest(one.text) for one in read_corpus([Path(file) for file in files])}


@pytest.fixture
def more(tiny_project):
    """A file of further articles, none of which is in one of the others."""
    known = digests_of("train.jsonl", "dev.jsonl", "test.jsonl")
    found = [one for one in making.make_news(40, seed=9) if text_digest(one.text) not in known]
    different = list({one.text: one for one in found}.values())[:12]
    write_corpus(different, tiny_project / "more.jsonl")
    return len(different)


def records(path):
    return map(json.loads, (ROOT / path).read_text("utf-8").splitlines())


def test_a_model_says_what_it_learnt_from_and_was_chosen_by(tiny_project):
    manifest = read_manifest(learn("floor"))

    assert digests_in(manifest, LEARNT_FROM) == digests_of("train.jsonl")
    assert digests_in(manifest, CHOSEN_BY) == digests_of("dev.jsonl")


def test_what_is_changed_in_each_epoch_is_known_by_its_original(tiny_project):
    manifest = read_manifest(learn("floor", "data.train.0.perturb=1.0", "data.train.0.repeat=2"))

    assert digests_in(manifest, LEARNT_FROM) == digests_of("train.jsonl")


def test_what_a_model_went_on_from_is_in_it_too(more):
    first = learn("tiny")

    second = learn("tiny", f"training.start={first}", "data.train.0.files=more.jsonl")

    assert digests_in(read_manifest(second), LEARNT_FROM) == digests_of("train.jsonl", "more.jsonl")


def test_a_model_that_went_on_from_one_that_does_not_say_does_not_say_either(tiny_project):
    first = learn("tiny")
    path = first / "model.json"
    manifest = json.loads(path.read_text("utf-8"))
    del manifest["provenance"][LEARNT_FROM]
    path.write_text(json.dumps(manifest), "utf-8")

    second = read_manifest(learn("tiny", f"training.start={first}"))

    found = overlaps(second, {"test": read_corpus([Path("test.jsonl")])})
    assert digests_in(second, LEARNT_FROM) is None
    assert warnings_of(found, model="it") == [
        "it does not say which articles it learnt from; where these are among them, its figures "
        "say little"
    ]


@pytest.fixture
def measured(tiny_project, capsys):
    """Give a function that measures the baseline on a file, and gives what it writes and says."""

    def measure(file):
        paths = {kind: Path(f"out.{kind}") for kind in ("json", "markdown", "html")}
        options = [word for kind, path in paths.items() for word in (f"--{kind}", str(path))]
        assert main(["evaluate", str(learn("floor")), file, *options]) == 0
        return {kind: path.read_text("utf-8") for kind, path in paths.items()} | {
            "said": capsys.readouterr().err
        }

    return measure


def test_figures_on_articles_that_were_learnt_from_are_said_to_say_little(measured):
    met = read_corpus([Path("train.jsonl")])[:2] + read_corpus([Path("test.jsonl")])
    write_corpus(met, Path("mixed.jsonl"))

    found = measured("mixed.jsonl")

    warning = "2 of 5 articles of mixed are among those that the model learnt from"
    assert all(warning in found[where] for where in ("said", "markdown", "html"))
    assert json.loads(found["json"])["sets"]["mixed"]["met_in_training"] == {
        "n_articles": 5,
        "n_learnt_from": 2,
        "n_chosen_by": 0,
    }


def test_figures_on_dev_are_said_to_be_too_good(measured):
    found = measured("dev.jsonl")

    assert "3 of 3 articles of dev are among those by which the model was chosen" in found["said"]


def test_nothing_is_said_of_articles_that_are_new(measured):
    assert measured("test.jsonl")["said"] == ""


def test_a_comparison_says_which_of_the_two_learnt_from_the_articles(more, capsys):
    first, second = learn("floor"), learn("floor", "data.train.0.files=more.jsonl")

    main(["compare", str(first), str(second), "more.jsonl"])

    (warning,) = capsys.readouterr().err.splitlines()
    assert warning.startswith(
        f"{more} of {more} articles of more are among those that {second.parent.name} learnt from"
    )


def test_the_gate_refuses_a_set_that_a_model_before_learnt_from(more):
    first = learn("tiny", "data.evaluation=[]")
    swapped = ("data.train.0.files=more.jsonl", "data.evaluation.0.files=train.jsonl")
    second = learn("tiny", f"training.start={first}", *swapped).parent

    failed = reasons_against_run(read_run(second), folder=second, champion=None)

    assert any(
        one.startswith("tiny-test: 12 of its 12 articles are among those that the model, or one")
        for one in failed
    )


def test_the_bundled_model_says_what_it_learnt_from():
    manifest = read_manifest(BUNDLED_FOLDER)
    split = json.loads((ROOT / "data/originals/split.json").read_text("utf-8"))["articles"]
    originals = {
        split[record["id"]]: text_digest(record["text"])
        for record in records("data/originals/agency.jsonl")
    }
    wikinews = [
        {short(record["sha256"]) for record in records(f"data/wikinews/{part}.jsonl")}
        for part in ("train", "dev")
    ]

    learnt, chosen = (digests_in(manifest, name) for name in (LEARNT_FROM, CHOSEN_BY))

    assert len(learnt) == manifest.provenance["n_train_articles"]
    assert originals["train"] in learnt - chosen
    assert originals["dev"] in chosen - learnt
    assert originals["test"] not in learnt | chosen
    assert wikinews[0] <= learnt
    assert not wikinews[1] & (learnt | chosen)
