"""A run's model in MLflow: logged as a pyfunc from code, registered as a version."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stance.errors import RunFolderError
from stance.prediction.manifest import read_manifest
from stance.run_record.layout import MODEL_FOLDER
from stance.run_record.values import ModelFacts, RunRecord
from stance.tracking.default_store import default_store
from stance.tracking.pyfunc_saving import MODEL_NAME, save_pyfunc
from stance.tracking.upload_state import UploadState

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel

_DESCRIPTION = (
    "Labels each sentence of a news article as {choice}, and names its speaker. Give a column "
    "`text` with whole articles; the column `article` of the answer is a corpus record in JSON."
)


def ensure_logged_model(
    client: "MlflowClient", record: RunRecord, *, folder: Path, state: UploadState
) -> str:
    """Log the model in a run folder, unless that has been done.

    The client does it step by step: ``mlflow.pyfunc.log_model`` would need MLflow's global
    store, experiment and active run to be ours.

    Args:
        client: Of the store.
        record: The run.
        folder: The run folder.
        state: The run's place in the store.

    Returns:
        The model's id there.

    Raises:
        RunFolderError: If the folder has no model any more.
    """
    if not (folder / MODEL_FOLDER).is_dir():
        raise RunFolderError(folder, "its model/ is gone, so there is no model to log")
    model = _logged(client, state) or client.create_logged_model(
        state.experiment_id,
        name=MODEL_NAME,
        source_run_id=state.run_id,
        params={name: str(value) for name, value in record.params.items()},
        model_type="sentence classifier",
    )
    if model.status != "READY":  # also one that a killed process left half-logged
        with TemporaryDirectory() as name:
            local = Path(name) / "pyfunc"
            save_pyfunc(folder / MODEL_FOLDER, local, model=model)
            client.log_model_artifacts(model.model_id, str(local))
        client.finalize_logged_model(model.model_id, "READY")
    _link(client, state.run_id, model.model_id)
    return str(model.model_id)


def ensure_version(
    client: "MlflowClient",
    record: RunRecord,
    facts: ModelFacts,
    *,
    folder: Path,
    state: UploadState,
) -> str:
    """Register a logged model, unless that has been done.

    Args:
        client: Of the store.
        record: The run.
        facts: What the version's tags must say of the model.
        folder: The run folder.
        state: The run's place in the store, with its model.

    Returns:
        The version.
    """
    from mlflow.exceptions import MlflowException

    name = record.registered_model
    choice = read_manifest(folder / MODEL_FOLDER).label_scheme.choice
    description = _DESCRIPTION.format(choice=choice)
    try:
        client.create_registered_model(name, description=description, tags={"task": "stance"})
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    found = client.search_model_versions(f"name = '{name}' and run_id = '{state.run_id}'")
    if found:
        return str(found[0].version)
    with default_store(client.tracking_uri):
        made = client.create_model_version(
            name,
            source=f"models:/{state.model_id}",
            run_id=state.run_id,
            model_id=state.model_id,
            description=f"{record.name}: macro-F1 {facts.dev_macro_f1:.4f} on dev",
            tags={
                "dev_macro_f1": repr(facts.dev_macro_f1),
                "dev_digest": facts.dev_digest,
                "stance.run_id": record.id,
            },
        )
    return str(made.version)


def _logged(client: "MlflowClient", state: UploadState) -> "LoggedModel | None":
    found = client.search_logged_models(
        [state.experiment_id],
        filter_string=f"name = '{MODEL_NAME}' AND source_run_id = '{state.run_id}'",
        max_results=1,
    )
    return found[0] if found else None


def _link(client: "MlflowClient", run_id: str, model_id: str) -> None:
    """Name the model as the run's output, once."""
    from mlflow.entities import LoggedModelOutput

    outputs = client.get_run(run_id).outputs
    known = [one.model_id for one in outputs.model_outputs] if outputs else []
    if model_id not in known:
        client.log_outputs(run_id, [LoggedModelOutput(model_id, step=0)])
