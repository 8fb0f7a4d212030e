import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from mlflow import MlflowClient

from stance.pipeline.runs.runs import list_runs, upload_runs
from stance.run_record.metrics import read_metrics
from stance.run_record.values import RunStatus

pytestmark = pytest.mark.slow
N_KILLS = 20
LONGEST_S = 6.0  # long enough to lay the store out and to send some steps

TRAINING = """
from pathlib import Path
from stance.files import write_whole
from stance.pipeline.runs.runs import recorded, mirror_uri
from stance.config import TrackingSection
from stance.run_record.folder import RunFolder
uri = mirror_uri(TrackingSection())
print("ready", flush=True)
run = RunFolder.create(Path("runs"), name="news", registered_model="stance-news")
with recorded(run, uri=uri):
    for step in range(1_000_000):
        run.log_metrics({"train/loss": 1 / (step + 1)}, step=step)
        run.set_tags({"step": str(step)})
        if step % 50 == 0:
            write_whole("<p>fine</p>", run.artifacts_path / f"pages/{step}/page.html")
"""


def test_runs_killed_at_random_moments_leave_a_sound_store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    chance = random.Random(1)
    for _ in range(N_KILLS):
        process = subprocess.Popen([sys.executable, "-c", TRAINING], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST_S))
        process.kill()
        process.communicate()

    runs = list_runs(tmp_path / "runs")
    assert runs
    assert {run.status for run in runs} == {RunStatus.KILLED}
    outcomes = list(upload_runs([run.folder for run in runs]))
    assert [outcome.error for outcome in outcomes] == [None] * len(runs)
    with closing(sqlite3.connect(tmp_path / "mlflow.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    client = MlflowClient(tracking_uri=f"sqlite:///{tmp_path / 'mlflow.db'}")
    (experiment,) = client.search_experiments(filter_string="name = 'stance'")
    assert len(client.search_runs([experiment.experiment_id])) == len(runs)
    for outcome in outcomes:
        here = [p for p in read_metrics(outcome.folder).points if p.name == "train/loss"]
        there = client.get_metric_history(outcome.state.run_id, "train/loss")
        assert sorted((one.step, one.value) for one in there) == [
            (point.step, point.value) for point in here
        ]
    assert not list(tmp_path.glob("*.partial*"))
