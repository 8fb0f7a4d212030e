"""A run's numbers: ``metrics.jsonl``, one line for each time that some were recorded."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Protocol

from stance.run_record.naming import is_on_the_way, todays_name
from stance.run_record.values import METRICS_FILE


class MetricSink(Protocol):
    """Where a run's numbers go: its folder, which needs no server."""

    def log_metrics(self, metrics: Mapping[str, float], *, step: int) -> None:
        """Record numbers at a step (an optimizer step, or a second)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPoint:
    """One number at one step.

    Attributes:
        name: Such as ``dev/macro_f1``.
        value: May be infinite or not a number.
        step: Optimizer step or second, as the metric's meaning has it.
        time_ms: When it was recorded, milliseconds since 1970, UTC.
    """

    name: str
    value: float
    step: int
    time_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricLog:
    """A stretch of ``metrics.jsonl``.

    ``end`` counts bytes from the start of the file to the end of the last whole line.
    """

    points: tuple[MetricPoint, ...]
    end: int


def metric_line(metrics: Mapping[str, float], *, step: int, time_ms: int) -> bytes:
    r"""Give one line of ``metrics.jsonl``; a value that JSON does not have is written as a string.

    >>> metric_line({"loss": float("nan")}, step=3, time_ms=7)
    b'{"step": 3, "time_ms": 7, "metrics": {"loss": "nan"}}\n'
    """
    plain = {
        name: value if isfinite(value) else str(value)
        for name, value in ((name, float(value)) for name, value in metrics.items())
    }
    row = {"step": step, "time_ms": time_ms, "metrics": plain}
    return f"{json.dumps(row, allow_nan=False)}\n".encode()


def read_metrics(folder: Path, *, start: int = 0) -> MetricLog:
    """Read the metrics of a run, without a last line that is still being written.

    ``start`` skips bytes: the ``end`` of an earlier reading. A line that a power cut has spoilt is
    left out; names are today's.
    """
    try:
        with (folder / METRICS_FILE).open("rb") as file:
            file.seek(start)
            content = file.read()
    except FileNotFoundError:
        return MetricLog(points=(), end=start)
    whole = content[: content.rfind(b"\n") + 1]
    points = tuple(point for line in whole.splitlines() for point in _points(line))
    return MetricLog(points=points, end=start + len(whole))


def mend_metrics(folder: Path) -> MetricLog:
    """Cut off a last line that a killed process left half-written."""
    log = read_metrics(folder)
    if (folder / METRICS_FILE).exists():
        os.truncate(folder / METRICS_FILE, log.end)
    return log


def latest(log: MetricLog) -> dict[str, float]:
    """Give each metric's last recorded value, by name."""
    return {point.name: point.value for point in log.points}


def results(log: MetricLog) -> dict[str, float]:
    """Give the last value of each metric that says what a run came to, by name.

    Left out are the metrics of the way there and of the machine.
    """
    return {name: value for name, value in latest(log).items() if not is_on_the_way(name)}


def _points(line: bytes) -> Iterator[MetricPoint]:
    try:
        row = json.loads(line)
        step, time_ms = int(row["step"]), int(row["time_ms"])
        values = {todays_name(str(name)): float(value) for name, value in row["metrics"].items()}
    except (ValueError, LookupError, TypeError, AttributeError):
        return
    for name, value in values.items():
        yield MetricPoint(name=name, value=value, step=step, time_ms=time_ms)
