"""The MLflow experiment of runs: found or made, described, with a view that shows scores."""

import json
import time
from typing import TYPE_CHECKING

from stance.errors import TrackingError
from stance.run_record.naming import DEV
from stance.tracking.descriptions import EXPERIMENT, NOTE_TAG
from stance.tracking.sqlite_store import artifact_root, database_path

if TYPE_CHECKING:
    from mlflow import MlflowClient

#: Address of the view in the UI.
VIEW = "scores"
DELETED = "deleted"
_VIEW_TAG = f"mlflow.sharedViewState.{VIEW}"
#: So that the UI shows runs of training, and not pages about traces of language models.
_KIND = {"mlflow.experimentKind": "custom_model_development"}
_COLUMNS = (
    *(f"metrics.`{DEV}/{name}`" for name in ("macro_f1", "right_speaker", "ece")),
    *("tags.`stance.config`", "attributes.`Models`"),
)


def ensure_experiment(client: "MlflowClient", name: str, *, uri: str) -> str:
    """Find an experiment, or make it, and give it what the UI needs; what people wrote stays.

    Artifacts of an SQLite file lie in ``mlartifacts`` beside it.
    """
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        database = database_path(uri)
        location = None if database is None else artifact_root(database).as_uri()
        return str(client.create_experiment(name, artifact_location=location, tags=_tags()))
    if experiment.lifecycle_stage == DELETED:
        raise TrackingError(
            f"the experiment {name!r} has been deleted in MLflow; run: "
            f"mlflow experiments restore --experiment-id {experiment.experiment_id}"
        )
    for tag, value in _tags().items():
        if tag not in experiment.tags:
            client.set_experiment_tag(experiment.experiment_id, tag, value)
    return str(experiment.experiment_id)


def _tags() -> dict[str, str]:
    return {NOTE_TAG: EXPERIMENT, _VIEW_TAG: _view(), **_KIND}


def _view() -> str:
    """Give a saved view as the UI keeps it: columns and order of the list of runs."""
    now_ms = time.time_ns() // 1_000_000
    state = {
        "orderByKey": "attributes.start_time",
        "orderByAsc": False,
        "selectedColumns": _COLUMNS,
        "runsExpanded": {},
    }
    view = {"name": VIEW.title(), "createdAt": now_ms, "updatedAt": now_ms}
    return json.dumps(view | {"state": json.dumps(state)})
