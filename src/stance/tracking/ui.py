"""MLflow's UI on a store, and the page of it that lists the runs."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stance.errors import TrackingError
from stance.tracking.runs import VIEW
from stance.tracking.store import open_client, quiet_mlflow, translated

HOST = "127.0.0.1"
_MODULE = "mlflow"
_PATIENCE_S = 180.0  # MLflow takes some seconds of processor time to come up
_GOODBYE_S = 10.0
_MAX_PORT = 65535


def runs_page(address: str, *, uri: str) -> str:
    """Give the address of the page that lists the runs, with their scores as columns.

    The plain address of MLflow 3 opens on traces of language models, of which there are none.
    Of all experiments if there is no run.
    """
    with quiet_mlflow(), translated(uri):
        client = open_client(uri)
        ids = [one.experiment_id for one in client.search_experiments()]
        newest = client.search_runs(ids, order_by=["attributes.start_time DESC"], max_results=1)
        top = f"{address.rstrip('/')}/#/experiments"
        if not newest:
            return f"{top}?workflowType=machine_learning"
    page = f"{top}/{newest[0].info.experiment_id}/runs?workflowType=machine_learning"
    return f"{page}&viewStateShareKey={VIEW}"


@contextmanager
def serving(uri: str, *, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run MLflow's UI on a store until the block ends."""
    _refuse_used(port)
    with TemporaryDirectory(prefix="stance-ui-") as name, (Path(name) / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", _MODULE, "server", "--backend-store-uri", uri),
                *("--host", HOST, "--port", str(port), "--workers", "1"),
            ],
            env={"MLFLOW_DISABLE_TELEMETRY": "true", **os.environ},
            stdout=log,
            stderr=log,
            start_new_session=True,  # so that its workers end with it
        )
        try:
            _await(process, port=port, log=Path(log.name))
            yield process
        finally:
            _end(process)


def _refuse_used(port: int) -> None:
    if not 0 < port <= _MAX_PORT:
        raise TrackingError(f"there is no port {port}; give one from 1 to {_MAX_PORT}")
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise TrackingError(
                f"port {port} is in use, perhaps by another MLflow; look at http://{HOST}:{port}, "
                f"or give another one: --port {port % _MAX_PORT + 1}"
            )


def _await(process: "subprocess.Popen[bytes]", *, port: int, log: Path) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=2).close()  # noqa: S310, RUF100  # ours
        except OSError:
            time.sleep(0.2)
        else:
            return
    said = log.read_text("utf-8", errors="replace").strip().splitlines()[-1:]
    raise TrackingError(f"MLflow's UI does not come up: {''.join(said) or 'it says nothing'}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(_GOODBYE_S)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
