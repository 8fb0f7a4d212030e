import shutil
import socket

import pytest
from mlflow import MlflowClient

import making
from stance.article import Article
from stance.config import BaselineSection
from stance.files import write_whole
from stance.labels import Label
from stance.parts import Sentence
from stance.pipeline.model.folder import make_manifest, write_manifest
from stance.run_record.folder import RunFolder
from stance.run_record.values import ModelFacts, RunStatus
from stance.tracking.store import prepare_database
from stance.training.baseline import fit_baseline


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory):
    """Give an empty store; laying its tables out takes a second, copying it nothing."""
    path = tmp_path_factory.mktemp("store") / "mlflow.db"
    prepare_database(path)
    return path


@pytest.fixture
def store_uri(tmp_path, migrated_database):
    """Give the URI of a fresh SQLite store."""
    shutil.copyfile(migrated_database, tmp_path / "mlflow.db")
    return f"sqlite:///{tmp_path / 'mlflow.db'}"


@pytest.fixture
def client(store_uri):
    """Give MLflow's own view of the store."""
    return MlflowClient(tracking_uri=store_uri)


@pytest.fixture
def closed_port():
    """Give a local port with nobody listening."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _article(number, label, verb):
    text = f"The minister {verb} number {number}."
    return Article(text=text, sentences=(Sentence(start=0, end=len(text), label=label),))


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory):
    """Give a real, if ignorant, model: a baseline that knows one verb for each label."""
    folder = tmp_path_factory.mktemp("model")
    verbs = {
        Label.OFFICIAL_STATEMENT: "announced",
        Label.EXPERT_ANALYSIS: "analysed",
        Label.REPORTED_FACT: "met",
    }
    articles = [_article(n, label, verb) for n in range(4) for label, verb in verbs.items()]
    section = BaselineSection(neighbours=0, max_ngram=1, min_count=1)
    baseline = fit_baseline(articles, section, seed=1)
    baseline.save(folder)
    manifest = make_manifest(folder, name="tiny", settings=baseline.settings, provenance={})
    write_manifest(folder, manifest)
    return folder


@pytest.fixture
def make_run(tmp_path):
    """Give a function that makes a run folder with something of everything in it."""

    def make(*, model=None, f1=0.8, digest="e" * 64, status=RunStatus.FINISHED, metrics=()):
        run = RunFolder.create(tmp_path / "runs", name="news", registered_model="stance-news")
        run.log_params({"seed": 1, "model.dropout": 0.1, "tracking.uri": None})
        run.set_tags({"git.commit": "c" * 40, "stance.encoder": "all-MiniLM-L6-v2"})
        run.log_dataset(making.make_dataset())
        for step, values in enumerate(metrics or [{"train/loss": 1.5}, {"train/loss": 0.5}]):
            run.log_metrics(values, step=step)
        for folder in (run.artifacts_path, run.artifacts_path / "errors" / "dev"):
            write_whole("sentence\n", folder / "errors.csv")
        if model is not None:
            shutil.copytree(model, run.model_path)
            run.record_model(ModelFacts(dev_macro_f1=f1, dev_digest=digest))
        if status is not RunStatus.RUNNING:
            run.finish(status)
        return run

    return make


@pytest.fixture
def artifact_paths(client):
    """Give a function that lists a run's artifacts as MLflow sees them."""

    def walk(run_id, folder=""):
        found = []
        for one in client.list_artifacts(run_id, folder or None):
            found += walk(run_id, one.path) if one.is_dir else [one.path]
        return sorted(found)

    return walk


@pytest.fixture
def history(client):
    """Give a function that lists all points of a run's metric, in order of their steps."""

    def points(run_id, name):
        found = client.get_metric_history(run_id, name)
        return sorted((one.step, one.value) for one in found)

    return points


@pytest.fixture
def all_runs(client):
    """Give a function that lists every run of the store's experiment, deleted ones as well."""

    def runs():
        experiment = client.get_experiment_by_name("stance")
        return client.search_runs([experiment.experiment_id], run_view_type=3)

    return runs


@pytest.fixture
def fast_failures(monkeypatch):
    """Let MLflow wait a second for a silent server, not twenty."""
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "1")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Keep a forgotten URI from making a store in the repository."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setenv("MLFLOW_DISABLE_TELEMETRY", "true")
