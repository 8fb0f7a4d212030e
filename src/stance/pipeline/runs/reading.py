"""A run folder as ``stance runs`` shows it: its record, what it came to, how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from stance.evaluation.grids import NOTHING
from stance.run_record.locking import observed_status
from stance.run_record.metrics import read_metrics, results
from stance.run_record.values import RunRecord, RunStatus, read_run

_MINUTE_S = 60
#: Tags that repeat what the record says of its data.
_DIGEST_TAG = "stance.digest."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRun:
    """A run folder, read.

    Attributes:
        folder: As the user named it.
        record: Its ``run.json``.
        status: KILLED if the record says it runs and no process does.
        metrics: What it came to, by name.
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

    Args:
        seconds: None if it has not ended.

    Returns:
        It in a unit that suits it.

    Examples:
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
