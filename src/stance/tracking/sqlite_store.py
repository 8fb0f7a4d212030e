"""An SQLite file as MLflow's store: made whole or not at all, and checked before MLflow sees it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from filelock import FileLock

from stance.errors import TrackingError

SQLITE_PREFIX = "sqlite:///"
ARTIFACTS_FOLDER = "mlartifacts"
_PATIENCE_S = 5.0
_CREATION_S = 60.0


def database_path(uri: str) -> Path | None:
    """Give the file of an SQLite URI; None for any other store."""
    if not uri.startswith(SQLITE_PREFIX):
        return None
    return Path(uri.removeprefix(SQLITE_PREFIX).partition("?")[0])


def artifact_root(database: Path) -> Path:
    """Give the folder of the artifacts that belong to a database: beside it."""
    return database.parent / ARTIFACTS_FOLDER


def prepare_database(path: Path) -> None:
    """Make sure that MLflow can write to an SQLite file.

    MLflow tries a broken file again and again for more than a minute; this tells at once.
    """
    try:
        if not path.exists():
            _create(path)
    except OSError as error:
        raise TrackingError(f"{path} cannot be made: {error.strerror or error}") from error
    try:
        address = f"file:{quote(str(path))}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE_S, isolation_level=None)
        with closing(connection):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA user_version = 0")  # SQLite finds out only by writing
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise TrackingError(f"{path} cannot be used: {error}") from error


def _create(path: Path) -> None:
    """Lay the tables out in a file beside, then rename it.

    MLflow does it in some dozens of steps; a kill between two of them would leave a file that it
    refuses for ever.
    """
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore  # 1 s

    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock", timeout=_CREATION_S):
        if path.exists():  # another process was faster
            return
        for stale in path.parent.glob(f"{path.name}.*.partial*"):  # and its journal
            stale.unlink()
        beside = path.with_name(f"{path.name}.{uuid4().hex[:8]}.partial")
        store = SqlAlchemyStore(f"{SQLITE_PREFIX}{beside}", artifact_root(path).as_uri())
        store.engine.dispose()
        beside.rename(path)
