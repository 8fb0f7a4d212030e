"""A run's record in MLflow's own terms."""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from stance.run_record.metrics import MetricPoint
from stance.run_record.values import DatasetContext, DatasetUse, RunRecord

if TYPE_CHECKING:
    from mlflow.entities import Dataset, DatasetInput, Metric, Param, RunTag

Value = str | int | float | bool | None

#: Where a run is kept, and what its articles are called: datasets, tags and the run's name say it.
_ELSEWHERE = ("name", "tracking.", "promotion.", "data.")
#: What of ``data`` is a setting, unless it is as it always is.
_OF_DATA: Mapping[str, Value] = {"repeat": 1, "perturb": 0.0}
#: What only one kind of model has.
_OF_NETWORKS = ("model.", "training.", "export.", "mentions.", "speech.")
_OF_BASELINES = ("baseline.",)


def applicable(params: Mapping[str, Value]) -> dict[str, Value]:
    """Give the settings of a run that its model was made by.

    MLflow sorts params by name and compares runs by the first that differ, so what says nothing
    of the model stands in the way there; ``run.json`` has the whole config.

    >>> applicable({"model.kind": "baseline", "baseline.max_ngram": 2, "training.epochs": 3})
    {'model.kind': 'baseline', 'baseline.max_ngram': 2}
    """
    off = _switched_off(params)
    kind = {name: params[name] for name in ("model.kind",) if name in params}
    return kind | {
        name: value
        for name, value in params.items()
        if value is not None
        and not name.startswith(off)
        and (not name.startswith(_ELSEWHERE) or _is_done_to_articles(name, value))
    }


def _switched_off(params: Mapping[str, Value]) -> tuple[str, ...]:
    if params.get("model.kind") == "baseline":
        return _OF_NETWORKS
    off: list[str] = [*_OF_BASELINES]
    switches: Sequence[tuple[str, Callable[[Value], bool], tuple[str, ...]]] = (
        ("mentions.epochs", bool, ("mentions.places", "mentions.depth")),
        ("training.start", bool, ("training.start_weight",)),
        ("training.distill_from", bool, ("training.distill_weight",)),
        (
            "export.weights",
            lambda stored: stored == "product-quantization",
            ("export.residual_megabytes",),
        ),
    )
    for switch, is_on, settings in switches:
        if not is_on(params.get(switch)):
            off += settings
    return tuple(off)


def _is_done_to_articles(name: str, value: Value) -> bool:
    last = name.rpartition(".")[2]
    is_setting = name.startswith("data.") and last in _OF_DATA and value != _OF_DATA[last]
    return is_setting or name.startswith("data.calibrate_on.") or name == "data.scheme.name"


T = TypeVar("T")

RUN_ID_TAG = "stance.run_id"
#: By this MLflow's UI nests runs; its value is the parent's id there.
PARENT_TAG = "mlflow.parentRunId"
MAX_METRICS = 1000  # in one request; MLflow's own limits, as are the next three
MAX_PAIRS = 100
_MAX_NAME = 250
_MAX_DIGEST = 36

#: The columns of a corpus record, for the UI's dataset drawer.
_SCHEMA = {
    "mlflow_colspec": [
        {"name": name, "type": type_, "required": required}
        for name, type_, required in (
            ("id", "string", True),
            ("text", "string", True),
            ("title", "string", False),
            ("published", "string", False),
            ("speakers", "object", False),
            ("sentences", "object", True),
        )
    ]
}


def legal(name: str) -> str:
    """Give a name in the characters that MLflow allows for params, metrics and tags, at most 250.

    >>> legal("data.train.Köln (2019).files")
    'data.train.Köln _2019_.files'
    >>> legal("../merged/macro_f1")
    '_._merged_macro_f1'
    """
    name = re.sub(r"[^\w/.\- :]", "_", name)[:_MAX_NAME]
    if posixpath.normpath(name) != name or name.startswith((".", "/")):
        name = re.sub(r"^\.", "_", name.replace("/", "_"))
    return name


def params(values: Mapping[str, Value]) -> "list[Param]":
    """Give the settings that apply to a run's model as MLflow keeps them: as strings."""
    from mlflow.entities import Param

    return [Param(legal(name), str(value)) for name, value in applicable(values).items()]


def tags(record: RunRecord) -> dict[str, str]:
    """Give a run's tags: its own, the one it is found by, and those that MLflow's UI shows."""
    named = {legal(name): value for name, value in record.tags.items()}
    named[RUN_ID_TAG] = record.id
    named["mlflow.source.name"] = "stance train"
    named["mlflow.source.type"] = "LOCAL"
    if commit := record.tags.get("git.commit"):
        named["mlflow.source.git.commit"] = commit
    return named


def run_tags(values: Mapping[str, str]) -> "list[RunTag]":
    """Give tags as MLflow's objects."""
    from mlflow.entities import RunTag

    return [RunTag(name, value) for name, value in values.items()]


def metrics(
    points: Iterable[MetricPoint],
    *,
    model_id: str | None = None,
    dataset: "Dataset | None" = None,
) -> "list[Metric]":
    """Give points as MLflow's objects; name, value, step and time make each unique there."""
    from mlflow.entities import Metric

    return [
        Metric(
            legal(one.name),
            one.value,
            one.time_ms,
            one.step,
            model_id=model_id,
            dataset_name=dataset.name if dataset else None,
            dataset_digest=dataset.digest if dataset else None,
        )
        for one in points
    ]


def dataset_input(dataset: DatasetUse) -> "DatasetInput":
    """Give a corpus part as an input of a run.

    The digest is cut to 36 characters, for which MLflow has room.
    """
    profile = {"n_articles": dataset.n_articles, "n_sentences": dataset.n_sentences}
    return named_dataset(
        dataset.name,
        digest=dataset.digest,
        context=dataset.context,
        source=dataset.source,
        profile=profile,
    )


def named_dataset(
    name: str,
    *,
    digest: str,
    context: DatasetContext,
    source: str,
    profile: Mapping[str, int] | None = None,
) -> "DatasetInput":
    """Give a corpus part of which little may be known as an input of a run."""
    from mlflow.entities import Dataset, DatasetInput, InputTag

    return DatasetInput(
        dataset=Dataset(
            name=legal(name),
            digest=short_digest(digest),
            source_type="local",
            source=json.dumps({"uri": source}),
            schema=json.dumps(_SCHEMA),
            profile=None if profile is None else json.dumps(profile),
        ),
        tags=[InputTag("mlflow.data.context", context.value)],
    )


def short_digest(digest: str) -> str:
    """Give a digest as datasets in MLflow have it."""
    return digest[:_MAX_DIGEST]


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Cut a sequence into pieces of at most ``size``, as requests have room for."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
