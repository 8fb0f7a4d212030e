"""The MLflow run of a run folder: one, never a second; its experiment, and its tables."""

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stance.errors import TrackingError
from stance.run_record.naming import DEV
from stance.run_record.values import RunRecord
from stance.tracking.descriptions import EXPERIMENT, NOTE_TAG
from stance.tracking.entities import RUN_ID_TAG, tags
from stance.tracking.store import (
    artifact_root,
    database_path,
    open_client,
    quiet_mlflow,
    translated,
    without_password,
)
from stance.tracking.upload_state import UploadState, read_state

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

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


def ensure_run(
    client: "MlflowClient", record: RunRecord, *, uri: str, known: UploadState | None
) -> UploadState:
    """Find the MLflow run of a run folder, or make it.

    ``known`` is what the folder says has been sent, perhaps to another store. A run that was
    deleted there is a ``TrackingError``.
    """
    if known is not None and known.uri == uri:
        run = _run_by_id(client, known.run_id)
        if run is not None and run.data.tags.get(RUN_ID_TAG) == record.id:
            _refuse_deleted(run)
            return known
    experiment_id = ensure_experiment(client, record.experiment, uri=uri)
    run = find_run(client, experiment_id, record.id) or client.create_run(
        experiment_id, start_time=record.started_ms, tags=tags(record), run_name=record.name
    )
    _refuse_deleted(run)
    return UploadState(uri=uri, experiment_id=experiment_id, run_id=run.info.run_id)


def find_run(client: "MlflowClient", experiment_id: str, own_id: str) -> "Run | None":
    """Find the MLflow run of a run folder by its tag."""
    from mlflow.entities import ViewType

    found = client.search_runs(
        [experiment_id],
        filter_string=f"tags.`{RUN_ID_TAG}` = '{own_id}'",
        run_view_type=ViewType.ALL,
        max_results=1,
    )
    return found[0] if found else None


def _run_by_id(client: "MlflowClient", run_id: str) -> "Run | None":
    from mlflow.exceptions import MlflowException

    try:
        return client.get_run(run_id)
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return None
        raise


def _refuse_deleted(run: "Run") -> None:
    if run.info.lifecycle_stage == DELETED:
        raise TrackingError(
            f"the run has been deleted in MLflow and is left so; to have it back, run: "
            f"mlflow runs restore --run-id {run.info.run_id}"
        )


#: MLflow's own tag, which lists a run's tables.
_TABLES_TAG = "mlflow.loggedArtifacts"


def attach_table(
    folder: Path, columns: Mapping[str, Sequence[str | float]], *, name: str, uri: str
) -> str:
    """Put a table into the MLflow run of a run folder, under Artifacts and in the evaluation view.

    MLflow's ``log_table`` would add to a table that is there; this replaces it.
    """
    state = read_state(folder)
    if state is None or state.uri != without_password(uri):
        raise TrackingError(
            f"{folder} is not in MLflow at {without_password(uri)}; "
            f"run: stance runs upload {folder}"
        )
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    with quiet_mlflow(), translated(uri):
        client = open_client(uri)
        client.log_dict(state.run_id, {"columns": list(columns), "data": rows}, name)
        tables = json.loads(client.get_run(state.run_id).data.tags.get(_TABLES_TAG, "[]"))
        table = {"path": name, "type": "table"}
        if table not in tables:
            client.set_tag(state.run_id, _TABLES_TAG, json.dumps([*tables, table]))
    return f"run {state.run_id} at {state.uri}: {name}"
