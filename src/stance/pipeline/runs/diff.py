"""``stance runs diff``: in what two runs differ, what matters most first."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from stance.evaluation.grids import NOTHING, Grid
from stance.invocation import program
from stance.pipeline.runs.showing import DIGEST_LENGTH, ReadRun, finite, number, shown
from stance.run_record.naming import DEV
from stance.run_record.values import DatasetContext, RunRecord

Setting: TypeAlias = str | int | float | bool | None

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
    one, other = ReadRun.read(first), ReadRun.read(second)
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
        results={
            name: both
            for name in dict.fromkeys([*one.metrics, *other.metrics])
            if len(set(both := (one.metrics.get(name), other.metrics.get(name)))) > 1
        },
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
            rows=[(name, *map(shown, both)) for name, both in sides.items()],
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
        name: dict(zip(_SIDES, map(finite, both), strict=True))
        | {"same_data": not diff.is_on_other_data(name)}
        for name, both in diff.results.items()
    }
    return {"first": diff.first.as_posix(), "second": diff.second.as_posix()} | values


def _topics(run: ReadRun, *, kinds: Set[str]) -> dict[str, dict[str, Setting]]:
    """Give what is said of a run, by what it is about, without what one of the kinds ignores."""
    topics: dict[str, dict[str, Setting]] = {"Training": {}, "Data": {}, "Run": {}, "Files": {}}
    for one in run.record.datasets:
        digest = f"{one.digest[:DIGEST_LENGTH]} ({one.n_articles} articles)"
        topics["Data"][f"{one.context.value} {one.name}"] = digest
    topics["Run"] |= run.facts
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
    one: Mapping[str, Setting], other: Mapping[str, Setting]
) -> Iterator[tuple[str, tuple[Setting, Setting]]]:
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
            (name, *map(number, both), "*" if diff.is_on_other_data(name) else _change(*both))
            for name, both in sorted(diff.results.items(), key=lambda one: _is_of_model(one[0]))
        ],
        note=note,
    )


def _dev_digests(record: RunRecord) -> list[str]:
    return [part.digest for part in record.datasets if part.context is DatasetContext.DEV][:1]


def _is_of_model(measure: str) -> bool:
    """Whether a number is about a model's storage or fitting; the scores come before them."""
    return measure.startswith("model/")


def _change(first: float | None, second: float | None) -> str:
    return NOTHING if first is None or second is None else f"{second - first:+.4f}"
