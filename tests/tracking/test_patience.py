import logging
import os
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from stance.errors import TrackingError
from stance.run_record.values import RunStatus, read_run
from stance.tracking.mirror import MlflowMirror
from stance.tracking.patience import PatientClient, within
from stance.tracking.store import check_store, open_client, quiet_mlflow

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#: With `fast_failures`; a server that drips would be waited for without end.
PATIENCE_S, BOUND_S = 6, 15


@contextmanager
def dripping(begin, drop):
    """Give the address of a server that begins each answer, and goes on with a drop at a time."""
    is_over = threading.Event()

    def drip(connection):
        with connection:
            connection.recv(65536)
            connection.sendall(begin)
            while not is_over.wait(0.1):
                try:
                    connection.sendall(drop)
                except OSError:
                    return

    def accept():
        while not is_over.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=drip, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            is_over.set()
            thread.join()


DRIPS = {
    "head": (HEAD + b"X-Long: ", b"x"),
    "heads": (HEAD, b"X: y\r\n"),
    "body": (HEAD + b"Content-Length: 100000\r\n\r\n", b" "),
    "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@pytest.mark.usefixtures("fast_failures")
@pytest.mark.parametrize("what", DRIPS)
def test_a_store_that_answers_a_byte_at_a_time_is_given_up(what):
    began = time.monotonic()

    with dripping(*DRIPS[what]) as uri, quiet_mlflow():
        with pytest.raises(TrackingError, match=r"does not answer \(no whole answer within 6 s\)"):
            check_store(uri)

        assert PATIENCE_S <= time.monotonic() - began < BOUND_S


@pytest.mark.usefixtures("fast_failures")
def test_a_run_ends_soon_beside_a_store_that_drips(make_run, caplog):
    run = make_run(status=RunStatus.RUNNING)

    with dripping(*DRIPS["body"]) as uri:
        with MlflowMirror(run.path, uri=uri, pause_s=0.05), run:
            run.log_metrics({"train/loss": 0.25}, step=2)
            ended = time.monotonic()

        assert time.monotonic() - ended < BOUND_S
    (warning,) = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert "no whole answer within 6 s" in warning.getMessage()
    assert f"stance runs upload {run.path}" in warning.getMessage()
    assert read_run(run.path).status is RunStatus.FINISHED


def test_in_all_a_minute_is_waited():
    with dripping(*DRIPS["body"]) as uri, quiet_mlflow():
        client = open_client(uri)
        silent_s = float(os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"])

        limits = asked(client, "search_experiments")

    assert limits == [60]
    assert silent_s < 30


def asked(client, name, *args):
    """Give the time limits of a call that does not happen."""
    limits = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "stance.tracking.patience.within", lambda limit_s, _call: limits.append(limit_s)
        )
        getattr(client, name)(*args)
    return limits


class FakeClient:
    tracking_uri = "http://there"

    def log_artifact(self, run_id, local_path):
        return run_id, local_path

    def log_model_artifacts(self, model_id, local_dir):
        return model_id, local_dir

    def get_run(self, run_id):
        raise KeyError(run_id)


def test_files_have_time_in_proportion_to_their_size(tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "7")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
    (tmp_path / "deep").mkdir()
    for path in (tmp_path / "one", tmp_path / "deep" / "two"):
        path.write_bytes(b"x" * 1_000_000)
    client = PatientClient(FakeClient())

    assert asked(client, "log_artifact", "run", str(tmp_path / "one")) == [32 + 10]
    assert asked(client, "log_model_artifacts", "model", str(tmp_path)) == [32 + 20]
    assert asked(client, "get_run", "run") == [32]


def test_answers_errors_and_facts_are_those_of_the_client(tmp_path):
    client = PatientClient(FakeClient())

    assert client.tracking_uri == "http://there"
    assert client.log_artifact("run", str(tmp_path)) == ("run", str(tmp_path))
    with pytest.raises(KeyError, match="7"):
        client.get_run("7")
    with pytest.raises(AttributeError, match="nonsense"):
        client.nonsense  # noqa: B018


def test_a_call_that_itself_runs_out_of_time_says_so():
    def call():
        raise TimeoutError("the lock")

    with pytest.raises(TimeoutError, match="the lock"):
        within(5, call)
