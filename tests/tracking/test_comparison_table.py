"""A comparison's table in a real MLflow store."""

import pytest

from stance.errors import TrackingError
from stance.tracking.runs import attach_table
from stance.tracking.sending import RunUpload

COLUMNS = {"measure": ["accuracy", "macro_f1"], "first": [0.5, 0.25], "second": [0.75, 0.5]}
NAME = "comparisons/a-and-b.json"


@pytest.fixture
def run(make_run, store_uri):
    run = make_run()
    RunUpload(run.path, uri=store_uri).send()
    return run


def table_of(client, run):
    (found,) = client.search_runs(["1"], filter_string=f"run_name = '{run.path.name}'")
    return client.load_table("1", NAME, run_ids=[found.info.run_id])


def test_mlflow_knows_it_as_a_table(run, store_uri, client, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)  # load_table asks the store of the process

    attach_table(run.path, COLUMNS, name=NAME, uri=store_uri)

    assert table_of(client, run).to_dict("list") == COLUMNS


def test_a_second_one_replaces_the_first(run, store_uri, client, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store_uri)
    attach_table(run.path, COLUMNS, name=NAME, uri=store_uri)

    attach_table(run.path, {**COLUMNS, "first": [0.0, 0.0]}, name=NAME, uri=store_uri)

    assert table_of(client, run)["first"].tolist() == [0.0, 0.0]


def test_a_run_that_is_not_there_is_refused(make_run, store_uri):
    with pytest.raises(TrackingError, match=r"is not in MLflow at sqlite.*stance runs upload"):
        attach_table(make_run().path, COLUMNS, name=NAME, uri=store_uri)


def test_a_run_of_another_store_is_refused(run):
    with pytest.raises(TrackingError, match=r"is not in MLflow at sqlite:///elsewhere\.db"):
        attach_table(run.path, COLUMNS, name=NAME, uri="sqlite:///elsewhere.db")
