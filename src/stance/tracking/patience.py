"""A client for MLflow servers whose every call ends in time, however its answer trickles in."""

import os
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from mlflow import MlflowClient

Answer = TypeVar("Answer")

#: What a call may take beside its requests, and how many requests it makes as a rule.
_SLACK_S, _N_REQUESTS = 2.0, 2
#: A line that is slower than this, in bytes per second, sends no files.
_SLOWEST = 100_000
#: Methods whose second argument is a file, or a folder of files, to be sent.
_SENDS_FILES = frozenset({"log_artifact", "log_artifacts", "log_model_artifacts"})


class PatientClient:
    """An MLflow client that gives each call up after a while.

    MLflow's own time limit is one between two bytes, which a server that answers a byte at a time
    never reaches. Here each call runs in a thread of its own; one that is given up goes on there
    until its server lets it go, and does not keep the process from ending.

    Args:
        client: Makes the calls. All of its methods and attributes are there.

    Raises:
        TimeoutError: By each method, if it takes more than twice what MLflow waits for a silent
            server, and the time of its files at 0.1 MB a second.
    """

    def __init__(self, client: "MlflowClient") -> None:
        self._client = client

    def __getattr__(self, name: str) -> object:
        value = getattr(self._client, name)
        return partial(self._call, name, value) if callable(value) else value

    def _call(
        self, name: str, method: Callable[..., object], *args: object, **options: object
    ) -> object:
        limit_s = _patience_s()
        if name in _SENDS_FILES:
            limit_s += _n_bytes(Path(str(args[1]))) / _SLOWEST
        return within(limit_s, partial(method, *args, **options))


def within(limit_s: float, call: Callable[[], Answer]) -> Answer:
    """Give the answer of a call, or its error; a ``TimeoutError`` if it takes too long."""
    answer: Future[Answer] = Future()

    def run() -> None:
        try:
            answer.set_result(call())
        # Whatever it is, it is raised where the call was made.
        except BaseException as error:  # noqa: BLE001
            answer.set_exception(error)

    Thread(target=run, name="mlflow-call", daemon=True).start()
    if not wait([answer], limit_s).done:
        raise TimeoutError(f"no whole answer within {limit_s:.0f} s")
    return answer.result()


def _patience_s() -> float:
    """Give what a call may take: twice what is waited for a silent server."""
    silent_s = float(os.environ.get("MLFLOW_HTTP_REQUEST_TIMEOUT", "120"))
    n_tries = 1 + int(os.environ.get("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "7"))
    return _N_REQUESTS * (silent_s * n_tries + _SLACK_S)


def _n_bytes(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file())
