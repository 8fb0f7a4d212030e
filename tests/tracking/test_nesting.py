import pytest

from stance.run_record.values import ModelFacts, RunStatus
from stance.tracking.runs import read_state
from stance.tracking.sending import RunUpload


@pytest.fixture
def series(make_run):
    """A running parent and its finished child."""
    parent = make_run(status=RunStatus.RUNNING)
    child = parent.child("seed-1")
    child.finish(RunStatus.FINISHED)
    return parent, child


def upload(run, uri):
    return RunUpload(run.path, uri=uri).send()


def parent_of(client, state):
    return client.get_run(state.run_id).data.tags.get("mlflow.parentRunId")


def test_a_child_is_nested_below_its_parent(series, store_uri, client):
    parent, child = series

    above, below = upload(parent, store_uri), upload(child, store_uri)

    assert parent_of(client, below) == above.run_id
    assert client.get_run(below.run_id).info.run_name == "seed-1"


def test_a_child_that_came_first_is_nested_as_soon_as_its_parent_is_there(
    series, store_uri, client
):
    parent, child = series
    upload_of_child = RunUpload(child.path, uri=store_uri)
    before = parent_of(client, upload_of_child.send())
    above = upload(parent, store_uri)

    below = upload_of_child.send()

    assert before is None
    assert parent_of(client, below) == above.run_id


def test_the_model_of_a_child_is_not_registered(make_run, store_uri, client):
    parent = make_run(status=RunStatus.RUNNING)
    child = parent.child("seed-1")
    child.record_model(ModelFacts(dev_macro_f1=0.9, dev_digest="d"))
    child.finish(RunStatus.FINISHED)

    upload(child, store_uri)

    assert read_state(child.path).complete
    assert client.search_registered_models() == []


def test_a_child_opened_again_goes_on(make_run):
    parent = make_run(status=RunStatus.RUNNING)
    first = parent.child("seed-1")
    first.log_params({"seed": 1})
    first.finish(RunStatus.KILLED)

    again = parent.child("seed-1")

    assert again.record.id == first.record.id
    assert again.record.params == {"seed": 1}
    again.finish(RunStatus.FINISHED)


def test_a_killed_making_of_a_child_is_made_again(make_run):
    parent = make_run(status=RunStatus.RUNNING)
    (parent.path / "children" / "seed-1").mkdir(parents=True)

    child = parent.child("seed-1")

    assert child.record.parent_id == parent.record.id
    child.finish(RunStatus.FINISHED)
