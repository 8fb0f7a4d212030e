"""``stance runs``: what has been trained here, and what of it has reached MLflow."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stance.config import TrackingSection
from stance.errors import StanceError
from stance.invocation import program
from stance.prediction.locating import BUNDLED_FOLDER
from stance.run_record.folder import RunFolder
from stance.run_record.locking import held, observed_status
from stance.run_record.metrics import read_metrics, results
from stance.run_record.naming import EPOCH_SCORE
from stance.run_record.values import CHILDREN_FOLDER, RUN_FILE, RunRecord, RunStatus, read_run
from stance.tracking.mirror import MlflowMirror, system_metrics
from stance.tracking.runs import STATE_LOCK, UploadState, read_state
from stance.tracking.sending import SYSTEM_PREFIX, RunUpload
from stance.tracking.store import check_store, quiet_mlflow, tracking_uri


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What is known of one run folder.

    ``status`` is KILLED if the record says that it runs and no process does; ``results`` have the
    last value of each; ``dev_macro_f1`` is that of the exported model, else of the best epoch.
    """

    folder: Path
    record: RunRecord
    status: RunStatus
    results: Mapping[str, float]
    dev_macro_f1: float | None
    upload: UploadState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadOutcome:
    """What became of sending one run folder.

    ``state`` is None if it failed, else ``error`` is.
    """

    folder: Path
    state: UploadState | None = None
    error: StanceError | None = None


def mirror_uri(section: TrackingSection) -> str | None:
    """Give the MLflow store that a config asks for."""
    return tracking_uri(section.uri) if section.enabled else None


@contextmanager
def recorded(run: RunFolder, *, uri: str | None) -> Iterator[None]:
    """Record a run while the block lasts, here and in MLflow, and end it with the block.

    Without a store (``uri`` is None) the folder alone is kept.
    """
    if uri is None:
        with run:
            yield
        return
    # the run ends before its mirror does, so that MLflow learns how it ended
    mirror = MlflowMirror(run.path, uri=uri, shipped=BUNDLED_FOLDER)
    with mirror, run, system_metrics(run, before_s=_seconds_before(run)):
        yield


def _seconds_before(run: RunFolder) -> int:
    """Give for how many seconds a run has had its machine's numbers, before it was resumed."""
    points = read_metrics(run.path).points
    return max((one.step for one in points if one.name.startswith(SYSTEM_PREFIX)), default=0)


def list_runs(parent: Path) -> list[RunSummary]:
    """Give the runs in a folder, the oldest first.

    The runs of a series follow it; a folder without a readable ``run.json`` is none.
    """
    found: dict[Path, RunRecord] = {}
    for pattern in (f"*/{RUN_FILE}", f"*/{CHILDREN_FOLDER}/*/{RUN_FILE}"):
        for path in parent.glob(pattern):
            try:
                found[path.parent] = read_run(path.parent)
            except StanceError:
                continue

    def age(folder: Path) -> tuple[object, ...]:
        top = parent / folder.relative_to(parent).parts[0]
        oldest = found.get(top, found[folder]).age
        return oldest, top.name, folder != top, found[folder].age, folder.name

    return [summarise_run(folder) for folder in sorted(found, key=age)]


def summarise_run(folder: Path) -> RunSummary:
    """Read a run folder."""
    record, log = read_run(folder), read_metrics(folder)
    epochs = [one.value for one in log.points if one.name == EPOCH_SCORE]
    return RunSummary(
        folder=folder,
        record=record,
        status=observed_status(folder, record),
        results=results(log),
        dev_macro_f1=record.model.dev_macro_f1 if record.model else max(epochs, default=None),
        upload=read_state(folder),
    )


def upload_runs(folders: Sequence[Path], *, uri: str | None = None) -> Iterator[UploadOutcome]:
    """Send to MLflow what it lacks of some runs.

    A run that fails does not keep the others; a store that does not answer does.
    """
    checked: set[str] = set()
    with quiet_mlflow():
        for folder in folders:
            try:
                store = tracking_uri(uri or own_uri(read_run(folder)))
            except StanceError as error:
                yield UploadOutcome(folder=folder, error=error)
                continue
            if store not in checked:
                check_store(store)
                checked.add(store)
            yield _upload(folder, uri=store)


def mlflow_facts(folder: Path) -> dict[str, str]:
    """Give what a person wants to know of a run's place in MLflow, by name."""
    state = read_state(folder)
    if state is None:
        return {}
    facts = {"MLflow": state.uri, "MLflow run": state.run_id}
    if state.model_version is not None:
        facts["version"] = f"{read_run(folder).registered_model} {state.model_version}"
    if state.champion is not None:
        facts["champion"] = state.champion
    if not state.complete:
        facts["not all is there"] = f"run: {program()} runs upload {folder}"
    return facts


def own_uri(record: RunRecord) -> str | None:
    """Give the MLflow store that a run's config names; None if it names none."""
    configured = record.params.get("tracking.uri")
    return configured if isinstance(configured, str) else None


def _upload(folder: Path, *, uri: str) -> UploadOutcome:
    try:
        with held(folder, STATE_LOCK):
            upload = RunUpload(folder, uri=uri, shipped=BUNDLED_FOLDER)
            return UploadOutcome(folder=folder, state=upload.send())
    except StanceError as error:
        return UploadOutcome(folder=folder, error=error)
