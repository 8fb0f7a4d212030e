"""What is in a run folder, and its record, ``run.json``, as values."""

from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stance.errors import RunFolderError

RUN_FILE = "run.json"
METRICS_FILE = "metrics.jsonl"
ARTIFACTS_FOLDER = "artifacts"
MODEL_FOLDER = "model"
CHECKPOINTS_FOLDER = "checkpoints"
#: Holds a folder for each run of a series.
CHILDREN_FOLDER = "children"
#: Held by the process that writes the run; the system frees it when the process dies.
LOCK_FILE = ".run.lock"


class RunStatus(StrEnum):
    """How far a run has come; the values are MLflow's."""

    RUNNING = "RUNNING"
    FINISHED = "FINISHED"
    #: Ended by an error.
    FAILED = "FAILED"
    #: Ended from outside: Ctrl-C, or a process that is no more.
    KILLED = "KILLED"


class DatasetContext(StrEnum):
    """What a corpus part is to a run."""

    TRAINING = "training"
    #: The part that stops training, sets the temperature and decides over the champion.
    DEV = "dev"
    EVALUATION = "evaluation"


class _Part(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class DatasetUse(_Part):
    """One corpus part that a run used.

    ``name`` and ``source``, where its files are, are as the config says them; ``digest`` is SHA-256
    over its articles: equal digests are equal data.
    """

    name: str
    digest: str
    context: DatasetContext
    n_articles: int
    n_sentences: int
    source: str


class ModelFacts(_Part):
    """What the registry must know of the model in the run's ``model/`` folder.

    Attributes:
        dev_macro_f1: Macro-F1 of the exported model on dev, in [0, 1]; higher is better.
        dev_digest: Digest of that dev data; scores on different data are never compared.
    """

    dev_macro_f1: float = Field(ge=0, le=1)
    dev_digest: str


class RunRecord(_Part):
    """The whole of ``run.json``.

    Attributes:
        format: Version of the folder's layout.
        id: Unique in the world; the tag ``stance.run_id`` in MLflow.
        name: The folder's name when it was made.
        experiment: Of MLflow.
        registered_model: Name under which its model is registered.
        status: As the process that writes the folder last said.
        number: One more than that of every run that was there before, so that a clock that was
            set back makes no run older; 0 in runs of before 0.3.
        started_ms: Milliseconds since 1970, UTC, as is ``ended_ms``, which is None while it runs.
        params: Settings, as ``section.key``.
        tags: Facts to search runs by.
        parent_id: The ``id`` of the run that this one is a child of.
    """

    format: Literal[1] = 1
    id: str
    name: str
    experiment: str
    registered_model: str
    status: RunStatus = RunStatus.RUNNING
    number: int = 0
    started_ms: int
    ended_ms: int | None = None
    params: dict[str, str | int | float | bool | None] = {}
    tags: dict[str, str] = {}
    datasets: tuple[DatasetUse, ...] = ()
    model: ModelFacts | None = None
    parent_id: str | None = None

    @property
    def seconds(self) -> float | None:
        """How long the run took; None while it runs, or if it was killed."""
        return None if self.ended_ms is None else (self.ended_ms - self.started_ms) / 1000

    @property
    def age(self) -> tuple[int, int]:
        """By which runs of a folder are ordered, the oldest first."""
        return self.number, self.started_ms


def read_run(folder: Path) -> RunRecord:
    """Read what a run folder says of its run."""
    try:
        return RunRecord.model_validate_json((folder / RUN_FILE).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise RunFolderError(folder, f"not a run folder: it has no {RUN_FILE}") from None
    except OSError as error:
        raise RunFolderError(folder, f"{RUN_FILE} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        fault = f"{place}: {first['msg']}" if place else first["msg"]
        raise RunFolderError(folder, f"{RUN_FILE} is damaged: {fault}") from error
