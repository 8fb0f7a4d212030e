"""Who is writing a run folder: known from a lock that dies with its process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from stance.errors import RunFolderError
from stance.run_record.values import LOCK_FILE, RunRecord, RunStatus


def hold(folder: Path, name: str = LOCK_FILE, *, patience_s: float = 1.0) -> FileLock:
    """Take one of a run folder's locks.

    ``release()`` frees it, and so does the end of the process.
    """
    if not folder.is_dir():  # the lock would make it
        raise RunFolderError(folder, "there is no such folder")
    lock = FileLock(folder / name, thread_local=False)
    try:
        lock.acquire(timeout=patience_s)
    except Timeout:
        raise RunFolderError(folder, "in use by another process; wait for it to end") from None
    return lock


@contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Hold one of a run folder's locks while the block lasts."""
    lock = hold(folder, name)
    try:
        yield
    finally:
        lock.release()


def is_running(folder: Path) -> bool:
    """Tell whether a living process writes this run folder."""
    try:
        hold(folder, patience_s=0).release()
    except RunFolderError:
        return folder.is_dir()
    return False


def observed_status(folder: Path, record: RunRecord) -> RunStatus:
    """Give a run's status; a run that says it is running and has no process was killed."""
    if record.status is RunStatus.RUNNING and not is_running(folder):
        return RunStatus.KILLED
    return record.status
