"""Sends to MLflow what it lacks of a run folder, from any state and as often as one likes."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from stance.errors import RunFolderError
from stance.files import PARTIAL_PREFIX
from stance.run_record.layout import ARTIFACTS_FOLDER, MODEL_FOLDER
from stance.run_record.locking import observed_status
from stance.run_record.metrics import MetricPoint, read_metrics
from stance.run_record.naming import DEV
from stance.run_record.values import (
    DatasetContext,
    DatasetUse,
    ModelFacts,
    RunRecord,
    RunStatus,
    read_run,
)
from stance.tracking import entities
from stance.tracking.champion import promote_first
from stance.tracking.descriptions import NOTE_TAG, describe_model, describe_run
from stance.tracking.entities import MAX_METRICS, dataset_input, metrics
from stance.tracking.logged_model import ensure_logged_model, ensure_version
from stance.tracking.runs import ensure_run, find_run
from stance.tracking.shipped import ensure_shipped
from stance.tracking.store import open_client, translated, without_password
from stance.tracking.system_metrics import PREFIX
from stance.tracking.upload_state import UploadState, read_state, write_state

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


class RunSender:
    """A connection between a run folder and its MLflow run.

    Every request may be repeated: params, tags and inputs have one value for each name, a metric
    is told from another by name, value, step and time, and a model by its run.

    Args:
        client: Of the store.
        folder: The run folder.
        state: What the store has; must not claim too much.
        shipped: A model that ships, to be registered beside the run's; None for none.
    """

    def __init__(
        self,
        client: "MlflowClient",
        *,
        folder: Path,
        state: UploadState,
        shipped: Path | None = None,
    ) -> None:
        self._client = client
        self._folder = folder
        self._shipped = shipped
        self._state = state
        self._params: dict[str, object] = {}
        self._tags: dict[str, str] = {}
        self._datasets: set[DatasetUse] = set()
        self._is_nested = False

    def send(self, record: RunRecord, *, status: RunStatus) -> UploadState:
        """Send what the store lacks."""
        self._send_facts(record)
        self._nest(record)
        self._send_metrics(status)
        self._send_artifacts()
        # of a series only what somebody promotes is registered
        if record.model is not None and not record.parent_id and status is not RunStatus.RUNNING:
            self._send_model(record, record.model)
        self._describe(record)
        self._send_status(record, status=status)
        return self._state

    def _send_facts(self, record: RunRecord) -> None:
        run_id = self._state.run_id
        params = {name: value for name, value in record.params.items() if name not in self._params}
        for batch in entities.batches(entities.params(params), entities.MAX_PAIRS):
            self._client.log_batch(run_id, params=batch)
        self._params.update(params)
        tags = {
            name: value
            for name, value in entities.tags(record).items()
            if self._tags.get(name) != value
        }
        for batch in entities.batches(entities.run_tags(tags), entities.MAX_PAIRS):
            self._client.log_batch(run_id, tags=batch)
        self._tags.update(tags)
        datasets = [one for one in record.datasets if one not in self._datasets]
        if datasets:
            inputs = [entities.dataset_input(one) for one in datasets]
            self._client.log_inputs(run_id, datasets=inputs)
            self._datasets.update(datasets)

    def _nest(self, record: RunRecord) -> None:
        """Put a child below its parent, as soon as that is there."""
        if record.parent_id is None or self._is_nested:
            return
        parent = find_run(self._client, self._state.experiment_id, record.parent_id)
        if parent is not None:
            self._client.set_tag(self._state.run_id, entities.PARENT_TAG, parent.info.run_id)
            self._is_nested = True

    def _send_metrics(self, status: RunStatus) -> None:
        """Send the machine's numbers last: MLflow compares runs by what it was told first."""
        log = read_metrics(self._folder, start=self._state.metrics_end)
        points = [one for one in log.points if not one.name.startswith(PREFIX)]
        if status is not RunStatus.RUNNING and not self._state.complete:
            every = read_metrics(self._folder).points
            points += [one for one in every if one.name.startswith(PREFIX)]
        for batch in entities.batches(entities.metrics(points), entities.MAX_METRICS):
            self._client.log_batch(self._state.run_id, metrics=batch)
        self._keep(metrics_end=log.end)

    def _send_artifacts(self) -> None:
        top = self._folder / ARTIFACTS_FOLDER
        for path in sorted(top.rglob("*")):
            if path.is_dir() or path.name.startswith(PARTIAL_PREFIX):
                continue
            place, facts = path.relative_to(top), path.stat()
            mark = f"{facts.st_size} bytes, {facts.st_mtime_ns} ns"
            if self._state.artifacts.get(place.as_posix()) == mark:
                continue
            folder = place.parent.as_posix()
            self._client.log_artifact(
                self._state.run_id, str(path), artifact_path=None if folder == "." else folder
            )
            self._keep(artifacts={**self._state.artifacts, place.as_posix(): mark})

    def _send_model(self, record: RunRecord, facts: ModelFacts) -> None:
        model_folder = self._folder / MODEL_FOLDER
        if self._shipped and self._state.model_version is None and model_folder.is_dir():
            ensure_shipped(
                self._client, record, model_folder=model_folder, shipped=self._shipped,
                uri=self._state.uri,
            )  # fmt: skip
        version = self.register(record, facts)
        if self._state.champion is None:
            decision = promote_first(self._client, name=record.registered_model, version=version)
            self._keep(champion=str(decision))

    def register(self, record: RunRecord, facts: ModelFacts) -> str:
        """Log and register the run's model, unless that has been done."""
        if self._state.model_id is None:
            model_id = ensure_logged_model(
                self._client, record, model_folder=self._folder / MODEL_FOLDER, state=self._state
            )
            link_metrics(
                self._client,
                record,
                folder=self._folder,
                run_id=self._state.run_id,
                model_id=model_id,
            )
            self._keep(model_id=model_id)
        if self._state.model_version is None:
            version = ensure_version(
                self._client,
                record,
                facts,
                model_folder=self._folder / MODEL_FOLDER,
                state=self._state,
            )
            self._keep(model_version=version)
        return str(self._state.model_version)

    def _send_status(self, record: RunRecord, *, status: RunStatus) -> None:
        run_id, ended = self._state.run_id, status is not RunStatus.RUNNING
        if ended:
            self._client.set_terminated(run_id, status=status, end_time=record.ended_ms)
        elif self._state.status is not status:
            self._client.update_run(run_id, status=status)
        self._keep(status=status, complete=ended)

    def _describe(self, record: RunRecord) -> None:
        """Say what the run is and what it came to, unless somebody has described it."""
        run_id, model_id, before = self._state.run_id, self._state.model_id, self._state.note
        note = describe_run(record) if model_id is None else describe_model(record, model_id)
        if note == before:
            return
        if self._client.get_run(run_id).data.tags.get(NOTE_TAG) in (None, before):
            self._client.set_tag(run_id, NOTE_TAG, note)
        self._keep(note=note)

    def _keep(self, **changes: object) -> None:
        state = self._state.replaced(**changes)
        if state != self._state:
            self._state = state
            write_state(state, self._folder)


class RunUpload:
    """One run folder on its way to one MLflow store.

    Only one may be at work on a folder at a time: callers hold ``upload_state.STATE_LOCK``.

    Args:
        folder: The run folder.
        uri: The store, as ``store.tracking_uri`` gives it.
        shipped: A model that ships, to be registered beside the run's; None for none.
    """

    def __init__(self, folder: Path, *, uri: str, shipped: Path | None = None) -> None:
        self._folder = folder
        self._uri = uri
        self._shipped = shipped
        self._sender: RunSender | None = None

    def send(self) -> UploadState:
        """Send what the store lacks, as far as the run has come."""
        record = read_run(self._folder)
        try:
            with translated(self._uri):
                self._sender = self._sender or self._connect()
                return self._sender.send(record, status=observed_status(self._folder, record))
        except BaseException:
            self._sender = None
            raise

    def register(self) -> str:
        """Send the run and register its model, even if it is one of a series."""
        record = read_run(self._folder)
        if record.model is None:
            raise RunFolderError(self._folder, "it has no model to register; finish the run first")
        self.send()
        with translated(self._uri):
            return (self._sender or self._connect()).register(record, record.model)

    def _connect(self) -> RunSender:
        client = open_client(self._uri)
        state = ensure_run(
            client,
            read_run(self._folder),
            uri=without_password(self._uri),
            known=read_state(self._folder),
        )
        return RunSender(client, folder=self._folder, state=state, shipped=self._shipped)
