"""The record of a run on disk: whole whenever the process is killed, needing no server."""

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self
from uuid import uuid4

from filelock import FileLock

from stance.errors import RunFolderError
from stance.files import write_whole
from stance.run_record.locking import hold
from stance.run_record.metrics import mend_metrics, metric_line
from stance.run_record.values import (
    ARTIFACTS_FOLDER,
    CHECKPOINTS_FOLDER,
    CHILDREN_FOLDER,
    METRICS_FILE,
    MODEL_FOLDER,
    RUN_FILE,
    DatasetUse,
    ModelFacts,
    RunRecord,
    RunStatus,
    read_run,
)


class RunFolder:
    """A run's folder, open for writing by this process alone.

    As a context manager it ends the run: FINISHED, FAILED if the block raises, KILLED if that
    was Ctrl-C. Made by ``create`` or ``reopen``. ``model_path`` is for the exported model,
    ``checkpoints_path`` for what ``--resume`` needs, and ``artifacts_path`` for files that people
    read, each written whole.
    """

    def __init__(self, path: Path, *, record: RunRecord, lock: FileLock) -> None:
        self.path = path
        self.model_path = path / MODEL_FOLDER
        self.checkpoints_path = path / CHECKPOINTS_FOLDER
        self.artifacts_path = path / ARTIFACTS_FOLDER
        self._writing = RLock()  # system metrics come from a thread of their own
        self._lock = lock
        self._record = record
        points = mend_metrics(path).points
        self._points = {(point.name, point.step, repr(point.value)) for point in points}
        self._last_ms = max((point.time_ms for point in points), default=record.started_ms)
        self._opened_s = time.monotonic()
        self._save()

    @classmethod
    def create(
        cls, parent: Path, *, name: str, experiment: str = "stance", registered_model: str
    ) -> Self:
        """Make the folder of a new run."""
        now, number = datetime.fromtimestamp(_now_ms() / 1000, UTC), _next_number(parent)
        path = _new_folder(parent, f"{name}-{now:%Y%m%dT%H%M%SZ}")
        return cls._begin(
            path,
            name=path.name,
            number=number,
            experiment=experiment,
            registered_model=registered_model,
        )

    def child(self, name: str) -> Self:
        """Make the folder of a child run, or reopen it to go on with it."""
        path = self.path / CHILDREN_FOLDER / name
        if (path / RUN_FILE).exists():
            return self.reopen(path)
        number = _next_number(path.parent)
        path.mkdir(parents=True, exist_ok=True)
        return self._begin(
            path,
            name=name,
            number=number,
            experiment=self.record.experiment,
            registered_model=self.record.registered_model,
            parent_id=self.record.id,
        )

    @classmethod
    def _begin(cls, path: Path, **facts: str | int) -> Self:
        values = {"id": uuid4().hex, "started_ms": _now_ms(), **facts}
        return cls(path, record=RunRecord.model_validate(values), lock=hold(path))

    @classmethod
    def reopen(cls, path: Path) -> Self:
        """Open the folder of a run that ended early, to go on with it."""
        read_run(path)  # so that no lock is laid in a folder that is not ours
        lock = hold(path)
        record = read_run(path).model_copy(update={"status": RunStatus.RUNNING, "ended_ms": None})
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
            # MLflow takes the point with the latest time for the last one
            self._last_ms = max(self._last_ms, _now_ms())
            line = metric_line(new, step=step, time_ms=self._last_ms)
            with (self.path / METRICS_FILE).open("ab", buffering=0) as file:
                file.write(line)
            self._points.update((name, step, repr(value)) for name, value in new.items())

    def record_model(self, facts: ModelFacts) -> None:
        """Record that ``model_path`` now holds the run's exported model."""
        with self._writing:
            self._save(model=facts)

    def finish(self, status: RunStatus) -> None:
        """End the run with a status, and let other processes open the folder."""
        with self._writing:
            took_ms = round(1000 * (time.monotonic() - self._opened_s))
            ended_ms = max(
                _now_ms(), self._record.started_ms + took_ms
            )  # if the clock was set back
            self._save(status=status, ended_ms=ended_ms)
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
        self._record = self._record.model_copy(update=changes)
        content = self._record.model_dump_json(indent=1)
        write_whole(f"{content}\n", self.path / RUN_FILE)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _next_number(parent: Path) -> int:
    """Give one more than the number of every run in a folder."""
    numbers = [0]
    for path in parent.glob(f"*/{RUN_FILE}"):
        with suppress(RunFolderError):  # what cannot be read is no run
            numbers.append(read_run(path.parent).number)
    return 1 + max(numbers)


def _new_folder(parent: Path, name: str) -> Path:
    """Make a folder that was not there before, with a number if two runs start in one second."""
    parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        path = parent / (name if number == 1 else f"{name}-{number}")
        try:
            path.mkdir()
        except FileExistsError:
            continue
        break
    return path
