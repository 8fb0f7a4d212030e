import json
import shutil

import pytest

from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.manifest import read_manifest
from stance.run_record.values import RunStatus, read_run
from stance.tracking.mirror import MlflowMirror
from stance.tracking.resolving import resolve_model
from stance.tracking.sending import RunUpload
from stance.tracking.upload_state import read_state

DEV = "e" * 64


@pytest.fixture
def shipped(tmp_path, model_folder):
    """Give a small model that ships: measured on dev, and on something else before that."""
    folder = tmp_path / "shipped"
    shutil.copytree(model_folder, folder)
    change(
        folder,
        dev={"other-dev": "b" * 64, "originals-dev": DEV},
        train={"originals-train": "a" * 64},
        config={"model.kind": "baseline", "data.train.originals-train.files": "data/*.jsonl"},
        metrics={
            "other-dev.macro_f1": 0.5,
            "originals-dev.macro_f1": 0.9,
            "originals-dev.speaker_accuracy": 0.75,
        },
    )
    return folder


@pytest.fixture
def run_beside(make_run, model_folder):
    """Give a finished run whose model was measured on the same dev."""
    return make_run(model=model_folder, digest=DEV)


def change(folder, **provenance):
    manifest = read_manifest(folder)
    changed = manifest.model_copy(update={"provenance": {**manifest.provenance, **provenance}})
    (folder / "model.json").write_text(changed.to_json())


def upload(run, uri, shipped):
    return RunUpload(run.path, uri=uri, shipped=shipped).send()


def versions(client):
    found = client.search_model_versions("name = 'stance-news'")
    return {str(one.version): one for one in found}


def champion(client):
    return str(client.get_model_version_by_alias("stance-news", "champion").version)


def test_what_ships_is_the_first_version_and_the_first_champion(
    make_run, store_uri, client, model_folder, shipped
):
    state = upload(make_run(model=model_folder, f1=0.8, digest=DEV), store_uri, shipped)

    assert (champion(client), state.model_version) == ("1", "2")
    assert state.champion.startswith("version 1 stays champion; stance promote measures it")
    tags = versions(client)["1"].tags
    assert (tags["dev_macro_f1"], tags["dev_digest"]) == ("0.9", DEV)


def test_it_has_a_run_to_compare_with(make_run, store_uri, client, model_folder, shipped):
    state = upload(make_run(model=model_folder, digest=DEV), store_uri, shipped)

    run = client.get_run(versions(client)["1"].run_id)
    assert run.info.experiment_id == state.experiment_id
    assert run.info.status == "FINISHED"
    assert list(run.data.metrics.items())[:2] == [
        ("dev/macro_f1", 0.9),
        ("dev/right_speaker", 0.75),
    ]
    assert run.data.metrics["other-dev/macro_f1"] == 0.5
    assert run.data.params == {"model.kind": "baseline"}
    model = client.get_logged_model(run.outputs.model_outputs[0].model_id)
    on = {one.key: one.dataset_name for one in model.metrics}
    assert (on["dev/macro_f1"], on["other-dev/macro_f1"]) == ("originals-dev", "other-dev")
    digests = {one.dataset.name: one.dataset.digest for one in run.inputs.dataset_inputs}
    assert digests["originals-dev"] == DEV[:36]


def test_it_is_registered_once(make_run, store_uri, client, model_folder, shipped):
    upload(make_run(model=model_folder, digest=DEV), store_uri, shipped)
    upload(make_run(model=model_folder, digest=DEV), store_uri, shipped)

    assert sorted(versions(client)) == ["1", "2", "3"]


def test_what_a_kill_interrupted_is_not_doubled(make_run, store_uri, client, model_folder, shipped):
    run = make_run(model=model_folder, digest=DEV)
    upload(run, store_uri, shipped)
    client.delete_model_version_tag("stance-news", "1", "stance.model")

    upload(make_run(model=model_folder, digest=DEV), store_uri, shipped)

    assert sorted(versions(client)) == ["1", "2", "3"]
    assert "stance.model" in versions(client)["1"].tags


def test_a_newer_one_is_a_version_more(make_run, store_uri, client, model_folder, shipped):
    upload(make_run(model=model_folder, digest=DEV), store_uri, shipped)
    change(shipped, metrics={"originals-dev.macro_f1": 0.95})

    upload(make_run(model=model_folder, digest=DEV), store_uri, shipped)

    assert champion(client) == "1"
    assert sorted(versions(client)) == ["1", "2", "3", "4"]


def test_it_is_no_version_of_other_peoples_models(
    make_run, store_uri, client, model_folder, shipped
):
    run = make_run(model=model_folder, digest=DEV)
    record = json.loads((run.path / "run.json").read_text())
    (run.path / "run.json").write_text(json.dumps({**record, "registered_model": "ours"}))

    assert upload(run, store_uri, shipped).model_version == "1"
    assert versions(client) == {}


@pytest.mark.usefixtures("fast_failures")
def test_a_store_that_is_down_costs_one_warning_and_nothing_for_good(
    run_beside, closed_port, store_uri, shipped, caplog
):
    uri = f"http://127.0.0.1:{closed_port}"

    with MlflowMirror(run_beside.path, uri=uri, pause_s=0.05, shipped=shipped):
        pass

    assert len(caplog.records) == 1
    assert read_state(run_beside.path) is None
    assert upload(run_beside, store_uri, shipped).model_version == "2"


def test_the_one_in_this_package_can_be_loaded_as_champion(
    make_run, store_uri, model_folder, monkeypatch
):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)
    run = make_run(model=model_folder)

    upload(run, store_uri, BUNDLED_FOLDER)

    assert read_run(run.path).status is RunStatus.FINISHED
    folder = resolve_model("models:/stance-news@champion")
    assert read_manifest(folder) == read_manifest(BUNDLED_FOLDER)
