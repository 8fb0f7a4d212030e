"""What a run is, and in what two runs differ."""

from pathlib import Path

import pytest

import making
from stance.cli import main
from stance.errors import RunFolderError
from stance.pipeline.run_diff import diff_runs, show_run
from stance.run_record.values import DatasetContext, RunStatus
from stance.training.run_folder import RunFolder


@pytest.fixture
def make_run(tmp_path):
    """Give a function that makes a finished run folder."""

    def make(*, digest="a" * 64, score=0.5, **params):
        run = RunFolder.create(tmp_path / "runs", name="news", registered_model="stance-news")
        run.log_params({"seed": 1, **params})
        run.log_dataset(
            making.make_dataset(
                "dev", digest=digest, context=DatasetContext.DEV, n_sentences=30, source="dev.jsonl"
            )
        )
        run.log_metrics({"train/loss": 1.0, "member-2/train/dev_macro_f1": score}, step=1)
        run.log_metrics({"dev/macro_f1": score, "dev/accuracy": 0.75}, step=0)
        run.finish(RunStatus.FINISHED)
        return run.path

    return make


def rows(grids, title):
    return {row[0]: row[1:] for grid in grids if grid.title == title for row in grid.rows}


def test_only_settings_that_differ_are_shown(make_run):
    grids = diff_runs(make_run(lr=1), make_run(lr=2, more="x"))

    assert rows(grids, "Settings") == {"lr": ("1", "2"), "more": ("–", "x")}


def test_results_differ_by_so_much(make_run):
    grids = diff_runs(make_run(score=0.5), make_run(score=0.75))

    assert rows(grids, "Results") == {"dev/macro_f1": ("0.5000", "0.7500", "+0.2500")}
    assert rows(grids, "Data") == {}


def test_results_on_different_data_are_marked(make_run):
    grids = diff_runs(make_run(score=0.5), make_run(score=0.75, digest="b" * 64))

    assert rows(grids, "Data") == {
        "dev dev": ("aaaaaaaaaaaa (3 articles)", "bbbbbbbbbbbb (3 articles)")
    }
    assert rows(grids, "Results")["dev/macro_f1"] == ("0.5000", "0.7500", "*")


def test_a_run_shows_its_data_settings_and_results(make_run):
    grids = show_run(make_run(lr=3))

    assert rows(grids, "Settings") == {"seed": ("1",), "lr": ("3",)}
    assert rows(grids, "Data")["dev"] == ("dev", "3", "30", "dev.jsonl")
    assert rows(grids, "Results") == {"dev/macro_f1": ("0.5000",), "dev/accuracy": ("0.7500",)}


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(RunFolderError, match="not a run folder"):
        show_run(tmp_path)


def test_the_commands_print_tables(make_run, capsys):
    first, second = make_run(lr=1), make_run(lr=2)

    assert main(["runs", "show", str(first)]) == 0
    assert main(["runs", "diff", str(first), str(second)]) == 0

    shown = capsys.readouterr().out
    assert Path(first).name in shown
    assert "Data: the same" in shown
