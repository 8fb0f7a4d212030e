"""Sends to MLflow what it lacks of a run folder, from any state and as often as one likes."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from stance.errors import RunFolderError
from stance.files import PARTIAL_PREFIX
from stance.run_record.locking import observed_status
from stance.run_record.metrics import read_metrics
from stance.run_record.naming import DEV
from stance.run_record.values import (
    ARTIFACTS_FOLDER,
    MODEL_FOLDER,
    DatasetContext,
    DatasetUse,
    ModelFacts,
    RunRecord,
    RunStatus,
    read_run,
)
from stance.tracking import entities
from stance.tracking.champion import promote_first
from stance.tracking.entities import NOTE_TAG, describe_model, describe_run
from stance.tracking.logged_model import ensure_logged_model, ensure_version
from stance.tracking.runs import UploadState, ensure_run, find_run, read_state, write_state
from stance.tracking.shipped import ensure_shipped
from stance.tracking.store import open_client, translated, without_password

if TYPE_CHECKING:
    from mlflow import MlflowClient

#: MLflow's UI shows what starts so under "System metrics".
SYSTEM_PREFIX = "system/"


@dataclass(kw_only=True)
class _Connection:
    """A run folder and its MLflow run.

    Every request may be repeated: params, tags and inputs have one value for each name, a metric
    is told from another by name, value, step and time, and a model by its run. ``state``, what the
    store has, must not claim too much; the rest is what this connection has sent.
    """

    client: "MlflowClient"
    folder: Path
    state: UploadState
    shipped: Path | None
    params: dict[str, object] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    datasets: set[DatasetUse] = field(default_factory=set)
    is_nested: bool = False

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
        return self.state

    def _send_facts(self, record: RunRecord) -> None:
        run_id = self.state.run_id
        params = {name: value for name, value in record.params.items() if name not in self.params}
        for batch in entities.batches(entities.params(params), entities.MAX_PAIRS):
            self.client.log_batch(run_id, params=batch)
        self.params.update(params)
        tags = {
            name: value
            for name, value in entities.tags(record).items()
            if self.tags.get(name) != value
        }
        for batch in entities.batches(entities.run_tags(tags), entities.MAX_PAIRS):
            self.client.log_batch(run_id, tags=batch)
        self.tags.update(tags)
        datasets = [one for one in record.datasets if one not in self.datasets]
        if datasets:
            inputs = [entities.dataset_input(one) for one in datasets]
            self.client.log_inputs(run_id, datasets=inputs)
            self.datasets.update(datasets)

    def _nest(self, record: RunRecord) -> None:
        """Put a child below its parent, as soon as that is there."""
        if record.parent_id is None or self.is_nested:
            return
        parent = find_run(self.client, self.state.experiment_id, record.parent_id)
        if parent is not None:
            self.client.set_tag(self.state.run_id, entities.PARENT_TAG, parent.info.run_id)
            self.is_nested = True

    def _send_metrics(self, status: RunStatus) -> None:
        """Send the machine's numbers last: MLflow compares runs by what it was told first."""
        log = read_metrics(self.folder, start=self.state.metrics_end)
        points = [one for one in log.points if not one.name.startswith(SYSTEM_PREFIX)]
        if status is not RunStatus.RUNNING and not self.state.complete:
            every = read_metrics(self.folder).points
            points += [one for one in every if one.name.startswith(SYSTEM_PREFIX)]
        for batch in entities.batches(entities.metrics(points), entities.MAX_METRICS):
            self.client.log_batch(self.state.run_id, metrics=batch)
        self._keep(metrics_end=log.end)

    def _send_artifacts(self) -> None:
        top = self.folder / ARTIFACTS_FOLDER
        for path in sorted(top.rglob("*")):
            if path.is_dir() or path.name.startswith(PARTIAL_PREFIX):
                continue
            place, facts = path.relative_to(top), path.stat()
            mark = f"{facts.st_size} bytes, {facts.st_mtime_ns} ns"
            if self.state.artifacts.get(place.as_posix()) == mark:
                continue
            folder = place.parent.as_posix()
            self.client.log_artifact(
                self.state.run_id, str(path), artifact_path=None if folder == "." else folder
            )
            self._keep(artifacts={**self.state.artifacts, place.as_posix(): mark})

    def _send_model(self, record: RunRecord, facts: ModelFacts) -> None:
        model_folder = self.folder / MODEL_FOLDER
        if self.shipped and self.state.model_version is None and model_folder.is_dir():
            ensure_shipped(
                self.client, record, model_folder=model_folder, shipped=self.shipped,
                uri=self.state.uri,
            )  # fmt: skip
        version = self.register(record, facts)
        if self.state.champion is None:
            decision = promote_first(self.client, name=record.registered_model, version=version)
            self._keep(champion=str(decision))

    def register(self, record: RunRecord, facts: ModelFacts) -> str:
        """Log and register the run's model, unless that has been done."""
        if self.state.model_id is None:
            model_id = ensure_logged_model(
                self.client, record, model_folder=self.folder / MODEL_FOLDER, state=self.state
            )
            self._link_metrics(record, model_id)
            self._keep(model_id=model_id)
        if self.state.model_version is None:
            version = ensure_version(
                self.client,
                record,
                facts,
                model_folder=self.folder / MODEL_FOLDER,
                state=self.state,
            )
            self._keep(model_version=version)
        return str(self.state.model_version)

    def _link_metrics(self, record: RunRecord, model_id: str) -> None:
        """Tie the scores on each evaluation set to the logged model and to the dataset.

        The store takes each number once for the run, however often it is sent.
        """
        points = read_metrics(self.folder).points
        measured = [one for one in record.datasets if one.context is not DatasetContext.TRAINING]
        dev = [one for one in record.datasets if one.context is DatasetContext.DEV][:1]
        groups = dict([(DEV, one) for one in dev] + [(one.name, one) for one in measured])
        linked = [
            metric
            for group, use in groups.items()
            for metric in entities.metrics(
                [one for one in points if one.name.startswith(f"{group}/")],
                model_id=model_id,
                dataset=entities.dataset_input(use).dataset,
            )
        ]
        for batch in entities.batches(linked, entities.MAX_METRICS):
            self.client.log_batch(self.state.run_id, metrics=batch)

    def _send_status(self, record: RunRecord, *, status: RunStatus) -> None:
        run_id, ended = self.state.run_id, status is not RunStatus.RUNNING
        if ended:
            self.client.set_terminated(run_id, status=status, end_time=record.ended_ms)
        elif self.state.status is not status:
            self.client.update_run(run_id, status=status)
        self._keep(status=status, complete=ended)

    def _describe(self, record: RunRecord) -> None:
        """Say what the run is and what it came to, unless somebody has described it."""
        run_id, model_id, before = self.state.run_id, self.state.model_id, self.state.note
        note = describe_run(record) if model_id is None else describe_model(record, model_id)
        if note == before:
            return
        if self.client.get_run(run_id).data.tags.get(NOTE_TAG) in (None, before):
            self.client.set_tag(run_id, NOTE_TAG, note)
        self._keep(note=note)

    def _keep(self, **changes: object) -> None:
        state = self.state.replaced(**changes)
        if state != self.state:
            self.state = state
            write_state(state, self.folder)


class RunUpload:
    """One run folder on its way to one MLflow store.

    Only one may be at work on a folder at a time: callers hold ``runs.STATE_LOCK``.

    Args:
        folder: The run folder.
        uri: The store, as ``store.tracking_uri`` gives it.
        shipped: A model that ships, to be registered beside the run's; None for none.
    """

    def __init__(self, folder: Path, *, uri: str, shipped: Path | None = None) -> None:
        self._folder = folder
        self._uri = uri
        self._shipped = shipped
        self._connection: _Connection | None = None

    def send(self) -> UploadState:
        """Send what the store lacks, as far as the run has come."""
        record = read_run(self._folder)
        try:
            with translated(self._uri):
                self._connection = self._connection or self._connect()
                return self._connection.send(record, status=observed_status(self._folder, record))
        except BaseException:
            self._connection = None
            raise

    def register(self) -> str:
        """Send the run and register its model, even if it is one of a series."""
        record = read_run(self._folder)
        if record.model is None:
            raise RunFolderError(self._folder, "it has no model to register; finish the run first")
        self.send()
        with translated(self._uri):
            return (self._connection or self._connect()).register(record, record.model)

    def _connect(self) -> _Connection:
        client = open_client(self._uri)
        state = ensure_run(
            client,
            read_run(self._folder),
            uri=without_password(self._uri),
            known=read_state(self._folder),
        )
        return _Connection(client=client, folder=self._folder, state=state, shipped=self._shipped)
