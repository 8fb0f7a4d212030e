"""The record of a run on disk: whole whenever the process is killed, needing no server."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from threading import RLock
from types import TracebackType
from typing import Self
from uuid import uuid4

from filelock import FileLock

from stance.files import write_whole
from stance.run_record.layout import (
    ARTIFACTS_FOLDER,
    CHECKPOINTS_FOLDER,
    CHILDREN_FOLDER,
    METRICS_FILE,
    MODEL_FOLDER,
    RUN_FILE,
    copy_whole,
    new_folder,
)
from stance.run_record.locking import hold
from stance.run_record.metrics import mend_metrics, metric_line
from stance.run_record.values import DatasetUse, ModelFacts, RunRecord, RunStatus, read_run


class RunFolder:
    """A run's folder, open for writing by this process alone.

    As a context manager it ends the run: FINISHED, FAILED if the block raises, KILLED if that
    was Ctrl-C. Made by ``create`` or ``reopen``.

    Args:
        path: The folder.
        record: What ``run.json`` shall hold.
        lock: The folder's lock, held.

    Attributes:
        path: The folder.
        model_path: Where the exported model belongs.
        checkpoints_path: Where training keeps what ``--resume`` needs.
    """

    def __init__(self, path: Path, *, record: RunRecord, lock: FileLock) -> None:
        self.path = path
        self.model_path = path / MODEL_FOLDER
        self.checkpoints_path = path / CHECKPOINTS_FOLDER
        self._writing = RLock()  # system metrics come from a thread of their own
        self._lock = lock
        self._record = record
        points = mend_metrics(path).points
        self._points = {(point.name, point.step, repr(point.value)) for point in points}
        self._save()

    @classmethod
    def create(
        cls, parent: Path, *, name: str, experiment: str = "stance", registered_model: str
    ) -> Self:
        """Make the folder of a new run."""
        now = datetime.now(UTC)
        path = new_folder(parent, f"{name}-{now:%Y%m%dT%H%M%SZ}")
        record = RunRecord(
            id=uuid4().hex,
            name=path.name,
            experiment=experiment,
            registered_model=registered_model,
            started_ms=int(now.timestamp() * 1000),
        )
        return cls(path, record=record, lock=hold(path))

    @classmethod
    def reopen(cls, path: Path) -> Self:
        """Open the folder of a run that ended early, to go on with it."""
        read_run(path)  # so that no lock is laid in a folder that is not ours
        lock = hold(path)
        record = read_run(path).replaced(status=RunStatus.RUNNING, ended_ms=None)
        return cls(path, record=record, lock=lock)

    @property
    def record(self) -> RunRecord:
        """What ``run.json`` holds."""
        return self._record

    def log_params(self, params: Mapping[str, str | int | float | bool | None]) -> None:
        """Record settings."""
        with self._writing:
            known = self._record.params
            changed = [key for key in params if known.get(key, params[key]) != params[key]]
            if changed:
                raise ValueError(f"a run's settings never change, but these do: {changed}")
            self._save(params={**known, **params})

    def set_tags(self, tags: Mapping[str, str]) -> None:
        """Record facts to search runs by; a later value replaces an earlier one."""
        with self._writing:
            self._save(tags={**self._record.tags, **tags})

    def log_dataset(self, dataset: DatasetUse) -> None:
        """Record that a corpus part was used; once is enough."""
        with self._writing:
            if dataset not in self._record.datasets:
                self._save(datasets=(*self._record.datasets, dataset))

    def log_metrics(self, metrics: Mapping[str, float], *, step: int) -> None:
        """Record numbers at a step, leaving out points that a run before its resumption left.

        ``step`` is an epoch, an optimizer step or a second.
        """
        with self._writing:
            new = {
                name: float(value)
                for name, value in metrics.items()
                if (name, step, repr(float(value))) not in self._points
            }
            if not new:
                return
            line = metric_line(new, step=step, time_ms=_now_ms())
            with (self.path / METRICS_FILE).open("ab", buffering=0) as file:
                file.write(line)
            self._points.update((name, step, repr(value)) for name, value in new.items())

    def log_file(self, path: Path, *, folder: str = "") -> None:
        """Keep a copy of a file among the run's artifacts."""
        parts = PurePosixPath(folder)
        if parts.is_absolute() or ".." in parts.parts:
            raise ValueError(f"an artifact folder is relative and without '..': {folder!r}")
        copy_whole(path, self.path / ARTIFACTS_FOLDER / parts / path.name)

    def record_model(self, facts: ModelFacts) -> None:
        """Record that ``model_path`` now holds the run's exported model."""
        with self._writing:
            self._save(model=facts)

    def finish(self, status: RunStatus) -> None:
        """End the run with a status, and let other processes open the folder."""
        with self._writing:
            self._save(status=status, ended_ms=_now_ms())
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        unfinished = RunStatus.KILLED if kind is KeyboardInterrupt else RunStatus.FAILED
        self.finish(RunStatus.FINISHED if kind is None else unfinished)

    def _save(self, **changes: object) -> None:
        self._record = self._record.replaced(**changes)
        content = self._record.model_dump_json(indent=1)
        write_whole(f"{content}\n", self.path / RUN_FILE)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def open_child(parent: RunFolder, *, name: str) -> RunFolder:
    """Make the folder of a child run, or reopen it to go on with it."""
    path = parent.path / CHILDREN_FOLDER / name
    if (path / RUN_FILE).exists():
        return RunFolder.reopen(path)
    path.mkdir(parents=True, exist_ok=True)
    record = RunRecord(
        id=uuid4().hex,
        name=name,
        experiment=parent.record.experiment,
        registered_model=parent.record.registered_model,
        started_ms=time.time_ns() // 1_000_000,
        parent_id=parent.record.id,
    )
    return RunFolder(path, record=record, lock=hold(path))
