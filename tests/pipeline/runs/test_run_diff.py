"""What a run is, and in what two runs differ."""

import json
from pathlib import Path

import pytest

import making
from stance.cli import main
from stance.config import flatten, load_config
from stance.errors import RunFolderError
from stance.pipeline.runs.diff import diff_grids, diff_runs
from stance.pipeline.runs.showing import show_run, show_values
from stance.run_record.folder import RunFolder
from stance.run_record.values import DatasetContext, RunStatus


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


def diff(first, second):
    return diff_grids(diff_runs(first, second))


def test_only_settings_that_differ_are_shown(make_run):
    grids = diff(make_run(lr=1), make_run(lr=2, more="x"))

    assert rows(grids, "Training") == {"lr": ("1", "2"), "more": ("–", "x")}


def test_what_differs_in_training_comes_first_and_file_names_last(make_run):
    grids = diff(
        make_run(**{"data.dev.dev.files": "a.jsonl", "training.epochs": 1, "name": "a"}),
        make_run(**{"data.dev.dev.files": "b.jsonl", "training.epochs": 2, "name": "b"}),
    )

    assert [grid.title for grid in grids] == ["Training", "Data", "Results", "Run", "Files"]
    assert rows(grids, "Training") == {"training.epochs": ("1", "2")}
    assert rows(grids, "Files") == {"data.dev.dev.files": ("a.jsonl", "b.jsonl")}
    assert rows(grids, "Run")["name"] == ("a", "b")


def test_how_often_data_is_shown_is_a_difference_of_data(make_run):
    grids = diff(*(make_run(**{"data.train.a.repeat": n}) for n in (1, 2)))

    assert rows(grids, "Data") == {"data.train.a.repeat": ("1", "2")}


def test_settings_that_only_one_kind_of_model_reads_are_no_difference_of_two_kinds(make_run):
    grids = diff(
        make_run(**{"model.kind": "network", "training.epochs": 2, "baseline.max_ngram": 1}),
        make_run(**{"model.kind": "baseline", "training.epochs": 4, "baseline.max_ngram": 2}),
    )

    assert rows(grids, "Training") == {"model.kind": ("network", "baseline")}


def test_every_section_of_a_config_that_a_network_reads_is_known(make_run):
    both = ("model.kind", "seed")
    params = flatten(load_config(Path(__file__).parents[3] / "configs" / "news.yaml"))

    sides = diff_runs(
        make_run(**{name: f"{name} 1" for name in params} | {"model.kind": "network"}),
        make_run(**{name: f"{name} 2" for name in params} | {"model.kind": "baseline"}),
    ).sections

    assert set(sides["Training"]) == {*both}


def test_results_differ_by_so_much(make_run):
    grids = diff(make_run(score=0.5), make_run(score=0.75))

    assert rows(grids, "Results") == {"dev/macro_f1": ("0.5000", "0.7500", "+0.2500")}
    assert rows(grids, "Data") == {}


def test_results_on_different_data_are_marked(make_run):
    grids = diff(make_run(score=0.5), make_run(score=0.75, digest="b" * 64))

    assert rows(grids, "Data") == {
        "dev dev": ("aaaaaaaaaaaa (3 articles)", "bbbbbbbbbbbb (3 articles)")
    }
    assert rows(grids, "Results")["dev/macro_f1"] == ("0.5000", "0.7500", "*")


def test_a_run_shows_its_data_settings_and_results(make_run):
    grids = show_run(make_run(lr=3))

    assert rows(grids, "Settings") == {"seed": ("1",), "lr": ("3",)}
    assert rows(grids, "Data")["dev"] == ("dev", "3", "30", "a" * 12, "dev.jsonl")
    assert rows(grids, "Results") == {"dev/macro_f1": ("0.5000",), "dev/accuracy": ("0.7500",)}


def test_a_setting_that_would_fill_the_screen_is_cut_short_but_whole_in_json(make_run):
    weights = ",".join(["0.125"] * 900)
    run = make_run(weights=weights)

    (shown,) = rows(show_run(run), "Settings")["weights"]

    assert len(shown) < 250
    assert show_values(run)["settings"]["weights"] == weights


def test_a_result_that_is_no_number_is_null_in_json(make_run, capsys):
    run = make_run(score=float("nan"))

    assert main(["runs", "show", str(run), "--json"]) == 0
    assert main(["runs", "diff", str(run), str(make_run()), "--json"]) == 0

    first, second = capsys.readouterr().out.split("\n}\n{")
    assert json.loads(first + "}")["results"]["dev/macro_f1"] is None
    assert json.loads("{" + second)["results"]["dev/macro_f1"] == {
        "first": None,
        "second": 0.5,
        "same_data": True,
    }


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
