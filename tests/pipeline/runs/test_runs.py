import json
import shutil
from pathlib import Path

import pytest

from stance.cli.main import main
from stance.config import TrackingSection, load_config
from stance.errors import TrackingError
from stance.pipeline.runs.recording import run_tags
from stance.pipeline.runs.runs import list_runs, mirror_uri, mlflow_facts, recorded, upload_runs
from stance.run_record.folder import RunFolder
from stance.run_record.metrics import read_metrics, results
from stance.run_record.values import ModelFacts, RunRecord, RunStatus, read_run
from stance.tracking import entities
from stance.tracking.runs import read_state
from stance.tracking.store import prepare_database


@pytest.fixture(scope="module")
def migrated_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "mlflow.db"
    prepare_database(path)
    return path


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch, migrated_database):
    """Work in a folder with an empty store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "1")
    shutil.copyfile(migrated_database, "mlflow.db")


@pytest.fixture
def make_run(tmp_path):
    """Give a function that makes a run folder, finished unless told otherwise."""

    def make(name="news", *, finish=True, **params):
        run = RunFolder.create(tmp_path / "runs", name=name, registered_model="stance-news")
        run.log_params(params)
        run.log_metrics({"train/dev_macro_f1": 0.75}, step=1)
        run.log_metrics({"train/dev_macro_f1": 0.5}, step=2)
        if finish:
            run.finish(RunStatus.FINISHED)
        return run

    return make


def test_a_recorded_run_is_whole_here_and_there(make_run):
    run = make_run(finish=False)

    with recorded(run, uri=mirror_uri(TrackingSection())):
        run.log_metrics({"train/dev_macro_f1": 0.9}, step=3)

    assert read_run(run.path).status is RunStatus.FINISHED
    assert read_state(run.path).complete
    assert any(one.name.startswith("system/") for one in read_metrics(run.path).points)


def test_without_tracking_a_run_is_whole_here(make_run):
    run = make_run(finish=False)

    with recorded(run, uri=mirror_uri(TrackingSection(enabled=False))):
        pass

    assert read_run(run.path).status is RunStatus.FINISHED
    assert read_state(run.path) is None


def test_a_useless_store_is_refused_before_training():
    with pytest.raises(TrackingError, match="no runs in folders any more"):
        mirror_uri(TrackingSection(uri="./mlruns"))


def test_a_summary_has_the_score_of_the_best_epoch_or_of_the_model(make_run, tmp_path):
    make_run("first")
    second = make_run("second", finish=False)
    second.record_model(ModelFacts(dev_macro_f1=0.875, dev_digest="d"))
    second.finish(RunStatus.FINISHED)

    summaries = list_runs(tmp_path / "runs")

    assert [one.dev_macro_f1 for one in summaries] == [0.75, 0.875]


def test_a_run_of_an_earlier_version_is_read_by_todays_names(make_run, tmp_path):
    run = make_run()
    earlier = {"epoch/dev_macro_f1": 0.875, "originals-dev.f1.expert_analysis": 0.5}
    with (run.path / "metrics.jsonl").open("a") as file:
        file.write(json.dumps({"step": 1, "time_ms": 7, "metrics": earlier}) + "\n")

    (summary,) = list_runs(tmp_path / "runs")

    assert summary.dev_macro_f1 == 0.875
    assert results(read_metrics(run.path)) == {"originals-dev/f1.expert_analysis": 0.5}


def test_the_runs_of_a_series_follow_it(make_run, tmp_path):
    series = make_run("series", finish=False)
    later = make_run("a-later-one")
    children = [series.child(name) for name in ("seed-1", "seed-2")]
    for run in (*children, series):
        run.finish(RunStatus.FINISHED)

    listed = [one.folder for one in list_runs(tmp_path / "runs")]

    assert set(listed[:3]) == {series.path, *(child.path for child in children)}
    assert listed[0] == series.path
    assert listed[3] == later.path


def test_a_folder_that_is_no_run_is_passed_over(make_run, tmp_path):
    run = make_run()
    (tmp_path / "runs" / "notes").mkdir()
    (tmp_path / "runs" / "damaged").mkdir()
    (tmp_path / "runs" / "damaged" / "run.json").write_text("{")

    assert [one.folder for one in list_runs(tmp_path / "runs")] == [run.path]


def test_facts_say_where_a_run_is(make_run):
    run = make_run()
    (outcome,) = upload_runs([run.path])

    assert mlflow_facts(run.path) == {
        "MLflow": outcome.state.uri,
        "MLflow run": outcome.state.run_id,
    }


def test_a_run_goes_to_the_store_of_its_own_config(make_run, tmp_path, migrated_database):
    shutil.copyfile(migrated_database, tmp_path / "own.db")
    run = make_run(**{"tracking.uri": "sqlite:///own.db"})

    (outcome,) = upload_runs([run.path])

    assert outcome.state.uri == f"sqlite:///{tmp_path / 'own.db'}"


def test_a_run_that_fails_does_not_keep_the_others(make_run, tmp_path):
    run = make_run()

    outcomes = list(upload_runs([tmp_path / "nowhere", run.path]))

    assert "not a run folder" in str(outcomes[0].error)
    assert outcomes[1].state.complete


def test_listing_shows_what_mlflow_has(make_run, capsys):
    uploaded, kept = make_run("uploaded"), make_run("kept")
    list(upload_runs([uploaded.path]))

    code = main(["runs", "list"])

    words = [line.split() for line in capsys.readouterr().out.splitlines()[4:]]
    lines = {first: rest for first, *rest in words}
    assert code == 0
    assert lines[f"runs/{uploaded.path.name}"][-2:] == ["0.7500", "yes"]
    assert lines[f"runs/{kept.path.name}"] == ["finished", "0", "s", "0.7500", "no"]


def test_thirty_runs_are_thirty_lines_of_80_columns(make_run, capsys):
    runs = [make_run() for _ in range(29)]
    runs.append(make_run(finish=False))

    main(["runs", "list"])

    lines = capsys.readouterr().out.splitlines()[4:]
    assert [line.split()[0] for line in lines] == [f"runs/{run.path.name}" for run in runs]
    assert max(map(len, lines)) <= 80
    assert lines[-1].split()[1:] == ["running", "–", "0.7500", "no"]


def test_the_list_as_json_says_where_each_run_is(make_run, capsys):
    uploaded, kept = make_run("uploaded"), make_run("kept")
    list(upload_runs([uploaded.path]))

    main(["runs", "list", "--json"])

    first, second = json.loads(capsys.readouterr().out)
    assert first["folder"] == f"runs/{uploaded.path.name}"
    assert first["mlflow"]["run_id"] == read_state(uploaded.path).run_id
    assert second["mlflow"] is None
    assert second["dev_macro_f1"] == 0.75
    assert second["name"] == kept.path.name


def test_no_runs_are_an_empty_list_of_json(capsys):
    code = main(["runs", "list", "--json"])

    assert code == 0
    assert json.loads(capsys.readouterr().out) == []


def test_listing_nothing_says_what_to_do(capsys):
    code = main(["runs", "list"])

    assert code == 0
    assert "no runs in runs; make one with: make train" in capsys.readouterr().err


def test_uploading_all_sends_every_run(make_run, capsys):
    runs = [make_run("first"), make_run("second")]

    code = main(["runs", "upload", "--all"])

    assert code == 0
    assert all(read_state(run.path).complete for run in runs)
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_uploading_to_a_dead_server_fails_in_a_line(make_run, capsys):
    run = make_run()

    code = main(["runs", "upload", str(run.path), "--uri", "http://127.0.0.1:9"])

    assert code == 2
    assert capsys.readouterr().err == (
        "stance: MLflow at http://127.0.0.1:9: it does not answer (Connection refused)\n"
    )


def test_uploading_a_folder_that_is_no_run_is_a_fault(capsys):
    code = main(["runs", "upload", "nowhere"])

    assert code == 1
    assert "nowhere: not sent: nowhere: not a run folder" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["--all", "runs/one"]])
def test_uploading_needs_folders_or_all(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["runs", "upload", *words])

    assert caught.value.code == 2
    assert "--all" in capsys.readouterr().err


def test_every_tag_is_documented():
    page = (Path(__file__).parents[3] / "docs" / "mlflow.md").read_text("utf-8")
    config = load_config(Path(__file__).parents[3] / "configs" / "news.yaml")
    record = RunRecord(id="i", name="n", experiment="e", registered_model="m", started_ms=0)

    tags = {**run_tags(config), **entities.tags(record)}

    assert [tag for tag in tags if f"`{tag}`" not in page] == []
