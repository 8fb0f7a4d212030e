"""Which MLflow run a run folder belongs to: one, and never a second."""

from typing import TYPE_CHECKING

from stance.errors import TrackingError
from stance.run_record.values import RunRecord
from stance.tracking.entities import RUN_ID_TAG, tags
from stance.tracking.experiments import DELETED, ensure_experiment
from stance.tracking.upload_state import UploadState

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run


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
