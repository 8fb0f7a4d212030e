"""``stance runs list`` and ``show``: what a run is, as tables and as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Self

from stance.evaluation.grids import NOTHING, Grid
from stance.pipeline.runs.runs import RunSummary, mlflow_facts
from stance.run_record.locking import observed_status
from stance.run_record.metrics import read_metrics, results
from stance.run_record.values import RunRecord, RunStatus, read_run
from stance.tracking.upload_state import UploadState, read_state

_MINUTE_S = 60
#: Tags that repeat what the record says of its data.
_DIGEST_TAG = "stance.digest."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRun:
    """A run folder, read.

    The status is KILLED if the record says it runs and no process does.
    """

    folder: Path
    record: RunRecord
    status: RunStatus
    metrics: Mapping[str, float]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a run folder."""
        record = read_run(folder)
        return cls(
            folder=folder,
            record=record,
            status=observed_status(folder, record),
            metrics=results(read_metrics(folder)),
        )

    @property
    def facts(self) -> dict[str, str]:
        """How the run went and what made it, as a person reads it."""
        record = self.record
        facts = {
            "status": self.status.value.lower(),
            "started": minute(record.started_ms),
            "took": duration(seconds(record)),
            "experiment": record.experiment,
        }
        tags = {name: tag for name, tag in record.tags.items() if not name.startswith(_DIGEST_TAG)}
        return facts | tags


def seconds(record: RunRecord) -> float | None:
    """Give how long a run took; None while it runs, or if it was killed."""
    return None if record.ended_ms is None else (record.ended_ms - record.started_ms) / 1000


def duration(seconds: float | None) -> str:
    """Word how long a run took.

    >>> duration(9.4), duration(125), duration(7500), duration(None)
    ('9 s', '2 min', '2 h 05 min', '–')
    """
    if seconds is None:
        return NOTHING
    if seconds < _MINUTE_S:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / _MINUTE_S), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def minute(ms: int) -> str:
    """Give a time to the minute, in UTC; ``ms`` are milliseconds since 1970."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"


#: Signs of a digest that are shown to people; so many never were the same by chance.
DIGEST_LENGTH = 12
_LONGEST_VALUE = 200


def list_grid(runs: Sequence[RunSummary]) -> Grid:
    """Lay out runs as a table, a line each."""
    return Grid(
        title=f"{len(runs)} run{'s' * (len(runs) != 1)}",
        header=("run", "status", "took", "dev macro-F1", "in MLflow"),
        rows=[
            (
                str(one.folder),
                one.status.value.lower(),
                duration(seconds(one.record)),
                number(one.dev_macro_f1),
                _held(one.upload),
            )
            for one in runs
        ],
        words=("status", "in MLflow"),
    )


def show_run(folder: Path) -> list[Grid]:
    """Give what a run is: how it went, its data, its settings, its results."""
    run = ReadRun.read(folder)
    return [
        _pairs(run.record.name, {**run.facts, **mlflow_facts(folder)}),
        Grid(
            title="Data",
            header=("part", "for", "articles", "sentences", "digest", "files"),
            rows=list(_data(run.record)),
            words=("for", "digest", "files"),
        ),
        _pairs("Settings", {name: shown(one) for name, one in run.record.params.items()}),
        Grid(
            title="Results",
            header=("", "value"),
            rows=[(name, number(one)) for name, one in run.metrics.items()],
        ),
    ]


def number(value: float | None) -> str:
    """Give a result as a table shows it."""
    return NOTHING if value is None else f"{value:.4f}"


def shown(setting: object) -> str:
    """Give a setting as a table shows it; one that would fill a screen is cut short.

    >>> shown(None), shown(0.5)
    ('–', '0.5')
    >>> shown("x" * 5000)[-23:]
    'xxx… (5,000 characters)'
    """
    text = NOTHING if setting is None else str(setting)
    if len(text) <= _LONGEST_VALUE:
        return text
    return f"{text[:_LONGEST_VALUE]}… ({len(text):,} characters)"


def _held(state: UploadState | None) -> str:
    return "no" if state is None else "yes" if state.complete else "in part"


def _data(record: RunRecord) -> Iterator[tuple[str, ...]]:
    for one in record.datasets:
        counts = (str(one.n_articles), str(one.n_sentences))
        yield (one.name, one.context.value, *counts, one.digest[:DIGEST_LENGTH], one.source)


def _pairs(title: str, values: Mapping[str, str]) -> Grid:
    rows = list(values.items())
    return Grid(title=title, header=("", "value"), rows=rows, words=("value",))


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
