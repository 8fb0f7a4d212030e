import logging
import shutil
import socket
import threading
import time

import pytest

from stance.run_record.metrics import read_metrics
from stance.run_record.values import METRICS_FILE, RunStatus, read_run
from stance.tracking.mirror import MlflowMirror
from stance.tracking.runs import read_state
from stance.tracking.sending import RunUpload

PAUSE_S = 0.05
BOUND_S = 20


def wait_for(condition):
    """Wait until something holds, for a bounded time."""
    end = time.monotonic() + BOUND_S
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)


def sent(run):
    state = read_state(run.path)
    return 0 if state is None else state.metrics_end


def train(run, *, steps=3):
    with run:
        for step in range(10, 10 + steps):
            run.log_metrics({"train/loss": 1 / step}, step=step)
            time.sleep(0.02)


def test_mlflow_follows_a_run_while_it_runs(make_run, store_uri, client):
    run = make_run(status=RunStatus.RUNNING)

    with MlflowMirror(run.path, uri=store_uri, pause_s=PAUSE_S), run:
        wait_for(lambda: sent(run) > 0)
        before = sent(run)
        run.log_metrics({"train/loss": 0.25}, step=2)
        wait_for(lambda: sent(run) > before)
        status = client.get_run(read_state(run.path).run_id).info.status

    assert status == "RUNNING"


def test_mlflow_has_all_when_the_mirror_is_left(make_run, store_uri, client, history):
    run = make_run(status=RunStatus.RUNNING)

    with MlflowMirror(run.path, uri=store_uri, pause_s=PAUSE_S):
        train(run)

    state = read_state(run.path)
    assert state.complete
    assert client.get_run(state.run_id).info.status == "FINISHED"
    here = [(point.step, point.value) for point in read_metrics(run.path).points]
    assert history(state.run_id, "train/loss") == here


def test_a_run_that_fails_is_failed_there(make_run, store_uri, client):
    run = make_run(status=RunStatus.RUNNING)

    with (
        pytest.raises(RuntimeError, match="out of memory"),
        MlflowMirror(run.path, uri=store_uri, pause_s=PAUSE_S),
        run,
    ):
        raise RuntimeError("out of memory")

    assert client.get_run(read_state(run.path).run_id).info.status == "FAILED"


@pytest.mark.usefixtures("fast_failures")
def test_a_server_that_is_down_is_told_once_and_costs_nothing(make_run, closed_port, caplog):
    run = make_run(status=RunStatus.RUNNING)

    with MlflowMirror(run.path, uri=f"http://127.0.0.1:{closed_port}", pause_s=PAUSE_S):
        train(run, steps=20)

    assert read_run(run.path).status is RunStatus.FINISHED
    (warning,) = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert "does not answer (Connection refused)" in warning.getMessage()
    assert f"stance runs upload {run.path}" in warning.getMessage()


@pytest.mark.usefixtures("fast_failures")
def test_a_server_that_is_silent_to_the_end_is_told_without_its_password(
    make_run, monkeypatch, caplog
):
    monkeypatch.setattr("stance.tracking.mirror._LONGEST_GOODBYE_S", 0.0)
    run = make_run()

    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"http://ann:secret@127.0.0.1:{silent.getsockname()[1]}"
        with MlflowMirror(run.path, uri=uri, pause_s=BOUND_S):
            pass
        (warning,) = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
        wait_for(lambda: "mlflow-mirror" not in {one.name for one in threading.enumerate()})

    assert warning.startswith("MLflow at http://***@127.0.0.1:")
    assert "does not answer" in warning


@pytest.mark.usefixtures("fast_failures")
def test_a_server_that_is_silent_as_the_run_ends_is_not_asked_again(make_run, caplog):
    run = make_run(status=RunStatus.RUNNING)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with MlflowMirror(run.path, uri=uri, pause_s=PAUSE_S), run:
            asked, _ = silent.accept()  # and says nothing
        silent.settimeout(0.0)
        with pytest.raises(BlockingIOError):
            silent.accept()
        asked.close()

    assert [one.levelname for one in caplog.records].count("WARNING") == 1


@pytest.mark.parametrize("spoil", ["text", "folder", "no place"])
def test_a_store_that_cannot_be_used_is_told_once(make_run, tmp_path, caplog, spoil):
    run = make_run(status=RunStatus.RUNNING)
    database = tmp_path / "spoilt.db"
    if spoil == "text":
        database.write_text("this is no database")
    elif spoil == "folder":
        database.mkdir()
    else:
        (tmp_path / "errors.csv").write_text("no folder")
        database = tmp_path / "errors.csv" / "mlflow.db"

    with MlflowMirror(run.path, uri=f"sqlite:///{database}", pause_s=PAUSE_S):
        train(run, steps=10)

    assert read_run(run.path).status is RunStatus.FINISHED
    assert len([one for one in caplog.records if one.levelno >= logging.WARNING]) == 1


def test_a_store_spoilt_half_way_costs_nothing(
    make_run, store_uri, tmp_path, migrated_database, caplog
):
    run = make_run(status=RunStatus.RUNNING)
    with MlflowMirror(run.path, uri=store_uri, pause_s=PAUSE_S):
        wait_for(lambda: sent(run) > 0)
        (tmp_path / "mlflow.db").write_bytes(b"\0" * 10_000)
        train(run, steps=10)
    told = [one for one in caplog.records if one.levelno >= logging.WARNING]
    shutil.copyfile(migrated_database, tmp_path / "mlflow.db")

    state = RunUpload(run.path, uri=store_uri).send()

    assert len(told) == 1
    assert state.complete
    assert state.metrics_end == (run.path / METRICS_FILE).stat().st_size


def test_a_store_that_comes_back_is_caught_up_with(make_run, tmp_path, migrated_database, caplog):
    run = make_run(status=RunStatus.RUNNING)
    database = tmp_path / "late.db"
    database.write_text("not yet")
    with MlflowMirror(run.path, uri=f"sqlite:///{database}", pause_s=PAUSE_S):
        wait_for(lambda: caplog.records)
        shutil.copyfile(migrated_database, database)
        train(run)

    state = read_state(run.path)
    assert state.complete
    assert state.metrics_end == (run.path / METRICS_FILE).stat().st_size


def test_a_run_that_another_process_is_sending_is_left_to_it(make_run, store_uri, caplog):
    run = make_run(status=RunStatus.RUNNING)

    with (
        MlflowMirror(run.path, uri=store_uri, pause_s=PAUSE_S),
        MlflowMirror(run.path, uri=store_uri, pause_s=PAUSE_S),
    ):
        wait_for(lambda: caplog.records)
        train(run)

    (warning,) = caplog.records
    assert "in use by another process" in warning.getMessage()
    assert read_state(run.path).complete
