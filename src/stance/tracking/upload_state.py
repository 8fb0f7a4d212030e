"""How much of a run folder has reached MLflow: ``mlflow.json`` in the folder."""

from pathlib import Path
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from stance.files import write_whole
from stance.run_record.values import RunStatus

STATE_FILE = "mlflow.json"
#: Held by the process that sends the folder, so that no run is sent twice at once.
STATE_LOCK = ".mlflow.lock"


class UploadState(BaseModel):
    """What has been sent, and to which run of which store.

    It may lag behind the store, never run ahead of it: sending something again changes nothing.

    Attributes:
        uri: The store, without a password.
        experiment_id: The experiment's id there.
        run_id: The run's id there.
        metrics_end: Bytes of ``metrics.jsonl`` that have been sent.
        artifacts: What was sent, by path under ``artifacts/``: size and time of change.
        note: The description that was given to the run; people may have changed it since.
        status: The run's status there.
        model_id: Of the logged model, once it is there whole.
        model_version: Version in the registry.
        champion: What became of the alias, in a sentence.
        complete: Whether a finished run is there whole.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    uri: str
    experiment_id: str
    run_id: str
    metrics_end: int = 0
    artifacts: dict[str, str] = {}
    note: str | None = None
    status: RunStatus = RunStatus.RUNNING
    model_id: str | None = None
    model_version: str | None = None
    champion: str | None = None
    complete: bool = False

    def replaced(self, **changes: object) -> Self:
        """Give this state with some values changed."""
        return self.model_copy(update=changes)


def read_state(folder: Path) -> UploadState | None:
    """Read what has been sent; None if nothing has, or the file does not tell.

    A damaged file counts as none: the run is then found by its tag.
    """
    try:
        return UploadState.model_validate_json((folder / STATE_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def write_state(state: UploadState, folder: Path) -> None:
    """Write what has been sent."""
    write_whole(f"{state.model_dump_json(indent=1)}\n", folder / STATE_FILE)
