"""Promoting, going back, labelling and uploading, killed at random moments, also two at once."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from mlflow import MlflowClient

import making
from stance.corpus.writing import write_corpus
from stance.prediction.locating import locate_model
from stance.prediction.predictor import Predictor
from stance.run_record.champion import CHAMPION_FILE
from stance.tracking.champion import find_champion

pytestmark = pytest.mark.slow
N_KILLS = 50
#: Runs one verb; its imports come first, so that kills meet the work and not them.
VERB = """
import sys
from stance.cli import main
import stance.cli.models, stance.pipeline.label.label
import stance.pipeline.release.promote, mlflow.pyfunc, pandas, scipy.stats
print("ready", flush=True)
sys.stdin.readline()
sys.exit(main(sys.argv[1:]))
"""
FINE, FAULTY, WRONG = 0, 1, 2


class Verb:
    """A verb in a process of its own that waits for ``go``."""

    def __init__(self, *words):
        self.process = subprocess.Popen(
            [sys.executable, "-c", VERB, *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.process.stdout.readline()

    def go(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self):
        """Wait; give the exit code and what was told."""
        _, told = self.process.communicate(timeout=120)
        return self.process.returncode, told

    def seconds(self):
        began = time.perf_counter()
        self.go()
        code, told = self.end()
        assert code == FINE, told
        return time.perf_counter() - began


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """Three finished runs of a baseline in a working folder with a store; the first is champion."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    for part, seed, n_articles in (("train", 1, 12), ("dev", 2, 3)):
        write_corpus(making.make_news(n_articles, seed=seed), tmp_path / f"{part}.jsonl")
    config = {
        "name": "floor",
        "data": making.TINY_DATA,
        "model": {"kind": "baseline"},
        "promotion": {"max_ece": 1.0},
    }
    (tmp_path / "floor.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    for seed in (1, 2, 3):
        Verb("train", "floor.yaml", f"seed={seed}").seconds()
    return sorted(path.parent for path in Path("runs").glob("*/run.json"))


def check_store():
    """Whatever was killed: the store is whole, has a champion, and the folder's default answers."""
    with closing(sqlite3.connect("mlflow.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    champion = find_champion(MlflowClient(tracking_uri="sqlite:///mlflow.db"), "stance-news")
    assert champion is not None
    assert Predictor.load(locate_model()).predict("Rain fell.").sentences
    return str(champion.version)


def default_version():
    path = Path("runs") / CHAMPION_FILE
    return json.loads(path.read_text("utf-8"))["version"] if path.exists() else None


def test_promotions_and_returns_killed_at_random_leave_a_champion(runs):
    chance = random.Random(1)
    longest = Verb("promote", runs[1]).seconds()
    n_killed = 0
    while n_killed < N_KILLS:
        words = [("rollback",), *(("promote", run) for run in runs)]
        verbs = [Verb(*chance.choice(words)) for _ in range(2)]
        victims = chance.choice([verbs, verbs[:1]])
        for verb in verbs:
            verb.go()
        time.sleep(chance.uniform(0, longest))
        for verb in victims:
            verb.process.kill()
        for verb in verbs:
            code, told = verb.end()
            n_killed += code < 0
            assert code in (FINE, FAULTY, WRONG, -9), told
            assert "Traceback" not in told
        check_store()

    sys.stdout.write(f"{n_killed} promotions and returns killed\n")
    Verb("promote", runs[0]).seconds()
    assert check_store() == default_version()
    assert list(Path("runs").glob(".partial*")) == []


def test_two_promotions_at_once_end_with_one_champion_here_and_there(runs):
    for _ in range(5):
        verbs = [Verb("promote", run) for run in runs[1:]]
        for verb in verbs:
            verb.go()
        ends = [verb.end() for verb in verbs]

        assert FINE in [code for code, _ in ends], ends
        assert all(code == FINE or "in use by another process" in told for code, told in ends)
        assert check_store() == default_version()
        Verb("promote", runs[0]).seconds()


def test_labellings_killed_at_random_write_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    news = [f"{one.text} It was day {n}." for n, one in enumerate(making.make_news(400))]
    Path("news.jsonl").write_text("".join(f"{json.dumps({'text': one})}\n" for one in news))
    longest = Verb("label", "news.jsonl", "--out", "whole.jsonl").seconds()
    chance, n_killed = random.Random(2), 0
    while n_killed < N_KILLS:
        verb = Verb("label", "news.jsonl", "--out", "killed.jsonl")
        verb.go()
        time.sleep(chance.uniform(0, longest))
        verb.process.kill()
        code, told = verb.end()
        n_killed += code < 0
        if code == FINE:
            Path("killed.jsonl").unlink()
        assert "Traceback" not in told

    sys.stdout.write(f"{n_killed} labellings killed\n")
    Verb("label", "news.jsonl", "--out", "killed.jsonl").seconds()
    assert Path("killed.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
    assert [path.name for path in Path().iterdir() if path.name.startswith(".partial")] == []


def test_uploads_killed_at_random_end_with_all_of_every_run(runs):
    Path("mlflow.db").unlink()
    longest = Verb("runs", "upload", "--all").seconds()
    Path("mlflow.db").unlink()
    chance, n_killed = random.Random(3), 0
    while n_killed < N_KILLS:
        verb = Verb("runs", "upload", "--all")
        verb.go()
        time.sleep(chance.uniform(0, longest))
        verb.process.kill()
        code, told = verb.end()
        n_killed += code < 0
        if code == FINE:  # all is there: once more from the beginning
            Path("mlflow.db").unlink()
        assert "Traceback" not in told

    sys.stdout.write(f"{n_killed} uploads killed\n")
    Verb("runs", "upload", "--all").seconds()
    check_store()
    client = MlflowClient(tracking_uri="sqlite:///mlflow.db")
    (experiment,) = client.search_experiments(filter_string="name = 'stance'")
    there = client.search_runs([experiment.experiment_id])
    assert {one.info.status for one in there} == {"FINISHED"}
    assert len(there) == len(runs) + 1  # and that of the bundled model
    assert len(client.search_model_versions("name = 'stance-news'")) == len(there)
