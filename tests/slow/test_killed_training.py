"""Whole trainings, killed at random moments, then resumed."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import yaml

import making
from stance.corpus.writing import write_corpus
from stance.prediction.predictor import Predictor
from stance.run_record.values import RunStatus, read_run

pytestmark = pytest.mark.slow
N_KILLS = 20
COMMAND = [sys.executable, "-m", "stance.cli", "train", "tiny.yaml"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A working folder with a config that trains a tiny network and records it in MLflow."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # more only get in each other's way here
    making.make_encoder(tmp_path / "encoder")
    making.save_tokenizer(tmp_path / "encoder")
    dev = making.make_news(3, seed=2)
    known = {article.text for article in dev}
    train = [one for one in making.make_news(200, seed=1) if one.text not in known]
    write_corpus(train, tmp_path / "train.jsonl")
    write_corpus(dev, tmp_path / "dev.jsonl")
    config = {
        "name": "tiny",
        "data": making.TINY_DATA,
        "model": {"encoder": "encoder", "window": {"max_tokens": 48, "overlap_tokens": 12}},
        "training": {"epochs": 6, "batch_windows": 4, "patience": 6, "precision": "float32"},
    }
    (tmp_path / "tiny.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return tmp_path


def seconds_of_a_whole_run(command=COMMAND):
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def models():
    return [path.parent for path in Path("runs").glob("*/model/model.json")]


def test_trainings_killed_at_random_moments_leave_nothing_half_written(project):
    longest = seconds_of_a_whole_run()
    chance = random.Random(1)
    for _ in range(N_KILLS):
        process = subprocess.Popen(COMMAND, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 1.0) * longest)
        process.kill()
        process.wait()

    assert models()
    assert all(Predictor.load(folder).predict("rain fell.").sentences for folder in models())
    with closing(sqlite3.connect("mlflow.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    "more", [[], ["training.ema_decay=0.9", "model.sentence_layers=1"]], ids=len
)
def test_a_training_killed_again_and_again_ends_like_one_that_was_not(project, more):
    first = [*COMMAND, *more]
    longest = seconds_of_a_whole_run(first)
    (whole,) = models()
    reference = (whole / "model.onnx").read_bytes()
    shutil.rmtree("runs")
    chance = random.Random(2)
    command = first
    for _ in range(N_KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.5, 0.9) * longest)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        runs = list(Path("runs").glob("*/run.json"))
        command = [*first, "--resume"] if runs else first
        if runs and read_run(runs[0].parent).status is RunStatus.FINISHED:
            break
    else:
        subprocess.run(command, check=True, capture_output=True)

    (resumed,) = models()
    assert (resumed / "model.onnx").read_bytes() == reference
