"""A run's record in MLflow's own terms."""

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from stance.run_record.metrics import MetricPoint
from stance.run_record.values import DatasetUse, RunRecord

if TYPE_CHECKING:
    from mlflow.entities import DatasetInput, Metric, Param, RunTag

RUN_ID_TAG = "stance.run_id"
#: Before the name of a corpus part; the tag holds its digest.
DIGEST_TAG = "stance.digest."
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
    """Give a name in the characters that MLflow allows for params, metrics and tags.

    Args:
        name: Such as a metric's; parts of it come from a config.

    Returns:
        The name, at most 250 characters, that no file system would read as another one.

    Examples:
        >>> legal("data.train.Köln (2019).files")
        'data.train.Köln _2019_.files'
        >>> legal("../merged.macro_f1")
        '_._merged.macro_f1'
    """
    name = re.sub(r"[^\w/.\- :]", "_", name)[:_MAX_NAME]
    if posixpath.normpath(name) != name or name.startswith((".", "/")):
        name = re.sub(r"^\.", "_", name.replace("/", "_"))
    return name


def params(values: Mapping[str, object]) -> "list[Param]":
    """Give settings as MLflow keeps them: as strings."""
    from mlflow.entities import Param

    return [Param(legal(name), str(value)) for name, value in values.items()]


def tags(record: RunRecord) -> dict[str, str]:
    """Give a run's tags: its own, the one it is found by, and those that MLflow's UI shows.

    Args:
        record: The run.

    Returns:
        Value by name.
    """
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


def metrics(points: Iterable[MetricPoint]) -> "list[Metric]":
    """Give points as MLflow's objects; name, value, step and time make each unique there."""
    from mlflow.entities import Metric

    return [Metric(legal(one.name), one.value, one.time_ms, one.step) for one in points]


def dataset_input(dataset: DatasetUse) -> "DatasetInput":
    """Give a corpus part as an input of a run.

    Args:
        dataset: The part.

    Returns:
        A dataset of local JSONL files, with its digest (MLflow has room for 36 characters; the
        tag ``stance.digest.<name>`` holds the whole), its columns and its counts.
    """
    from mlflow.entities import Dataset, DatasetInput, InputTag

    return DatasetInput(
        dataset=Dataset(
            name=legal(dataset.name),
            digest=dataset.digest[:_MAX_DIGEST],
            source_type="local",
            source=json.dumps({"uri": dataset.source}),
            schema=json.dumps(_SCHEMA),
            profile=json.dumps(
                {"n_articles": dataset.n_articles, "n_sentences": dataset.n_sentences}
            ),
        ),
        tags=[InputTag("mlflow.data.context", dataset.context.value)],
    )
