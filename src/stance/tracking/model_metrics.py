"""Which figures of a run are its model's, and on which data: MLflow 3 shows them with the model."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from stance.run_record.metrics import MetricPoint, read_metrics
from stance.run_record.naming import DEV
from stance.run_record.values import DatasetContext, RunRecord
from stance.tracking.entities import MAX_METRICS, dataset_input, metrics

if TYPE_CHECKING:
    from mlflow import MlflowClient


def link_metrics(
    client: "MlflowClient", record: RunRecord, *, folder: Path, run_id: str, model_id: str
) -> None:
    """Tie the scores on each evaluation set to the logged model and to the dataset.

    The store takes each number once for the run, however often it is sent.
    """
    points = read_metrics(folder).points
    measured = [one for one in record.datasets if one.context is not DatasetContext.TRAINING]
    dev = [one for one in record.datasets if one.context is DatasetContext.DEV][:1]
    groups = [*((DEV, one) for one in dev), *((one.name, one) for one in measured)]
    linked = [
        metric
        for group, use in dict(groups).items()
        for metric in metrics(
            of_group(points, group), model_id=model_id, dataset=dataset_input(use).dataset
        )
    ]
    for start in range(0, len(linked), MAX_METRICS):
        client.log_batch(run_id, metrics=linked[start : start + MAX_METRICS])


def of_group(points: Iterable[MetricPoint], group: str) -> list[MetricPoint]:
    """Give the points whose names have a group before the slash."""
    return [one for one in points if one.name.startswith(f"{group}/")]
