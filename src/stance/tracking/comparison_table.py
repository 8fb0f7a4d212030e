"""A table of an MLflow run, which the UI shows."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from stance.errors import TrackingError
from stance.tracking.store import open_client, quiet_mlflow, translated, without_password
from stance.tracking.upload_state import read_state

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
