"""A clock that is set back, between two runs or within one, turns no order round."""

import os
import time
from pathlib import Path

import pytest

from stance.config import load_config
from stance.pipeline.runs.recording import open_run
from stance.pipeline.runs.runs import list_runs
from stance.run_record.folder import RunFolder
from stance.run_record.metrics import read_metrics
from stance.run_record.values import RunStatus, read_run
from stance.tracking.mirror import system_metrics

CONFIG = Path(__file__).parents[2] / "configs" / "baseline.yaml"
DAY_NS = 24 * 3600 * 10**9


@pytest.fixture
def set_back(monkeypatch):
    """Give a function that sets the clock back by a day, again with each call."""
    clock, n_days = time.time_ns, [0]

    def set_back():
        n_days[0] += 1
        monkeypatch.setattr(time, "time_ns", lambda: clock() - n_days[0] * DAY_NS)
        monkeypatch.setattr(time, "time", lambda: (clock() - n_days[0] * DAY_NS) / 10**9)

    return set_back


def make_run(runs):
    return RunFolder.create(runs, name="news", registered_model="stance-news")


def test_the_newest_run_is_resumed(tmp_path, set_back):
    config = load_config(CONFIG)
    open_run(config, runs=tmp_path, resume=False).finish(RunStatus.KILLED)
    set_back()
    newest = open_run(config, runs=tmp_path, resume=False)
    newest.finish(RunStatus.KILLED)

    resumed = open_run(config, runs=tmp_path, resume=True)

    assert resumed.path == newest.path
    resumed.finish(RunStatus.KILLED)


def test_runs_and_those_of_a_series_are_listed_as_they_were_begun(tmp_path, set_back):
    begun = []
    for _ in range(3):
        run = make_run(tmp_path)
        begun.append(run.path)
        for name in ("seed-2", "seed-1"):
            set_back()
            child = run.child(name)
            begun.append(child.path)
            child.finish(RunStatus.FINISHED)
        run.finish(RunStatus.FINISHED)

    assert [one.folder for one in list_runs(tmp_path)] == begun


def test_runs_of_before_are_older_than_numbered_ones(tmp_path, set_back):
    of_before = make_run(tmp_path)
    of_before.finish(RunStatus.FINISHED)
    file = of_before.path / "run.json"
    file.write_text(file.read_text("utf-8").replace(' "number": 1,\n', ""))
    set_back()
    newer = make_run(tmp_path)
    newer.finish(RunStatus.FINISHED)

    assert read_run(of_before.path).number == 0
    assert [one.folder for one in list_runs(tmp_path)] == [of_before.path, newer.path]


def test_a_run_never_ends_before_it_began(tmp_path, set_back):
    run = make_run(tmp_path)
    set_back()
    time.sleep(0.05)
    run.finish(RunStatus.FINISHED)

    assert 0.05 <= read_run(run.path).seconds < 60


def test_what_was_measured_last_has_the_latest_time(tmp_path, set_back):
    run = make_run(tmp_path)
    run.log_metrics({"dev/macro_f1": 0.5}, step=0)
    set_back()
    run.log_metrics({"dev/macro_f1": 0.6}, step=0)
    run.finish(RunStatus.KILLED)
    set_back()
    again = RunFolder.reopen(run.path)
    again.log_metrics({"dev/macro_f1": 0.7}, step=0)
    again.finish(RunStatus.FINISHED)

    times = [one.time_ms for one in read_metrics(run.path).points]
    assert times == sorted(times)
    assert len(times) == 3


def test_the_machine_is_sampled_at_steps_that_never_go_back(tmp_path, set_back):
    rows = []

    class Sink:
        def log_metrics(self, _metrics, *, step):
            rows.append(step)
            set_back()

    with system_metrics(Sink(), before_s=7, pause_s=0.02):
        time.sleep(0.2)

    assert len(rows) > 1
    assert rows[0] == 7
    assert rows == sorted(rows)


def test_an_input_that_was_replaced_by_an_older_one_is_another_input(tmp_path):
    from stance.pipeline.label.label import _state

    path = tmp_path / "articles.jsonl"
    path.write_text("one")
    before = _state(path)
    path.write_text("two")
    os.utime(path, ns=(0, path.stat().st_mtime_ns - DAY_NS))

    assert _state(path) != before
