"""``stance runs show`` and ``diff``: what a run is, and in what two runs differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stance.evaluation.grids import NOTHING, Grid
from stance.pipeline.runs import mlflow_facts
from stance.run_record.locking import observed_status
from stance.run_record.metrics import read_metrics, results
from stance.run_record.naming import DEV
from stance.run_record.values import DatasetContext, RunRecord, read_run

_DIGEST_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    folder: Path
    record: RunRecord
    metrics: Mapping[str, float]


def show_run(folder: Path) -> list[Grid]:
    """Give what a run is: how it went, its data, its settings, its results.

    Args:
        folder: The run folder.

    Returns:
        A table for each.

    Raises:
        RunFolderError: If it is no run folder, or damaged.
    """
    run = _read(folder)
    facts = {**_facts(run), **run.record.tags, **mlflow_facts(folder)}
    data = [
        (one.name, one.context.value, str(one.n_articles), str(one.n_sentences), one.source)
        for one in run.record.datasets
    ]
    return [
        _pairs(run.record.name, facts),
        Grid(title="Data", header=("part", "for", "articles", "sentences", "files"), rows=data),
        _pairs("Settings", {name: str(one) for name, one in run.record.params.items()}),
        _pairs("Results", {name: _number(one) for name, one in run.metrics.items()}),
    ]


def diff_runs(first: Path, second: Path) -> list[Grid]:
    """Give in what two runs differ; what is the same in both is left out.

    Args:
        first: A run folder.
        second: Another one.

    Returns:
        A table each of how they went, their data, their settings and their results. Results on
        different data are marked, since they do not compare.

    Raises:
        RunFolderError: If one is no run folder, or damaged.
    """
    one, other = _read(first), _read(second)
    tables = {
        "Run": ({**_facts(one), **one.record.tags}, {**_facts(other), **other.record.tags}),
        "Data": (_data(one.record), _data(other.record)),
        "Settings": (_settings(one.record), _settings(other.record)),
    }
    grids = [
        Grid(title=title, header=(title.lower(), "first", "second"), rows=list(_differing(*sides)))
        for title, sides in tables.items()
    ]
    return [*grids, _results(one, other)]


def _read(folder: Path) -> _Run:
    return _Run(folder=folder, record=read_run(folder), metrics=results(read_metrics(folder)))


def _facts(run: _Run) -> dict[str, str]:
    record = run.record
    facts = {
        "status": observed_status(run.folder, record).value.lower(),
        "started": _time(record.started_ms),
        "experiment": record.experiment,
    }
    if record.ended_ms is not None:
        facts["took"] = f"{(record.ended_ms - record.started_ms) / 1000:.0f} s"
    return facts


def _data(record: RunRecord) -> dict[str, str]:
    return {
        f"{one.context.value} {one.name}": f"{one.digest[:_DIGEST_LENGTH]} "
        f"({one.n_articles} articles)"
        for one in record.datasets
    }


def _settings(record: RunRecord) -> dict[str, str]:
    return {name: str(one) for name, one in record.params.items()}


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for name in dict.fromkeys([*one, *other]):
        sides = one.get(name, NOTHING), other.get(name, NOTHING)
        if sides[0] != sides[1]:
            yield (name, *sides)


def _results(one: _Run, other: _Run) -> Grid:
    digests = {part.name: part.digest for part in one.record.datasets}
    others = {part.name: part.digest for part in other.record.datasets}
    elsewhere = {name for name in digests if others.get(name, digests[name]) != digests[name]}
    if _dev_digests(one.record) != _dev_digests(other.record):
        elsewhere.add(DEV)
    rows = []
    for name in dict.fromkeys([*one.metrics, *other.metrics]):
        first, second = one.metrics.get(name), other.metrics.get(name)
        if first == second:
            continue
        mark = "*" if name.partition("/")[0] in elsewhere else ""
        rows.append((name, _number(first), _number(second), mark or _change(first, second)))
    return Grid(
        title="Results",
        header=("results", "first", "second", "change"),
        rows=rows,
        note="* measured on different data; stance compare tells whether a change means anything"
        if elsewhere
        else "stance compare tells whether a change means anything",
    )


def _dev_digests(record: RunRecord) -> list[str]:
    return [part.digest for part in record.datasets if part.context is DatasetContext.DEV][:1]


def _change(first: float | None, second: float | None) -> str:
    return NOTHING if first is None or second is None else f"{second - first:+.4f}"


def _pairs(title: str, values: Mapping[str, str]) -> Grid:
    return Grid(title=title, header=("", "value"), rows=list(values.items()))


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.4f}"


def _time(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(" ", "seconds")
