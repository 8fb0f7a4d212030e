import json
import os
import shutil
import subprocess
import sys

import mlflow.pyfunc
import pandas as pd
import pytest
from mlflow import MlflowClient

import making
from stance.errors import ArtifactError, RunFolderError, TrackingError
from stance.prediction.predictor import Predictor
from stance.run_record.values import DatasetContext
from stance.tracking.resolving import resolve_model
from stance.tracking.sending import RunUpload

TEXTS = ["The minister announced number 1. The minister met number 2.", "", "He analysed it."]

READER = """
import json, sys
import mlflow.pyfunc, pandas as pd
model = mlflow.pyfunc.load_model("models:/stance-news@champion")
answer = model.predict(pd.DataFrame({"text": json.loads(sys.argv[1])}))
print("ANSWER", json.dumps([list(labels) for labels in answer["labels"]]))
"""


def measured(name):
    return making.make_dataset(
        name,
        digest="f" * 64,
        context=DatasetContext.EVALUATION,
        source="data/elsewhere/*.jsonl",
    )


def upload(run, uri):
    return RunUpload(run.path, uri=uri).send()


def test_a_finished_run_registers_its_model(make_run, store_uri, client, model_folder):
    run = make_run(model=model_folder, f1=0.8)

    state = upload(run, store_uri)

    version = client.get_model_version_by_alias("stance-news", "champion")
    assert str(version.version) == state.model_version
    assert version.run_id == state.run_id
    assert version.tags["dev_macro_f1"] == "0.8"
    assert version.tags["dev_digest"] == "e" * 64
    assert version.description.startswith("Macro-F1 0.8000 on dev.")
    assert f'stance.Predictor.load("models:/{state.model_id}")' in version.description
    assert "official statement" in client.get_registered_model("stance-news").description


def test_a_logged_model_has_the_name_of_its_run_and_knows_its_version(
    make_run, store_uri, client, model_folder
):
    run = make_run(model=model_folder)

    state = upload(run, store_uri)

    model = client.get_logged_model(state.model_id)
    assert model.name == run.path.name
    assert json.loads(model.tags["mlflow.modelVersions"]) == [
        {"name": "stance-news", "version": "1"}
    ]
    assert model.tags["mlflow.note.content"].startswith("Macro-F1 0.8000 on dev.")


def test_a_registered_model_is_described_unless_somebody_did(
    make_run, store_uri, client, model_folder
):
    client.create_registered_model("stance-news", description="mine")

    upload(make_run(model=model_folder), store_uri)

    assert client.get_registered_model("stance-news").description == "mine"


def test_a_store_that_is_not_the_default_registers_its_model(
    make_run, migrated_database, model_folder, tmp_path, monkeypatch
):
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    shutil.copyfile(migrated_database, tmp_path / "team.db")
    uri = f"sqlite:///{tmp_path / 'team.db'}"

    state = upload(make_run(model=model_folder), uri)

    found = MlflowClient(tracking_uri=uri).get_model_version("stance-news", state.model_version)
    assert found.run_id == state.run_id
    assert "MLFLOW_TRACKING_URI" not in os.environ


def test_a_model_is_logged_and_registered_once(make_run, store_uri, client, model_folder):
    run = make_run(model=model_folder)
    first = upload(run, store_uri)
    (run.path / "mlflow.json").unlink()

    second = upload(run, store_uri)

    assert second.model_id == first.model_id
    assert len(client.search_model_versions("name = 'stance-news'")) == 1
    assert len(client.search_logged_models([first.experiment_id])) == 1
    (output,) = client.get_run(first.run_id).outputs.model_outputs
    assert output.model_id == first.model_id


def test_scores_on_a_dataset_belong_to_the_model_too(make_run, store_uri, client, model_folder):
    scores = {"test/macro_f1": 0.9, "train/loss": 0.5}
    run = make_run(model=model_folder, metrics=[scores])
    run.log_dataset(measured("test"))

    state = upload(run, store_uri)

    (metric,) = client.get_logged_model(state.model_id).metrics
    assert (metric.key, metric.value) == ("test/macro_f1", 0.9)
    assert (metric.dataset_name, metric.dataset_digest) == ("test", "f" * 36)
    assert metric.run_id == state.run_id
    assert len(client.get_metric_history(state.run_id, metric.key)) == 1


def test_what_decides_belongs_to_the_first_part_of_dev(make_run, store_uri, client, model_folder):
    run = make_run(model=model_folder, metrics=[{"dev/macro_f1": 0.9}])
    for name, digest in (("first", "a" * 64), ("second", "b" * 64)):
        use = making.make_dataset(name, digest=digest, context=DatasetContext.DEV)
        run.log_dataset(use)

    state = upload(run, store_uri)

    (metric,) = client.get_logged_model(state.model_id).metrics
    assert (metric.dataset_name, metric.dataset_digest) == ("first", "a" * 36)


def test_scores_do_not_belong_to_training_data_of_the_same_name(
    make_run, store_uri, client, model_folder
):
    run = make_run(model=model_folder, metrics=[{"originals-train/macro_f1": 0.9}])
    run.log_dataset(measured("originals-train"))

    state = upload(run, store_uri)

    (metric,) = client.get_logged_model(state.model_id).metrics
    assert metric.dataset_digest == "f" * 36


def test_a_model_that_was_logged_in_part_is_completed(
    make_run, store_uri, client, model_folder, monkeypatch
):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)
    run = make_run()
    state = upload(run, store_uri)
    half = client.create_logged_model(state.experiment_id, name="model", source_run_id=state.run_id)
    (run.path / "mlflow.json").unlink()
    shutil.copytree(model_folder, run.path / "model")
    record = json.loads((run.path / "run.json").read_text())
    record["model"] = {"dev_macro_f1": 0.8, "dev_digest": "e"}
    (run.path / "run.json").write_text(json.dumps(record))

    state = upload(run, store_uri)

    assert state.model_id == half.model_id
    assert client.get_logged_model(half.model_id).status == "READY"
    assert (resolve_model(f"models:/{half.model_id}") / "model.json").is_file()


def test_a_run_whose_model_is_gone_says_so(make_run, store_uri, model_folder):
    run = make_run(model=model_folder)
    shutil.rmtree(run.path / "model")

    with pytest.raises(RunFolderError, match="its model/ is gone"):
        upload(run, store_uri)


def test_a_fresh_process_gives_the_labels_of_the_predictor(make_run, store_uri, model_folder):
    upload(make_run(model=model_folder), store_uri)
    predicted = Predictor.load(model_folder).predict(TEXTS)

    answer = subprocess.run(
        [sys.executable, "-c", READER, json.dumps(TEXTS)],
        env={**os.environ, "MLFLOW_TRACKING_URI": store_uri},
        capture_output=True,
        text=True,
        check=True,
    )

    (line,) = [one for one in answer.stdout.splitlines() if one.startswith("ANSWER ")]
    labels = json.loads(line.removeprefix("ANSWER "))
    assert labels == [[one.label.value for one in article.sentences] for article in predicted]


def test_the_served_table_holds_the_whole_article(make_run, store_uri, model_folder, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)
    upload(make_run(model=model_folder), store_uri)

    model = mlflow.pyfunc.load_model("models:/stance-news@champion")
    answer = model.predict(pd.DataFrame({"text": TEXTS}))

    predicted = Predictor.load(model_folder).predict(TEXTS)
    assert answer["article"].tolist() == [article.to_json() for article in predicted]
    assert answer["confidences"].tolist() == [
        [one.confidence for one in article.sentences] for article in predicted
    ]


def test_the_model_carries_signature_example_and_requirements(
    make_run, store_uri, model_folder, monkeypatch
):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)
    upload(make_run(model=model_folder), store_uri)

    info = mlflow.models.get_model_info("models:/stance-news@champion")

    assert info.signature.inputs.input_names() == ["text"]
    assert info.signature.outputs.input_names() == [
        *("article", "labels", "confidences", "probabilities", "speakers", "uncertain"),
    ]
    assert info.saved_input_example_info["artifact_path"] == "input_example.json"
    flavor = info.flavors["python_function"]
    assert flavor["model_code_path"].endswith("pyfunc_model.py")
    assert "python_model" not in flavor  # that would be a pickle
    folder = resolve_model("models:/stance-news@champion").parents[1]
    assert (folder / "pyfunc_model.py").is_file()
    assert (folder / "requirements.txt").read_text().startswith("mlflow==")


@pytest.mark.parametrize("form", ["models:/stance-news@champion", "models:/stance-news/1", "runs:"])
def test_an_address_leads_to_the_model_folder(make_run, store_uri, model_folder, monkeypatch, form):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)
    state = upload(make_run(model=model_folder), store_uri)

    folder = resolve_model(f"runs:/{state.run_id}/model" if form == "runs:" else form)

    assert (folder / "model.json").read_bytes() == (model_folder / "model.json").read_bytes()
    assert Predictor.load(folder).predict("He met her.").sentences


@pytest.mark.parametrize(
    "address", ["models:/nobody@champion", "models:/stance-news/7", "runs:/abc/model", "models:/"]
)
def test_an_address_of_nothing_is_told(store_uri, monkeypatch, address):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)

    with pytest.raises(TrackingError, match="MLflow at sqlite:"):
        resolve_model(address)


def test_a_model_of_others_is_told(store_uri, client, tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "MLmodel").write_text("flavors: {}\n")
    client.create_registered_model("other")
    client.create_model_version("other", source=str(tmp_path / "other"))

    with pytest.raises(ArtifactError, match=r"not a model of stance: it has no model\.json"):
        resolve_model("models:/other/1")


def test_looking_for_a_model_makes_no_store(tmp_path):
    with pytest.raises(TrackingError, match=r"there is no .*mlflow\.db"):
        resolve_model("models:/stance-news@champion")

    assert not (tmp_path / "mlflow.db").exists()
