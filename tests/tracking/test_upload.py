import json
import shutil

import pytest

from stance.errors import RunFolderError, TrackingError
from stance.files import write_whole
from stance.run_record.folder import RunFolder
from stance.run_record.metrics import read_metrics
from stance.run_record.values import RunStatus, read_run
from stance.tracking.runs import read_state
from stance.tracking.sending import RunUpload


def upload(run, uri):
    return RunUpload(run.path, uri=uri).send()


def test_mlflow_holds_what_the_folder_holds(make_run, store_uri, client, history):
    run = make_run()

    state = upload(run, store_uri)

    there = client.get_run(state.run_id)
    assert there.info.run_name == run.path.name
    assert there.info.status == "FINISHED"
    assert there.info.start_time == run.record.started_ms
    assert there.info.end_time == run.record.ended_ms
    assert there.data.params == {"seed": "1", "model.dropout": "0.1"}
    assert there.data.tags["stance.encoder"] == "all-MiniLM-L6-v2"
    assert there.data.tags["mlflow.source.git.commit"] == "c" * 40
    assert history(state.run_id, "train/loss") == [(0, 1.5), (1, 0.5)]


def test_the_machine_comes_last_so_that_comparisons_open_on_something_else(
    make_run, store_uri, client, history
):
    run = make_run(status=RunStatus.RUNNING)
    run.log_metrics({"system/cpu": 50.0}, step=1)
    state = upload(run, store_uri)
    assert history(state.run_id, "system/cpu") == []
    run.log_metrics({"dev/macro_f1": 0.5}, step=0)
    run.finish(RunStatus.FINISHED)

    upload(run, store_uri)

    assert list(client.get_run(state.run_id).data.metrics)[-2:] == ["dev/macro_f1", "system/cpu"]


def test_a_run_says_what_it_came_to(make_run, store_uri, client, model_folder):
    run = make_run(model=model_folder, f1=0.8)

    state = upload(run, store_uri)

    note = client.get_run(state.run_id).data.tags["mlflow.note.content"]
    assert note == (
        "Macro-F1 0.8000 on dev.\n\n"
        f"Network on all-MiniLM-L6-v2, by the config `{run.path.name}`.\n\n"
        "Learnt from originals-train (3 articles).\n\n"
        f'Load it: `stance.Predictor.load("models:/{state.model_id}")`'
    )


def test_what_somebody_wrote_about_a_run_stays(make_run, store_uri, client):
    run = make_run(status=RunStatus.RUNNING)
    state = upload(run, store_uri)
    client.set_tag(state.run_id, "mlflow.note.content", "mine")
    run.set_tags({"stance.encoder": "another"})
    run.finish(RunStatus.FINISHED)

    upload(run, store_uri)

    assert client.get_run(state.run_id).data.tags["mlflow.note.content"] == "mine"


def test_metrics_keep_the_time_at_which_they_were_recorded(make_run, store_uri, client):
    run = make_run()

    state = upload(run, store_uri)

    there = client.get_metric_history(state.run_id, "train/loss")
    here = read_metrics(run.path).points
    assert sorted(one.timestamp for one in there) == [one.time_ms for one in here]


def test_a_corpus_part_is_an_input_with_digest_and_context(make_run, store_uri, client):
    state = upload(make_run(), store_uri)

    (one,) = client.get_run(state.run_id).inputs.dataset_inputs
    assert (one.dataset.name, one.dataset.digest) == ("originals-train", "d" * 36)
    assert [(tag.key, tag.value) for tag in one.tags] == [("mlflow.data.context", "training")]
    assert json.loads(one.dataset.source) == {"uri": "data/originals/*.jsonl"}
    assert json.loads(one.dataset.profile) == {"n_articles": 3, "n_sentences": 40}


def test_artifacts_keep_their_folders(make_run, store_uri, artifact_paths):
    state = upload(make_run(), store_uri)

    assert artifact_paths(state.run_id) == ["errors.csv", "errors/dev/errors.csv"]


def test_artifacts_lie_beside_the_database(make_run, store_uri, client, tmp_path):
    state = upload(make_run(), store_uri)

    folder = tmp_path / "mlartifacts" / state.run_id / "artifacts"
    assert client.get_run(state.run_id).info.artifact_uri == folder.as_uri()
    assert (folder / "errors.csv").is_file()


def test_a_second_upload_changes_nothing(make_run, store_uri, all_runs, history):
    run = make_run()
    first = upload(run, store_uri)

    second = upload(run, store_uri)

    assert second == first
    assert len(all_runs()) == 1
    assert history(first.run_id, "train/loss") == [(0, 1.5), (1, 0.5)]


@pytest.mark.parametrize("content", [None, "", '{"uri": 1}'])
def test_a_lost_state_doubles_no_run_and_no_metric(make_run, store_uri, all_runs, history, content):
    run = make_run()
    first = upload(run, store_uri)
    (run.path / "mlflow.json").unlink()
    if content is not None:
        (run.path / "mlflow.json").write_text(content)

    second = upload(run, store_uri)

    assert second.run_id == first.run_id
    assert len(all_runs()) == 1
    assert history(first.run_id, "train/loss") == [(0, 1.5), (1, 0.5)]


def test_a_run_that_was_sent_in_part_is_completed(make_run, store_uri, client, history):
    run = make_run(status=RunStatus.RUNNING)
    partial = upload(run, store_uri)
    run.log_metrics({"train/loss": 0.25}, step=2)
    run.set_tags({"stance.encoder": "another"})
    run.log_params({"training.epochs": 4})
    run.finish(RunStatus.FINISHED)

    whole = upload(run, store_uri)

    assert (partial.complete, whole.complete) == (False, True)
    assert whole.run_id == partial.run_id
    there = client.get_run(whole.run_id)
    assert there.info.status == "FINISHED"
    assert there.data.params["training.epochs"] == "4"
    assert there.data.tags["stance.encoder"] == "another"
    assert history(whole.run_id, "train/loss") == [(0, 1.5), (1, 0.5), (2, 0.25)]


def test_state_never_claims_more_than_was_sent(make_run, store_uri, client):
    run = make_run()
    state = upload(run, store_uri)
    client.delete_run(state.run_id)

    with pytest.raises(TrackingError, match="has been deleted in MLflow and is left so"):
        upload(run, store_uri)


def test_a_run_whose_experiment_was_deleted_is_left_so(make_run, store_uri, client):
    experiment_id = client.create_experiment("stance")
    client.delete_experiment(experiment_id)

    with pytest.raises(TrackingError, match=f"restore --experiment-id {experiment_id}"):
        upload(make_run(), store_uri)


def test_a_store_that_was_lost_is_filled_anew(
    make_run, store_uri, tmp_path, migrated_database, history
):
    run = make_run()
    upload(run, store_uri)
    shutil.copyfile(migrated_database, tmp_path / "mlflow.db")

    state = upload(run, store_uri)

    assert state.complete
    assert history(state.run_id, "train/loss") == [(0, 1.5), (1, 0.5)]


def test_a_run_goes_to_a_second_store_as_well(make_run, store_uri, tmp_path, migrated_database):
    run = make_run()
    upload(run, store_uri)
    shutil.copyfile(migrated_database, tmp_path / "other.db")

    state = upload(run, f"sqlite:///{tmp_path / 'other.db'}")

    assert state.complete
    assert state.uri.endswith("other.db")


def test_an_artifact_that_changed_is_sent_again(make_run, store_uri, tmp_path):
    run = make_run(status=RunStatus.RUNNING)
    state = upload(run, store_uri)
    write_whole("sentence\nanother\n", run.artifacts_path / "errors.csv")
    run.finish(RunStatus.FINISHED)

    upload(run, store_uri)

    sent = tmp_path / "mlartifacts" / state.run_id / "artifacts" / "errors.csv"
    assert sent.read_text() == "sentence\nanother\n"


def test_half_written_artifacts_stay_here(make_run, store_uri, artifact_paths):
    run = make_run()
    (run.path / "artifacts" / ".partial-figure.png").write_bytes(b"half")

    state = upload(run, store_uri)

    assert ".partial-figure.png" not in artifact_paths(state.run_id)


def test_a_run_whose_process_is_gone_is_killed_there(make_run, store_uri, client):
    run = make_run(status=RunStatus.FAILED)
    content = run.record.model_copy(
        update={"status": RunStatus.RUNNING, "ended_ms": None}
    ).model_dump_json()
    (run.path / "run.json").write_text(content)

    state = upload(run, store_uri)

    assert client.get_run(state.run_id).info.status == "KILLED"


def test_a_resumed_run_runs_again_there(make_run, store_uri, client):
    run = make_run(status=RunStatus.KILLED)
    upload(run, store_uri)

    with RunFolder.reopen(run.path):
        state = upload(run, store_uri)

    assert client.get_run(state.run_id).info.status == "RUNNING"
    assert not state.complete


def test_more_than_one_request_can_hold_arrives(make_run, store_uri, client):
    values = {f"m{number}": float(number) for number in range(1500)}
    run = make_run(status=RunStatus.RUNNING, metrics=[values])
    run.log_params({f"section.key{number}": number for number in range(150)})
    run.set_tags({f"tag{number}": str(number) for number in range(150)})
    run.finish(RunStatus.FINISHED)

    state = upload(run, store_uri)

    there = client.get_run(state.run_id).data
    assert len(there.metrics) == 1500
    assert len(there.params) == 152
    assert there.tags["tag149"] == "149"


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_a_number_that_is_none_arrives_once(make_run, store_uri, client, value):
    run = make_run(metrics=[{"train/loss": float(value)}])
    upload(run, store_uri)
    (run.path / "mlflow.json").unlink()

    state = upload(run, store_uri)

    assert len(client.get_metric_history(state.run_id, "train/loss")) == 1


def test_a_name_that_mlflow_refuses_is_spelt_otherwise(make_run, store_uri, client):
    run = make_run(status=RunStatus.RUNNING)
    run.log_params({"data.train.Köln (2019).repeat": 2})
    run.log_metrics({"../odd: name!": 0.5}, step=1)
    run.finish(RunStatus.FINISHED)

    data = client.get_run(upload(run, store_uri).run_id).data

    assert data.params["data.train.Köln _2019_.repeat"] == "2"
    assert data.metrics["_._odd: name_"] == 0.5


def test_a_damaged_run_folder_is_named(tmp_path, store_uri):
    (tmp_path / "run.json").write_text("{")

    with pytest.raises(RunFolderError, match=r"run\.json is damaged"):
        RunUpload(tmp_path, uri=store_uri).send()


@pytest.mark.usefixtures("fast_failures")
def test_a_store_that_fails_leaves_the_folder_as_it_was(make_run, closed_port):
    run = make_run()
    before = read_run(run.path)

    with pytest.raises(TrackingError, match=f"MLflow at http://127.0.0.1:{closed_port}: "):
        upload(run, f"http://127.0.0.1:{closed_port}")

    assert read_run(run.path) == before
    assert read_state(run.path) is None
