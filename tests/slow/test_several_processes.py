"""One training in two real processes that talk over gloo."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import onnx
import pytest
import yaml
from onnx import numpy_helper

import making
from stance.corpus.writing import write_corpus
from stance.run_record.values import RunStatus, read_run

pytestmark = pytest.mark.slow
TOGETHER = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
ALONE = [sys.executable]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A working folder with a config that trains a tiny network without dropout."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    making.make_encoder(tmp_path / "encoder")
    making.save_tokenizer(tmp_path / "encoder")
    for part, n_articles, seed in (("train", 13, 1), ("dev", 3, 2)):
        write_corpus(making.make_news(n_articles, seed=seed), tmp_path / f"{part}.jsonl")
    config = {
        "name": "tiny",
        "data": making.TINY_DATA,
        "model": {
            "encoder": "encoder",
            "dropout": 0.0,
            "window": {"max_tokens": 48, "overlap_tokens": 12},
        },
        "training": {"epochs": 3, "batch_windows": 4, "precision": "float32", "device": "cpu"},
        "tracking": {"enabled": False},
    }
    (tmp_path / "tiny.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return tmp_path


def train(launcher, *overrides, runs=1):
    """Train in processes of its own; returns the new run folder and what was printed."""
    done = subprocess.run(
        [*launcher, "-m", "stance.cli", "train", "tiny.yaml", *overrides],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    folders = sorted(Path("runs").glob("*/run.json"), key=lambda path: path.stat().st_mtime)
    assert len(folders) == runs
    return folders[-1].parent, done.stdout


def weights(run):
    model = onnx.load(run / "model" / "model.onnx")
    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


@pytest.mark.parametrize(
    "more", [[], ["training.ema_decay=0.9", "model.sentence_layers=1"]], ids=len
)
def test_two_processes_train_like_one_with_double_batch(project, more):
    alone, _ = train(ALONE, "training.batch_windows=8", *more)

    together, _ = train(TOGETHER, *more, runs=2)

    ours, theirs = weights(together), weights(alone)
    assert ours.keys() == theirs.keys()
    learnt = [name for name in ours if ours[name].dtype == np.float32]
    assert max(np.abs(ours[name] - theirs[name]).max() for name in learnt) < 1e-6
    scores = [
        json.loads((run / "model" / "model.json").read_text("utf-8"))["provenance"]["metrics"]
        for run in (together, alone)
    ]
    assert scores[0]["tiny-dev/macro_f1"] == pytest.approx(scores[1]["tiny-dev/macro_f1"])


def test_only_the_first_process_writes_and_prints(project):
    run, printed = train(TOGETHER, "tracking.enabled=true")

    assert printed.count("run folder:") == printed.count("use it:") == 1
    assert printed.count("epoch 3/3") == 1
    assert read_run(run).status is RunStatus.FINISHED
    assert read_run(run).tags["stance.processes"] == "2"
    assert not (run / "checkpoints").exists()
    with closing(sqlite3.connect("mlflow.db")) as store:
        assert store.execute("SELECT COUNT(*) FROM runs").fetchone() == (1,)


def test_several_processes_refuse_what_takes_one(project):
    done = subprocess.run(
        [*TOGETHER, "-m", "stance.cli", "train", "tiny.yaml", "model.kind=baseline"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode != 0
    assert "the baseline takes one process, not 2; run it without torchrun" in done.stderr
