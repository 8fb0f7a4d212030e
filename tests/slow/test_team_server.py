"""Four trainings at once against a team's server, which is killed in the middle."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from mlflow import MlflowClient

import making
import postgres
from stance.corpus.writing import write_corpus
from stance.pipeline.runs.runs import list_runs
from stance.run_record.metrics import read_metrics
from stance.run_record.values import RunStatus, read_run
from stance.tracking.upload_state import read_state

pytestmark = pytest.mark.slow
N_TRAININGS = 4
BOUND_S = 900
QUIET = {"MLFLOW_DISABLE_TELEMETRY": "true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}

CONFIG = """
name: team
seed: 1
data:
  train: [{name: tiny-train, files: train.jsonl}]
  dev: [{name: tiny-dev, files: dev.jsonl}]
  evaluation: [{name: tiny-test, files: test.jsonl}]
model: {kind: baseline}
baseline: {neighbours: 0, max_ngram: 1, min_count: 1, inverse_regularisation: 10.0}
"""

#: `stance train` that writes five hundred numbers more, slowly enough to be met by the outage.
TRAINING = """
import sys, time
from pathlib import Path
from stance.config import load_config
from stance.pipeline import train as verb
from stance.run_record.folder import RunFolder

finish = RunFolder.record_model

def slowly(run, facts):
    go = Path("go")
    step = 0
    while step < 500 or not go.exists():
        run.log_metrics({"train/loss": 1 / (step + 1)}, step=step)
        step += 1
        time.sleep(0.05)
    finish(run, facts)

RunFolder.record_model = slowly
config = load_config(Path("team.yaml"), overrides=[f"seed={sys.argv[1]}"])
quiet = lambda *_: None
verb.train(config, listener=verb.Listener(say=quiet, fitting=quiet, evaluating=quiet))
"""


class Server:
    """`mlflow server` over a database, with the artifacts behind it."""

    def __init__(self, folder, *, database):
        self.folder, self.port = folder, postgres.free_port()
        self.uri = f"http://127.0.0.1:{self.port}"
        self._database = database
        self._process = None

    def start(self):
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1"),
                    *("--port", str(self.port), "--workers", "2"),
                    *("--uvicorn-opts", "--timeout-worker-healthcheck 300"),  # a busy machine
                    *("--backend-store-uri", self._database),
                    *("--serve-artifacts", "--artifacts-destination"),
                    str(self.folder / "artifacts"),
                ],
                cwd=self.folder,
                env=os.environ | QUIET,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self._answers, what="the server")

    def _answers(self):
        try:
            urllib.request.urlopen(f"{self.uri}/health", timeout=2).close()
        except OSError:
            return False
        return True

    def kill(self):
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


def wait_until(is_so, *, what):
    end = time.monotonic() + BOUND_S
    while not is_so():
        assert time.monotonic() < end, f"{what} is not ready"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def programs():
    pytest.importorskip("psycopg2", reason="psycopg2-binary is not installed")
    found = postgres.find_programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    return found


@pytest.fixture
def database(programs):
    folder = Path("/tmp") / f"stance-postgres-{os.getpid()}"  # short, and open to its user
    one = postgres.Postgres(folder / "data", programs=programs)
    try:
        one.start()
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(database, tmp_path):
    (tmp_path / "server").mkdir()
    one = Server(tmp_path / "server", database=database.uri)
    try:
        one.start()
        yield one
    finally:
        one.kill()


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for part, seed, n_articles in (("train", 1, 12), ("dev", 2, 3), ("test", 3, 3)):
        write_corpus(making.make_news(n_articles, seed=seed), Path(f"{part}.jsonl"))
    Path("team.yaml").write_text(CONFIG)
    return tmp_path


def start_trainings(uri):
    environment = {**os.environ, "MLFLOW_TRACKING_URI": uri, "OMP_NUM_THREADS": "1"}
    return [
        subprocess.Popen([sys.executable, "-c", TRAINING, str(seed)], env=environment)
        for seed in range(N_TRAININGS)
    ]


def all_have_sent(trainings, project):
    assert all(one.poll() is None for one in trainings), "a training ended too early"
    states = [read_state(path.parent) for path in project.glob("runs/*/run.json")]
    return len(states) == N_TRAININGS and all(one and one.metrics_end for one in states)


def assert_whole(client, folder):
    """Every metric, param and artifact of a run folder is in its run on the server."""
    state, record = read_state(folder), read_run(folder)
    there = client.get_run(state.run_id)
    assert there.info.status == record.status.value == "FINISHED"
    assert there.data.params == {name: str(value) for name, value in record.params.items()}
    here = read_metrics(folder).points
    for name in {point.name for point in here}:
        history = client.get_metric_history(state.run_id, name)
        assert sorted((one.step, one.timestamp, one.value) for one in history) == sorted(
            (point.step, point.time_ms, point.value) for point in here if point.name == name
        )
    copied = Path(client.download_artifacts(state.run_id, "report.html"))
    assert copied.read_bytes() == (folder / "artifacts" / "report.html").read_bytes()
    assert client.get_logged_model(state.model_id).status == "READY"


def test_an_outage_costs_four_trainings_nothing(database, server, project):
    trainings = start_trainings(server.uri)
    wait_until(lambda: all_have_sent(trainings, project), what="the first metric of each run")

    server.kill()
    database.stop()
    time.sleep(5)  # they go on writing to nobody
    database.start()
    server.start()
    Path("go").touch()
    codes = [one.wait(timeout=BOUND_S) for one in trainings]
    runs = [one.folder for one in list_runs(project / "runs")]
    subprocess.run(
        [sys.executable, "-m", "stance.cli", "runs", "upload", *map(str, runs)],
        env={**os.environ, "MLFLOW_TRACKING_URI": server.uri},
        check=True,
    )

    assert codes == [0] * N_TRAININGS
    assert {read_run(folder).status for folder in runs} == {RunStatus.FINISHED}
    client = MlflowClient(tracking_uri=server.uri)
    (experiment,) = client.search_experiments(filter_string="name = 'stance'")
    assert len(client.search_runs([experiment.experiment_id])) == N_TRAININGS
    assert experiment.artifact_location.startswith("mlflow-artifacts:")
    for folder in runs:
        assert_whole(client, folder)
    versions = client.search_model_versions("name = 'stance-news'")
    assert len(versions) == N_TRAININGS
    assert client.get_model_version_by_alias("stance-news", "champion")
