"""From a model's address in MLflow to a folder on this machine."""

import atexit
import re
import shutil
from pathlib import Path
from tempfile import mkdtemp

from stance.errors import ArtifactError
from stance.prediction.manifest import MANIFEST_FILE
from stance.tracking.store import (
    check_store,
    database_path,
    existing_store,
    open_client,
    quiet_mlflow,
    translated,
)


def resolve_model(address: str) -> Path:
    """Give the model folder behind an MLflow address.

    Args:
        address: ``models:/stance-news@champion``, ``models:/stance-news/3``, ``models:/m-…`` or
            ``runs:/…/model``, a run's only one, in the store that ``MLFLOW_TRACKING_URI`` names,
            else ``mlflow.db``.

    Returns:
        The folder: that of the store itself if it is on this machine, else a download, which
        lasts as long as the process.

    Raises:
        TrackingError: If the store does not answer or has no such model.
        ArtifactError: If that is no model of ours.
    """
    return fetch_model(address, uri=existing_store(None))


def fetch_model(address: str, *, uri: str) -> Path:
    """Give the model folder behind an address in a certain store.

    As ``resolve_model`` does.
    """
    with quiet_mlflow(), translated(uri):
        check_store(uri)
        pyfunc = _download(address, uri)
    found = sorted(pyfunc.rglob(MANIFEST_FILE))
    if not found:
        raise ArtifactError(address, f"not a model of stance: it has no {MANIFEST_FILE}")
    return found[0].parent


def _download(address: str, uri: str) -> Path:
    from mlflow.artifacts import download_artifacts

    is_local = database_path(uri) is not None
    target = None if is_local else mkdtemp(prefix="stance-model-")
    if target is not None:
        atexit.register(shutil.rmtree, target, ignore_errors=True)
    address = _logged_by(address, uri) or address
    return Path(download_artifacts(artifact_uri=address, dst_path=target, tracking_uri=uri))


def _logged_by(address: str, uri: str) -> str | None:
    """Give the address of the model that a run logged, which is called after the run."""
    found = re.fullmatch(r"runs:/(\w+)/model", address)
    if found is None:
        return None
    outputs = open_client(uri).get_run(found[1]).outputs
    models = outputs.model_outputs if outputs else []
    return f"models:/{models[0].model_id}" if models else None
