"""A tiny project folder: corpora, a tiny encoder, and configs that train on them."""

import json
import shutil

import pytest
import yaml

import making
from once_traced import OnceTraced
from stance.corpus.writing import write_corpus
from stance.evaluation.figures import draw_pictures


@pytest.fixture(scope="session")
def once_traced():
    return OnceTraced()


@pytest.fixture(scope="session")
def once_drawn():
    """Draws as ``draw_pictures`` does, but sets of one name and with the same labels alike."""
    drawn = {}

    def draw(scores):
        key = tuple((name, tuple(one.labels)) for name, one in scores.items())
        if key not in drawn:
            drawn[key] = draw_pictures(scores)
        return drawn[key]

    return draw


@pytest.fixture(autouse=True)
def _made_once(monkeypatch, once_traced, once_drawn):
    """Let trainings share the graph of their networks, and pictures; they take most of the time."""
    monkeypatch.setattr("stance.pipeline.model.weights.export_onnx", once_traced)
    monkeypatch.setattr("stance.pipeline.runs.recording.draw_pictures", once_drawn)


@pytest.fixture(autouse=True)
def _nothing_ships(monkeypatch, tmp_path):
    """Register the models of the tests alone; tests/tracking/test_shipped.py has the other one."""
    monkeypatch.setattr("stance.pipeline.runs.runs.BUNDLED_FOLDER", tmp_path / "nothing-ships")


@pytest.fixture(scope="session")
def encoder_with_tokenizer(tiny_encoder, tmp_path_factory):
    """The tiny encoder as a folder that a config can name."""
    folder = tmp_path_factory.mktemp("project") / "encoder"
    shutil.copytree(tiny_encoder, folder)
    making.save_tokenizer(folder)
    return folder


@pytest.fixture
def tiny_project(tmp_path, monkeypatch, encoder_with_tokenizer):
    """Make a folder with corpora and two configs the working folder; returns its path."""
    monkeypatch.chdir(tmp_path)
    for part, seed, n_articles in (("train", 1, 12), ("dev", 2, 3), ("test", 3, 3)):
        write_corpus(making.make_news(n_articles, seed=seed), tmp_path / f"{part}.jsonl")
    data = {
        **making.TINY_DATA,
        "evaluation": [
            {"name": "tiny-test", "files": "test.jsonl"},
            {"name": "elsewhere", "files": "absent.jsonl", "optional": True},
        ],
    }
    network = {
        "name": "tiny",
        "data": data,
        "model": {
            "encoder": str(encoder_with_tokenizer),
            "window": {"max_tokens": 48, "overlap_tokens": 12},
        },
        "training": {"epochs": 2, "batch_windows": 4, "precision": "float32"},
        "tracking": {"enabled": False},
    }
    baseline = {
        "name": "floor",
        "data": data,
        "model": {"kind": "baseline"},
        "tracking": {"enabled": False},
    }
    for config in (network, baseline):
        path = tmp_path / f"{config['name']}.yaml"
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(tmp_path):
    """Give a function that writes records to a JSONL file below the folder of the test."""

    def write_records(name, *records):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
        return path

    return write_records
