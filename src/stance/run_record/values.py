"""A run's record: ``run.json``, as values."""

from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stance.errors import RunFolderError
from stance.run_record.layout import RUN_FILE


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

    Attributes:
        name: As the config calls it.
        digest: SHA-256 over its articles; equal digests are equal data.
        context: What the run used it for.
        n_articles: How many articles it holds.
        n_sentences: How many sentences they hold.
        source: Where its files are, as the config says it.
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
        experiment: MLflow experiment that the run belongs to.
        registered_model: Name under which its model is registered.
        status: As the process that writes the folder last said.
        started_ms: Milliseconds since 1970, UTC.
        ended_ms: Likewise; None while it runs.
        params: Settings, as ``section.key``.
        tags: Facts to search runs by.
        datasets: Corpus parts used.
        model: Of the exported model, once there is one.
        parent_id: The ``id`` of the run that this one is a child of.
    """

    format: Literal[1] = 1
    id: str
    name: str
    experiment: str
    registered_model: str
    status: RunStatus = RunStatus.RUNNING
    started_ms: int
    ended_ms: int | None = None
    params: dict[str, str | int | float | bool | None] = {}
    tags: dict[str, str] = {}
    datasets: tuple[DatasetUse, ...] = ()
    model: ModelFacts | None = None
    parent_id: str | None = None

    def replaced(self, **changes: object) -> Self:
        """Give this record with some values changed."""
        return self.model_copy(update=changes)


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
