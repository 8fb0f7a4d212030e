"""``stance runs list``, ``show`` and ``diff``: runs as tables and as plain values."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import TypeAlias, TypeVar

from stance.invocation import program
from stance.pipeline.runs.runs import RunSummary, mlflow_facts, summarise_run
from stance.rendering.grids import NOTHING, Grid
from stance.run_record.naming import DEV
from stance.run_record.values import DatasetContext, RunRecord
from stance.tracking.runs import UploadState

_MINUTE_S = 60
#: Tags that repeat what the record says of its data.
_DIGEST_TAG = "stance.digest."
#: Signs of a digest that are shown to people; so many never were the same by chance.
_DIGEST_LENGTH = 12
_LONGEST_VALUE = 200

Setting: TypeAlias = str | int | float | bool | None
T = TypeVar("T")

#: Settings that only one kind of model reads, by how their names begin.
_OF_KIND = {
    "baseline": ("baseline.",),
    "network": (
        *("model.encoder", "model.window.", "model.dropout", "model.attention_dropout"),
        *("model.freeze_word_embeddings", "model.layers", "model.sentence_layers"),
        *("training.", "mentions.", "speech.", "export."),
    ),
}
_KIND = "model.kind"
#: What says where a run went and not how it was trained.
_ABOUT_THE_RUN = ("name", "tracking.", "promotion.")
#: Topics that are told after the results.
_LAST = ("Run", "Files")
_SIDES = ("first", "second")
#: Fields of a corpus part that say where it lies and not what it holds.
_PLACES = ("files", "split", "name", "optional")


def _facts(run: RunSummary) -> dict[str, str]:
    """Give how a run went and what made it, as a person reads it."""
    record = run.record
    return {
        "status": run.status.value.lower(),
        "started": f"{datetime.fromtimestamp(record.started_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC",
        "took": _duration(record.seconds),
        "experiment": record.experiment,
        **{name: tag for name, tag in record.tags.items() if not name.startswith(_DIGEST_TAG)},
    }


def _duration(seconds: float | None) -> str:
    """Word how long a run took.

    >>> _duration(9.4), _duration(125), _duration(7500), _duration(None)
    ('9 s', '2 min', '2 h 05 min', '–')
    """
    if seconds is None:
        return NOTHING
    if seconds < _MINUTE_S:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / _MINUTE_S), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def list_grid(runs: Sequence[RunSummary]) -> Grid:
    """Lay out runs as a table, a line each."""
    return Grid(
        title=f"{len(runs)} run{'s' * (len(runs) != 1)}",
        header=("run", "status", "took", "dev macro-F1", "in MLflow"),
        rows=[
            (
                str(one.folder),
                one.status.value.lower(),
                _duration(one.record.seconds),
                _number(one.dev_macro_f1),
                _held(one.upload),
            )
            for one in runs
        ],
        words=("status", "in MLflow"),
    )


def show_run(folder: Path) -> list[Grid]:
    """Give what a run is: how it went, its data, its settings, its results."""
    run = summarise_run(folder)
    return [
        _pairs(run.record.name, _facts(run) | mlflow_facts(folder)),
        Grid(
            title="Data",
            header=("part", "for", "articles", "sentences", "digest", "files"),
            rows=[
                (
                    *(one.name, one.context.value, str(one.n_articles), str(one.n_sentences)),
                    *(one.digest[:_DIGEST_LENGTH], one.source),
                )
                for one in run.record.datasets
            ],
            words=("for", "digest", "files"),
        ),
        _pairs("Settings", {name: _shown(one) for name, one in run.record.params.items()}),
        Grid(
            title="Results",
            header=("", "value"),
            rows=[(name, _number(one)) for name, one in run.results.items()],
        ),
    ]


def _number(value: float | None) -> str:
    """Give a result as a table shows it."""
    return NOTHING if value is None else f"{value:.4f}"


def _shown(setting: object) -> str:
    """Give a setting as a table shows it; one that would fill a screen is cut short.

    >>> _shown(None), _shown(0.5)
    ('–', '0.5')
    >>> _shown("x" * 5000)[-23:]
    'xxx… (5,000 characters)'
    """
    text = NOTHING if setting is None else str(setting)
    if len(text) <= _LONGEST_VALUE:
        return text
    return f"{text[:_LONGEST_VALUE]}… ({len(text):,} characters)"


def _held(state: UploadState | None) -> str:
    return "no" if state is None else "yes" if state.complete else "in part"


def _pairs(title: str, values: Mapping[str, str]) -> Grid:
    rows = list(values.items())
    return Grid(title=title, header=("", "value"), rows=rows, words=("value",))


def list_values(runs: Sequence[RunSummary]) -> list[dict[str, object]]:
    """Give runs as plain values, ready for JSON."""
    return [
        _head(one) | {"dev_macro_f1": one.dev_macro_f1, "mlflow": _mlflow(one.upload)}
        for one in runs
    ]


def show_values(folder: Path) -> dict[str, object]:
    """Give what a run is as plain values, ready for JSON.

    A result that is no finite number is null.
    """
    run = summarise_run(folder)
    record = run.record
    return _head(run) | {
        "id": record.id,
        "parent_id": record.parent_id,
        "experiment": record.experiment,
        "registered_model": record.registered_model,
        "tags": record.tags,
        "mlflow": _mlflow(run.upload),
        "data": [one.model_dump(mode="json") for one in record.datasets],
        "settings": record.params,
        "results": {name: _finite(one) for name, one in run.results.items()},
    }


def _finite(value: float | None) -> float | None:
    """Give a result as JSON can hold it: None if it is no finite number."""
    return value if value is not None and isfinite(value) else None


def _head(run: RunSummary) -> dict[str, object]:
    started = datetime.fromtimestamp(run.record.started_ms / 1000, UTC)
    return {
        "folder": run.folder.as_posix(),
        "name": run.record.name,
        "status": run.status.value.lower(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": run.record.seconds,
    }


def _mlflow(state: UploadState | None) -> dict[str, object] | None:
    told = {"uri", "run_id", "model_version", "complete"}
    return None if state is None else state.model_dump(include=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDiff:
    """In what two runs differ; None stands for what one of them does not have."""

    first: Path
    second: Path
    sections: Mapping[str, Mapping[str, tuple[Setting, Setting]]]
    results: Mapping[str, tuple[float | None, float | None]]
    elsewhere: frozenset[str]

    def is_on_other_data(self, measure: str) -> bool:
        """Whether the two values of a measure are of different articles."""
        return measure.partition("/")[0] in self.elsewhere


def diff_runs(first: Path, second: Path) -> RunDiff:
    """Find in what two runs differ; what is the same in both is left out.

    Of two kinds of model only those settings are told that both read.
    """
    one, other = summarise_run(first), summarise_run(second)
    digests = {part.name: part.digest for part in one.record.datasets}
    others = {part.name: part.digest for part in other.record.datasets}
    elsewhere = {name for name, digest in digests.items() if others.get(name, digest) != digest}
    if _dev_digests(one.record) != _dev_digests(other.record):
        elsewhere.add(DEV)
    kinds = {
        kind for kind in _OF_KIND for run in (one, other) if run.record.params.get(_KIND) == kind
    }
    topics = [_topics(run, kinds=kinds) for run in (one, other)]
    return RunDiff(
        first=first,
        second=second,
        sections={
            topic: dict(_differing(*(each[topic] for each in topics))) for topic in topics[0]
        },
        results=dict(_differing(one.results, other.results)),
        elsewhere=frozenset(elsewhere),
    )


def diff_grids(diff: RunDiff) -> list[Grid]:
    """Give the tables of a difference.

    Results on different data are marked, since they do not compare.
    """
    grids = {
        topic: Grid(
            title=topic,
            header=(topic.lower(), "first", "second"),
            rows=[(name, *map(_shown, both)) for name, both in sides.items()],
            words=("first", "second"),
        )
        for topic, sides in diff.sections.items()
    }
    last = [grids.pop(topic) for topic in _LAST]
    return [*grids.values(), _results(diff), *last]


def diff_values(diff: RunDiff) -> dict[str, object]:
    """Give a difference as plain values, ready for JSON."""
    values: dict[str, object] = {
        topic.lower(): {name: dict(zip(_SIDES, both, strict=True)) for name, both in sides.items()}
        for topic, sides in diff.sections.items()
    }
    values["results"] = {
        name: dict(zip(_SIDES, map(_finite, both), strict=True))
        | {"same_data": not diff.is_on_other_data(name)}
        for name, both in diff.results.items()
    }
    return {"first": diff.first.as_posix(), "second": diff.second.as_posix()} | values


def _topics(run: RunSummary, *, kinds: Set[str]) -> dict[str, dict[str, Setting]]:
    """Give what is said of a run, by what it is about, without what one of the kinds ignores."""
    topics: dict[str, dict[str, Setting]] = {"Training": {}, "Data": {}, "Run": {}, "Files": {}}
    for one in run.record.datasets:
        digest = f"{one.digest[:_DIGEST_LENGTH]} ({one.n_articles} articles)"
        topics["Data"][f"{one.context.value} {one.name}"] = digest
    topics["Run"] |= _facts(run)
    for name, value in run.record.params.items():
        readers = {kind for kind, starts in _OF_KIND.items() if name.startswith(starts)}
        if not readers or kinds <= readers:
            topics[_topic(name)][name] = value
    return topics


def _topic(setting: str) -> str:
    if setting.startswith("data."):
        return "Files" if setting.rpartition(".")[2] in _PLACES else "Data"
    return "Run" if setting.startswith(_ABOUT_THE_RUN) else "Training"


def _differing(
    one: Mapping[str, T], other: Mapping[str, T]
) -> Iterator[tuple[str, tuple[T | None, T | None]]]:
    for name in dict.fromkeys([*one, *other]):
        both = one.get(name), other.get(name)
        if both[0] != both[1]:
            yield name, both


def _results(diff: RunDiff) -> Grid:
    compare = f"{program()} compare {diff.first} {diff.second}"
    note = f"whether a change means anything: {compare}"
    if diff.elsewhere:
        note = f"* measured on different data, so compare on the same: {compare} CORPUS"
    return Grid(
        title="Results",
        header=("results", *_SIDES, "change"),
        rows=[
            (name, *map(_number, both), "*" if diff.is_on_other_data(name) else _change(*both))
            # the scores before what is said of a model's storage and fitting
            for name, both in sorted(
                diff.results.items(), key=lambda one: one[0].startswith("model/")
            )
        ],
        note=note,
    )


def _dev_digests(record: RunRecord) -> list[str]:
    return [part.digest for part in record.datasets if part.context is DatasetContext.DEV][:1]


def _change(first: float | None, second: float | None) -> str:
    return NOTHING if first is None or second is None else f"{second - first:+.4f}"
