import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from mlflow import MlflowClient

from stance.files import write_whole
from stance.prediction.predictor import Predictor
from stance.run_record.folder import RunFolder
from stance.run_record.metrics import read_metrics
from stance.run_record.values import RunStatus, read_run
from stance.tracking.mirror import MlflowMirror
from stance.tracking.resolving import resolve_model
from stance.tracking.runs import read_state
from stance.tracking.sending import RunUpload

pytestmark = pytest.mark.slow
BOUND_S = 240  # generous: `mlflow server` needs seconds of processor time to come up


class Server:
    """A real `mlflow server` on this machine, over a folder that outlives it."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.uri = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1"),
                *("--port", str(self.port), "--workers", "1"),
                *("--backend-store-uri", f"sqlite:///{self.folder / 'server.db'}"),
                *("--artifacts-destination", str(self.folder / "artifacts")),
            ],
            cwd=self.folder,
            env={**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + BOUND_S
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.uri}/health", timeout=1).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError("the server does not start")

    def kill(self):
        """End the server and its worker at once, as a power cut would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def server(tmp_path):
    """Give a server that runs."""
    folder = tmp_path / "server"
    folder.mkdir()
    one = Server(folder)
    try:
        one.start()
        yield one
    finally:
        one.kill()


def start_run(parent):
    run = RunFolder.create(parent / "runs", name="news", registered_model="stance-news")
    run.log_params({f"section.key{number}": number for number in range(40)})
    return run


def log_steps(run, steps):
    for step in steps:
        run.log_metrics({"train/loss": 1 / (step + 1), "train/rate": 0.5}, step=step)
        time.sleep(0.02)


def wait_until_sent(run):
    end = time.monotonic() + BOUND_S
    while (state := read_state(run.path)) is None or state.metrics_end == 0:
        assert time.monotonic() < end, "nothing was sent"
        time.sleep(0.05)


def assert_equal(run, uri):
    """Compare a run folder with its run on the server, point by point."""
    state = read_state(run.path)
    client = MlflowClient(tracking_uri=uri)
    there = client.get_run(state.run_id)
    assert there.info.status == read_run(run.path).status.value
    assert there.data.params == {k: str(v) for k, v in read_run(run.path).params.items()}
    here = read_metrics(run.path).points
    for name in {point.name for point in here}:
        points = client.get_metric_history(state.run_id, name)
        assert sorted((one.step, one.timestamp, one.value) for one in points) == [
            (point.step, point.time_ms, point.value) for point in here if point.name == name
        ]
    folder = Path(client.download_artifacts(state.run_id, "figures"))
    assert (folder / "page.html").read_text() == "<p>fine</p>"
    (experiment,) = client.search_experiments(filter_string="name = 'stance'")
    assert len(client.search_runs([experiment.experiment_id])) == 1


def add_file(run):
    write_whole("<p>fine</p>", run.artifacts_path / "figures" / "page.html")


def test_a_run_reaches_a_server_whole(server, tmp_path):
    run = start_run(tmp_path)

    with MlflowMirror(run.path, uri=server.uri, pause_s=0.1), run:
        log_steps(run, range(50))
        add_file(run)

    assert read_state(run.path).complete
    assert_equal(run, server.uri)


def test_a_server_killed_half_way_costs_no_run_and_no_number(server, tmp_path, caplog):
    run = start_run(tmp_path)

    with MlflowMirror(run.path, uri=server.uri, pause_s=0.05), run:
        log_steps(run, range(30))
        wait_until_sent(run)
        server.kill()
        log_steps(run, range(30, 100))
        add_file(run)

    assert read_run(run.path).status is RunStatus.FINISHED
    assert not read_state(run.path).complete
    assert len([one for one in caplog.records if one.levelno >= logging.WARNING]) == 1
    server.start()
    RunUpload(run.path, uri=server.uri).send()
    RunUpload(run.path, uri=server.uri).send()
    assert_equal(run, server.uri)


def test_a_server_that_comes_back_is_caught_up_with(server, tmp_path):
    run = start_run(tmp_path)

    with MlflowMirror(run.path, uri=server.uri, pause_s=0.05), run:
        log_steps(run, range(10))
        wait_until_sent(run)
        server.kill()
        log_steps(run, range(10, 30))
        server.start()
        log_steps(run, range(30, 50))
        add_file(run)

    assert read_state(run.path).complete
    assert_equal(run, server.uri)


def test_a_silent_server_delays_the_end_by_its_time_limit_alone(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "2")
    run = start_run(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        uri = f"http://127.0.0.1:{listener.getsockname()[1]}"
        mirror = MlflowMirror(run.path, uri=uri, pause_s=0.05)
        with mirror, run:
            began = time.monotonic()
            log_steps(run, range(30))
            trained = time.monotonic()
        ended = time.monotonic()

    assert trained - began < BOUND_S
    assert ended - trained < BOUND_S
    assert len([one for one in caplog.records if one.levelno >= logging.WARNING]) == 1


def test_a_model_goes_to_a_server_and_comes_back(server, make_run, model_folder, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", server.uri)
    run = make_run(model=model_folder)

    state = RunUpload(run.path, uri=server.uri).send()

    assert "is the first champion" in state.champion
    for address in ("models:/stance-news@champion", f"runs:/{state.run_id}/model"):
        folder = resolve_model(address)
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            path.name for path in model_folder.iterdir()
        )
        assert Predictor.load(folder).predict("He met her.").sentences
