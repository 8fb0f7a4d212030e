"""A run's model in MLflow: logged as a pyfunc from code, registered as a version."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import stance
from stance.errors import RunFolderError
from stance.prediction.manifest import read_manifest
from stance.run_record.values import ModelFacts, RunRecord
from stance.tracking.descriptions import NOTE_TAG, describe_model, describe_registered
from stance.tracking.entities import params
from stance.tracking.upload_state import UploadState

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel

_VARIABLE = "MLFLOW_TRACKING_URI"


@contextmanager
def default_store(uri: str) -> Iterator[None]:
    """Make a store MLflow's default meanwhile: its registry looks logged models up in that one."""
    import mlflow

    before = os.environ.get(_VARIABLE)
    mlflow.set_tracking_uri(uri)
    try:
        yield
    finally:
        mlflow.set_tracking_uri(None)  # forgets the variable too
        if before is not None:
            os.environ[_VARIABLE] = before


#: Name of the model's folder among the pyfunc's artifacts.
MODEL_NAME = "model"
_CODE_FILE = Path(__file__).with_name("pyfunc_model.py")
#: MLflow, its table in and out, and what predicting needs; pinned to what is installed now.
_PACKAGES = (
    *("mlflow", "pandas"),
    *("numpy", "nupunkt", "onnxruntime", "pydantic", "rich", "tokenizers"),
)


def save_pyfunc(model_folder: Path, target: Path, *, model: "LoggedModel") -> None:
    """Write a pyfunc; its requirements are given, for MLflow would find them by trial.

    The code of this package goes with it, for no index need have the version that made it.
    """
    import mlflow.pyfunc
    from mlflow.models import Model

    from stance.tracking.pyfunc import input_example, signature

    with TemporaryDirectory() as name:
        code = Path(name) / "stance"
        ignored = shutil.ignore_patterns("bundled", "__pycache__")
        shutil.copytree(Path(stance.__file__).parent, code, ignore=ignored)
        mlflow.pyfunc.save_model(
            str(target),
            python_model=str(_CODE_FILE),
            artifacts={MODEL_NAME: str(model_folder)},
            code_paths=[str(code)],
            signature=signature(read_manifest(model_folder)),
            input_example=input_example(),
            pip_requirements=[f"{package}=={version(package)}" for package in _PACKAGES],
            mlflow_model=Model(
                artifact_path=model.artifact_location,
                run_id=model.source_run_id,
                model_uuid=model.model_id,
                model_id=model.model_id,
            ),
        )


#: MLflow's own tag of a logged model: the versions that it is registered as.
_VERSIONS_TAG = "mlflow.modelVersions"


def ensure_logged_model(
    client: "MlflowClient", record: RunRecord, *, model_folder: Path, state: UploadState
) -> str:
    """Log the model of a run, unless that has been done.

    The client does it step by step: ``mlflow.pyfunc.log_model`` would need MLflow's global
    store, experiment and active run to be ours.
    """
    if not model_folder.is_dir():
        raise RunFolderError(
            model_folder.parent, f"its {model_folder.name}/ is gone, so there is no model to log"
        )
    model = _logged(client, state) or client.create_logged_model(
        state.experiment_id,
        name=_name(record),
        source_run_id=state.run_id,
        params={one.key: one.value for one in params(record.params)},
        model_type="sentence classifier",
    )
    if model.status != "READY":  # also one that a killed process left half-logged
        with TemporaryDirectory() as name:
            local = Path(name) / "pyfunc"
            save_pyfunc(model_folder, local, model=model)
            client.log_model_artifacts(model.model_id, str(local))
        client.finalize_logged_model(model.model_id, "READY")
    _link(client, state.run_id, model.model_id)
    if NOTE_TAG not in model.tags:
        client.set_logged_model_tags(
            model.model_id, {NOTE_TAG: describe_model(record, model.model_id)}
        )
    return str(model.model_id)


def ensure_version(
    client: "MlflowClient",
    record: RunRecord,
    facts: ModelFacts,
    *,
    model_folder: Path,
    state: UploadState,
) -> str:
    """Register a logged model, unless that has been done."""
    name, model_id = record.registered_model, str(state.model_id)
    _ensure_registered_model(client, name, choice=read_manifest(model_folder).label_scheme.choice)
    found = client.search_model_versions(f"name = '{name}' and run_id = '{state.run_id}'")
    version = str(found[0].version) if found else None
    if version is None:
        with default_store(client.tracking_uri):
            made = client.create_model_version(
                name,
                source=f"models:/{model_id}",
                run_id=state.run_id,
                model_id=model_id,
                description=describe_model(record, model_id),
                tags={
                    "dev_macro_f1": repr(facts.dev_macro_f1),
                    "dev_digest": facts.dev_digest,
                    "stance.run_id": record.id,
                },
            )
        version = str(made.version)
    _name_version(client, model_id, name=name, version=version)
    return version


def _ensure_registered_model(client: "MlflowClient", name: str, *, choice: str) -> None:
    from mlflow.exceptions import MlflowException

    description = describe_registered(name, choice)
    try:
        client.create_registered_model(name, description=description, tags={"task": "stance"})
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
        if not client.get_registered_model(name).description:
            client.update_registered_model(name, description=description)


def _name_version(client: "MlflowClient", model_id: str, *, name: str, version: str) -> None:
    """Name the version with the logged model, or its page says that it is not registered.

    A server does it by itself, a store without one does not.
    """
    tags = client.get_logged_model(model_id).tags
    versions = json.loads(tags.get(_VERSIONS_TAG, "[]"))
    own = {"name": name, "version": version}
    if own not in [{**one, "version": str(one["version"])} for one in versions]:
        client.set_logged_model_tags(model_id, {_VERSIONS_TAG: json.dumps([*versions, own])})


def _name(record: RunRecord) -> str:
    """Give a logged model the name of its run, in the characters that MLflow allows."""
    return re.sub(r"[^\w-]", "_", record.name)


def _logged(client: "MlflowClient", state: UploadState) -> "LoggedModel | None":
    found = client.search_logged_models(
        [state.experiment_id],
        filter_string=f"source_run_id = '{state.run_id}'",
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
