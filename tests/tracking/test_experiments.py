import json

from stance.tracking.runs import VIEW, ensure_experiment


def tags(client, uri):
    return client.get_experiment(ensure_experiment(client, "stance", uri=uri)).tags


def test_a_new_experiment_is_one_of_training_and_described(client, store_uri):
    found = tags(client, store_uri)

    assert found["mlflow.experimentKind"] == "custom_model_development"
    assert "dev/macro_f1" in found["mlflow.note.content"]


def test_a_view_shows_how_good_runs_are(client, store_uri):
    view = json.loads(tags(client, store_uri)[f"mlflow.sharedViewState.{VIEW}"])

    assert view["name"] == "Scores"
    assert "metrics.`dev/macro_f1`" in json.loads(view["state"])["selectedColumns"]


def test_an_experiment_of_an_earlier_version_gets_what_it_lacks(client, store_uri):
    made = client.create_experiment("stance")
    client.set_experiment_tag(made, "mlflow.note.content", "mine")

    found = tags(client, store_uri)

    assert found["mlflow.note.content"] == "mine"
    assert f"mlflow.sharedViewState.{VIEW}" in found
