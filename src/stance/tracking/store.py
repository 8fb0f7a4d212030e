"""The MLflow store: which one, and a client for it that neither hangs nor chatters."""

import logging
import os
import re
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import gaierror
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

from filelock import FileLock

from stance.errors import TrackingError
from stance.tracking.patience import PatientClient

if TYPE_CHECKING:
    from mlflow import MlflowClient

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


DEFAULT_URI = "sqlite:///mlflow.db"
_LONGEST_FAULT = 300

# What MLflow would do instead: seven tries of two minutes each, a call home, progress bars.
_ENVIRONMENT = {
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "14",  # seconds without a byte; both tries take under 30
    "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "0",
    "MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER": "false",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
}
# They log each retry, and each lost database with a traceback; our errors say it in a line.
_LOUD_LOGGERS = ("mlflow", "alembic", "urllib3.connectionpool")


def tracking_uri(configured: str | None) -> str:
    """Give the URI of the MLflow store.

    Args:
        configured: ``tracking.uri`` of the config; None asks ``MLFLOW_TRACKING_URI``, and without
            that it is ``mlflow.db`` in the working folder.

    Returns:
        The URI; that of an SQLite file is absolute, so that it means the same everywhere.

    Raises:
        TrackingError: If MLflow cannot keep runs there.

    Examples:
        >>> tracking_uri("http://localhost:5000")
        'http://localhost:5000'
        >>> tracking_uri("./mlruns")
        Traceback (most recent call last):
            ...
        stance.errors.TrackingError: MLflow keeps no runs in folders any more, so './mlruns' will
        not do; use sqlite:///mlflow.db or a server, http://…
    """
    uri = configured or os.environ.get("MLFLOW_TRACKING_URI") or DEFAULT_URI
    if uri.startswith(SQLITE_PREFIX) and ":memory:" not in uri:
        return f"{SQLITE_PREFIX}{Path(uri.removeprefix(SQLITE_PREFIX)).absolute()}"
    if uri.startswith("sqlite:"):
        raise TrackingError(f"{uri!r} keeps nothing; name a file, as in {DEFAULT_URI}")
    if uri.startswith("file:") or not re.match(r"[\w+.-]+://|databricks", uri):
        raise TrackingError(
            f"MLflow keeps no runs in folders any more, so {uri!r} will not do; "
            f"use {DEFAULT_URI} or a server, http://…"
        )
    return uri


def existing_store(configured: str | None) -> str:
    """Give the URI as ``tracking_uri`` does, but refuse an SQLite file that is not there."""
    uri = tracking_uri(configured)
    database = database_path(uri)
    if database is not None and not database.exists():
        raise TrackingError(f"there is no {database}; set MLFLOW_TRACKING_URI, or run: make train")
    return uri


def without_password(text: str) -> str:
    """Give a text with the credentials in its URIs blotted out.

    >>> without_password("no answer from https://ann:secret@mlflow.example/api")
    'no answer from https://***@mlflow.example/api'
    """
    return re.sub(r"(?<=://)[^/\s]+@", "***@", text)


@contextmanager
def quiet_mlflow() -> Iterator[None]:
    """Import MLflow, bound its patience and silence its loggers; undo the latter two afterwards.

    What the user has set in the environment stays as it is.
    """
    added = {name: value for name, value in _ENVIRONMENT.items() if name not in os.environ}
    os.environ.update(added)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its own types
        import mlflow.pyfunc  # noqa: F401  # it also sets its loggers' levels, so first of all

    loggers = [logging.getLogger(name) for name in _LOUD_LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        for name in added:
            os.environ.pop(name, None)


@contextmanager
def translated(uri: str) -> Iterator[None]:
    """Turn whatever MLflow raises about a store into one error of ours."""
    from google.protobuf.json_format import Error as ProtobufError
    from mlflow.exceptions import MlflowException
    from requests import RequestException
    from sqlalchemy.exc import SQLAlchemyError

    stores = (MlflowException, RequestException, SQLAlchemyError, ProtobufError, OSError)
    nonsense = (ValueError, LookupError, TypeError, AttributeError)  # something else answers there
    try:
        yield
    except (*stores, *nonsense) as error:
        message = without_password(f"MLflow at {uri}: {_fault(error)}")
        if len(message) > _LONGEST_FAULT:
            message = f"{message[:_LONGEST_FAULT]}…"
        raise TrackingError(message) from error


def _fault(error: BaseException) -> str:
    """Say what went wrong in a line; of a connection, only how it failed."""
    innermost = error
    while deeper := innermost.__cause__ or innermost.__context__:
        innermost = deeper
    if isinstance(innermost, (ConnectionError, TimeoutError, gaierror)):
        return f"it does not answer ({innermost.strerror or innermost})"
    return " ".join(str(error).split()) or type(error).__name__


def open_client(uri: str) -> "MlflowClient":
    """Give a client for a store; one elsewhere has a time limit for each call."""
    from mlflow import MlflowClient

    database = database_path(uri)
    with translated(uri):
        if database is not None:
            prepare_database(database)
            return MlflowClient(tracking_uri=uri)
        return PatientClient(MlflowClient(tracking_uri=uri))


def check_store(uri: str) -> None:
    """Make sure that a store answers."""
    with translated(uri):
        open_client(uri).search_experiments(max_results=1)
