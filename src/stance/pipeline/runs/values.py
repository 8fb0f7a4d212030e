"""``stance runs list`` and ``show`` with ``--json``: runs as plain values, in full."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path

from stance.pipeline.runs.reading import ReadRun, seconds
from stance.pipeline.runs.runs import RunSummary
from stance.run_record.values import RunRecord, RunStatus
from stance.tracking.upload_state import UploadState, read_state


def list_values(runs: Sequence[RunSummary]) -> list[dict[str, object]]:
    """Give runs as plain values, ready for JSON."""
    return [
        _head(one.folder, one.record, status=one.status)
        | {"dev_macro_f1": one.dev_macro_f1, "mlflow": _mlflow(one.upload)}
        for one in runs
    ]


def show_values(folder: Path) -> dict[str, object]:
    """Give what a run is as plain values, ready for JSON.

    A result that is no finite number is null.
    """
    run = ReadRun.read(folder)
    record = run.record
    return _head(folder, record, status=run.status) | {
        "id": record.id,
        "parent_id": record.parent_id,
        "experiment": record.experiment,
        "registered_model": record.registered_model,
        "tags": record.tags,
        "mlflow": _mlflow(read_state(folder)),
        "data": [one.model_dump(mode="json") for one in record.datasets],
        "settings": record.params,
        "results": {name: finite(one) for name, one in run.metrics.items()},
    }


def finite(value: float | None) -> float | None:
    """Give a result as JSON can hold it: None if it is no finite number."""
    return value if value is not None and isfinite(value) else None


def _head(folder: Path, record: RunRecord, *, status: RunStatus) -> dict[str, object]:
    return {
        "folder": folder.as_posix(),
        "name": record.name,
        "status": status.value.lower(),
        "started": _time(record.started_ms),
        "seconds": seconds(record),
    }


def _mlflow(state: UploadState | None) -> dict[str, object] | None:
    if state is None:
        return None
    return {
        "uri": state.uri,
        "run_id": state.run_id,
        "model_version": state.model_version,
        "complete": state.complete,
    }


def _time(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
