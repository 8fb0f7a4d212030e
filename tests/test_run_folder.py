import json
import math
import subprocess
import sys
import time
from pathlib import Path

import pytest

from making import make_dataset
from stance.errors import RunFolderError
from stance.run_record.folder import RunFolder
from stance.run_record.locking import hold, is_running, observed_status
from stance.run_record.metrics import latest, read_metrics
from stance.run_record.values import (
    ModelFacts,
    RunStatus,
    read_run,
)


def make_run(parent: Path, *, name: str = "news") -> RunFolder:
    return RunFolder.create(parent, name=name, registered_model="stance-news")


def test_a_run_folder_holds_all_that_was_recorded(tmp_path):
    with make_run(tmp_path) as run:
        run.log_params({"training.epochs": 2, "model.dropout": 0.1, "tracking.uri": None})
        run.set_tags({"stance.encoder": "MiniLM"})
        run.log_dataset(make_dataset())
        run.record_model(ModelFacts(dev_macro_f1=0.8, dev_digest="e" * 64))

    record = read_run(run.path)
    assert record.params == {"training.epochs": 2, "model.dropout": 0.1, "tracking.uri": None}
    assert record.tags == {"stance.encoder": "MiniLM"}
    assert record.datasets == (make_dataset(),)
    assert record.model == ModelFacts(dev_macro_f1=0.8, dev_digest="e" * 64)


def test_two_runs_in_one_second_get_two_folders(tmp_path):
    with make_run(tmp_path) as first, make_run(tmp_path) as second:
        assert first.path != second.path
    assert first.record.id != second.record.id


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (None, RunStatus.FINISHED),
        (RuntimeError, RunStatus.FAILED),
        (KeyboardInterrupt, RunStatus.KILLED),
    ],
)
def test_the_way_a_run_ends_is_its_status(tmp_path, error, status):
    run = make_run(tmp_path)

    try:
        with run:
            if error:
                raise error
    except (RuntimeError, KeyboardInterrupt):
        pass

    assert read_run(run.path).status is status


def test_metrics_come_back_in_order_with_their_steps(tmp_path):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": 1.5, "dev/macro_f1": 0.25}, step=1)
        run.log_metrics({"loss": 0.5}, step=2)

    points = read_metrics(run.path).points
    assert [(point.name, point.value, point.step) for point in points] == [
        ("loss", 1.5, 1),
        ("dev/macro_f1", 0.25, 1),
        ("loss", 0.5, 2),
    ]


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_number_that_json_lacks_is_kept(tmp_path, value):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": value}, step=1)

    assert repr(latest(read_metrics(run.path))["loss"]) == repr(value)


def test_metrics_file_is_strict_json(tmp_path):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": math.nan}, step=1)

    def refuse(constant):
        raise AssertionError(f"not JSON: {constant}")

    for line in (run.path / "metrics.jsonl").read_text().splitlines():
        json.loads(line, parse_constant=refuse)


def test_a_torn_last_line_is_left_out(tmp_path):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": 1.0}, step=1)
        run.log_metrics({"loss": 0.5}, step=2)
    path = run.path / "metrics.jsonl"
    path.write_bytes(path.read_bytes()[:-9])

    assert latest(read_metrics(run.path)) == {"loss": 1.0}


def test_a_resumed_run_writes_after_the_last_whole_line(tmp_path):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": 1.0}, step=1)
    with (run.path / "metrics.jsonl").open("ab") as file:
        file.write(b'{"step": 2, "time_ms": 5, "met')

    with RunFolder.reopen(run.path) as resumed:
        resumed.log_metrics({"loss": 0.5}, step=2)

    assert [point.value for point in read_metrics(run.path).points] == [1.0, 0.5]


def test_a_point_that_a_resumed_run_repeats_is_kept_once(tmp_path):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": 1.0, "tokens_per_s": 7.0}, step=1)

    with RunFolder.reopen(run.path) as resumed:
        resumed.log_metrics({"loss": 1.0, "tokens_per_s": 8.0}, step=1)

    points = [(point.name, point.value) for point in read_metrics(run.path).points]
    assert points == [("loss", 1.0), ("tokens_per_s", 7.0), ("tokens_per_s", 8.0)]


def test_a_spoilt_line_costs_that_line_only(tmp_path):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": 1.0}, step=1)
        with (run.path / "metrics.jsonl").open("ab") as file:
            file.write(b"\0\0\0\n[1]\n")
        run.log_metrics({"loss": 0.5}, step=2)

    assert [point.value for point in read_metrics(run.path).points] == [1.0, 0.5]


def test_reading_goes_on_where_it_ended(tmp_path):
    with make_run(tmp_path) as run:
        run.log_metrics({"loss": 1.0}, step=1)
        end = read_metrics(run.path).end
        run.log_metrics({"loss": 0.5}, step=2)

    assert [point.value for point in read_metrics(run.path, start=end).points] == [0.5]


def test_a_setting_never_changes(tmp_path):
    with make_run(tmp_path) as run:
        run.log_params({"seed": 1})

        with pytest.raises(ValueError, match=r"settings never change, but these do: \['seed'\]"):
            run.log_params({"seed": 2})


def test_a_run_folder_has_one_writer(tmp_path):
    with make_run(tmp_path) as run:
        with pytest.raises(RunFolderError, match="in use by another process"):
            RunFolder.reopen(run.path)

        assert is_running(run.path)
    assert not is_running(run.path)


def test_a_folder_that_is_not_there_is_not_made_by_its_lock(tmp_path):
    with pytest.raises(RunFolderError, match="mistyped: there is no such folder"):
        hold(tmp_path / "mistyped")

    assert not is_running(tmp_path / "mistyped")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_no_run_is_refused_and_left_alone(tmp_path):
    with pytest.raises(RunFolderError, match=r"not a run folder: it has no run\.json"):
        RunFolder.reopen(tmp_path)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", ["", "{", '{"format": 1}', '{"format": 2}', "[]"])
def test_a_damaged_record_is_refused(tmp_path, content):
    (tmp_path / "run.json").write_text(content)

    with pytest.raises(RunFolderError, match=r"run\.json is damaged: "):
        read_run(tmp_path)


WRITER = """
import sys
from pathlib import Path
from stance.run_record.folder import RunFolder
run = RunFolder.create(Path(sys.argv[1]), name="news", registered_model="stance-news")
print(run.path, flush=True)
for step in range(1_000_000):
    run.log_metrics({"loss": 1 / (step + 1)}, step=step)
    run.set_tags({"step": str(step)})
"""


@pytest.mark.parametrize("delay_s", [0.0, 0.03, 0.1])
def test_a_run_killed_at_any_moment_is_readable_and_known_as_killed(tmp_path, delay_s):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    folder = Path(writer.stdout.readline().strip())
    time.sleep(delay_s)
    running = observed_status(folder, read_run(folder))

    writer.kill()
    writer.communicate()

    assert running is RunStatus.RUNNING
    assert observed_status(folder, read_run(folder)) is RunStatus.KILLED
    steps = [point.step for point in read_metrics(folder).points]
    assert steps == list(range(len(steps)))
