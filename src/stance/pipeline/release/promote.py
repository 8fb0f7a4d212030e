"""``stance promote`` and ``stance rollback``: which model is the champion."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from stance.errors import ArtifactError, PromotionError, RunFolderError, TrackingError
from stance.pipeline.release.gate import reasons_against_run
from stance.pipeline.runs.runs import list_runs, own_uri
from stance.prediction.locating import BUNDLED, RUNS_FOLDER, locate_model
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.run_record.champion import Champion, forget_champion
from stance.run_record.locking import held
from stance.run_record.values import MODEL_FOLDER, RunRecord, RunStatus, read_run
from stance.tracking.champion import (
    PROMOTION_TAG,
    ChampionDecision,
    find_champion,
    move_champion,
    restore_champion,
)
from stance.tracking.entities import RUN_ID_TAG
from stance.tracking.resolving import fetch_model
from stance.tracking.runs import STATE_LOCK
from stance.tracking.sending import RunUpload
from stance.tracking.store import (
    check_store,
    existing_store,
    open_client,
    quiet_mlflow,
    tracking_uri,
    translated,
)

_LONGEST_TAG = 4000  # MLflow takes 5,000 characters
_DEFAULT = "and the default in this folder"
_LOCK = "champion.lock"


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time choose the champion of a working folder, here and in MLflow."""
    RUNS_FOLDER.mkdir(exist_ok=True)
    with held(RUNS_FOLDER, _LOCK):
        yield


@_alone()
def promote(
    folder: Path,
    *,
    force_because: str | None = None,
    report: Callable[[str, int, int], None] | None = None,
) -> ChampionDecision:
    """Make a run's model the champion, if it passes the gate.

    Args:
        folder: The run folder; that of one run of a series will do.
        force_because: Promote it even if it fails, and keep this reason; None to refuse.
        report: Told the set's name, articles done, and articles in all.

    Returns:
        What became of the alias. The model is the default of the working folder afterwards.

    Raises:
        PromotionError: With every condition that fails, unless forced.
        RunFolderError: If it is no run folder, its run is not finished, or another process
            chooses the champion of this folder.
        TrackingError: If the store fails.
    """
    record = read_run(folder)
    if record.status is not RunStatus.FINISHED or record.model is None:
        raise RunFolderError(folder, "only a finished run that has a model can be promoted")
    uri = tracking_uri(own_uri(record))
    with quiet_mlflow():
        check_store(uri)
        with translated(uri):
            client = open_client(uri)
            champion = find_champion(client, record.registered_model)
        present = None if champion is None else str(champion.version)
        if champion is not None and champion.tags.get(RUN_ID_TAG) == record.id:
            why = champion.tags.get(PROMOTION_TAG, "the champion when it was promoted here")
            _make_default(folder, record, version=str(present), why=why)
            reason = f"version {present} is the champion, {_DEFAULT}"
            return ChampionDecision(moved=False, reason=reason)
        failed = _failed(record, folder=folder, champion=present, uri=uri, report=report)
        if failed and force_because is None:
            raise PromotionError(folder, failed)
        why = _why(failed, force_because)
        version = _register(folder, uri=uri)
        with translated(uri):
            move_champion(client, name=record.registered_model, version=version, why=why)
    _make_default(folder, record, version=version, why=why)
    instead = "" if present is None else f", instead of version {present}"
    return ChampionDecision(
        moved=True, reason=f"version {version} is the champion{instead}, {_DEFAULT} ({why})"
    )


@_alone()
def rollback(name: str, *, uri: str | None = None) -> ChampionDecision:
    """Give the alias back to the champion before the present one."""
    store = existing_store(uri)
    with quiet_mlflow(), translated(store):
        client = open_client(store)
        decision = restore_champion(client, name)
        champion = find_champion(client, name)
    if not decision.moved or champion is None:
        return decision
    folder = _run_folder(champion.tags.get(RUN_ID_TAG))
    if folder is None:  # the bundled model, or one that was trained elsewhere
        forget_champion(RUNS_FOLDER)
        reason = f"{decision.reason}; the bundled model is the default in this folder"
        return replace(decision, reason=reason)
    why = f"{_now()}: champion again"
    _make_default(folder, read_run(folder), version=str(champion.version), why=why)
    return replace(decision, reason=f"{decision.reason}, {_DEFAULT}")


def _make_default(folder: Path, record: RunRecord, *, version: str, why: str) -> None:
    """Have predictions in the working folder take a run's model unless they are told another."""
    Champion.of(
        folder / MODEL_FOLDER,
        runs=RUNS_FOLDER,
        registered_model=record.registered_model,
        version=version,
        why=why,
    ).write(RUNS_FOLDER)


def _run_folder(run_id: str | None) -> Path | None:
    """Find the run below the working folder that a version is from; None if it is elsewhere."""
    runs = (one.folder for one in list_runs(RUNS_FOLDER))
    return next((folder for folder in runs if read_run(folder).id == run_id), None)


def _register(folder: Path, *, uri: str) -> str:
    with held(folder, STATE_LOCK):
        return RunUpload(folder, uri=uri).register()


def _failed(
    record: RunRecord,
    *,
    folder: Path,
    champion: str | None,
    uri: str,
    report: Callable[[str, int, int], None] | None,
) -> list[str]:
    unfit: list[str] = []
    predictor = _bundled_of(folder) if champion is None else None
    if champion is not None:
        try:
            address = f"models:/{record.registered_model}/{champion}"
            predictor = Predictor.load(fetch_model(address, uri=uri))
        except (ArtifactError, TrackingError) as error:
            unfit = [f"the champion, version {champion}, cannot be compared with: {error}"]
    return unfit + reasons_against_run(record, folder=folder, champion=predictor, report=report)


def _bundled_of(folder: Path) -> Predictor | None:
    """Give the bundled model, which answers as long as there is no champion."""
    scheme = read_manifest(folder / MODEL_FOLDER).label_scheme
    bundled = locate_model(BUNDLED)
    return Predictor.load(bundled) if read_manifest(bundled).label_scheme == scheme else None


def _why(failed: list[str], force_because: str | None) -> str:
    if not failed:
        return f"{_now()}: passed the gate"
    why = f"{_now()}: forced, because {force_because}; failed: {'; '.join(failed)}"
    return why[:_LONGEST_TAG]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
