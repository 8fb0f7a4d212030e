"""What goes on beside a run: its mirror in MLflow, and samples of what it costs its machine."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock

from stance.errors import StanceError
from stance.run_record.locking import hold
from stance.run_record.metrics import MetricSink
from stance.tracking.runs import STATE_LOCK
from stance.tracking.sending import SYSTEM_PREFIX, RunUpload
from stance.tracking.store import quiet_mlflow, without_password

if TYPE_CHECKING:
    from mlflow.system_metrics.metrics.base_metrics_monitor import BaseMetricsMonitor

_LONGEST_PAUSE_S = 60.0
_LONGEST_GOODBYE_S = 300.0

logger = logging.getLogger(__name__)


class MlflowMirror:
    """Follows a run folder from a thread of its own, so that no store can hold training up.

    A store that fails is named in one warning, whatever becomes of it afterwards; it is tried
    again with growing pauses, and what it missed is sent when it is back or by
    ``stance runs upload``. Leave the context after the run has ended: that sends the rest.

    Args:
        folder: The run folder.
        uri: The store, as ``store.tracking_uri`` gives it.
        pause_s: Between two looks at the folder, in seconds.
        shipped: A model that ships, to be registered beside the run's; None for none.
    """

    def __init__(
        self, folder: Path, *, uri: str, pause_s: float = 2.0, shipped: Path | None = None
    ) -> None:
        self._folder = folder
        self._uri = uri
        self._pause_s = pause_s
        self._upload = RunUpload(folder, uri=uri, shipped=shipped)
        self._lock: FileLock | None = None
        self._has_warned = False
        self._ending = Event()
        self._thread = Thread(target=self._follow, name="mlflow-mirror", daemon=True)
        self._quiet = quiet_mlflow()

    def __enter__(self) -> Self:
        self._quiet.__enter__()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        self._thread.join(_LONGEST_GOODBYE_S)
        if self._thread.is_alive():
            self._warn(without_password(f"MLflow at {self._uri} does not answer"))
        elif self._lock is not None:
            self._lock.release()
        self._quiet.__exit__(kind, error, trace)

    def _follow(self) -> None:
        pause = self._pause_s
        while not self._ending.wait(pause):
            if self._send():
                pause = self._pause_s
            elif self._ending.is_set():
                return  # nobody waits for the same silence twice
            else:
                pause = min(2 * pause, _LONGEST_PAUSE_S)
        self._send()

    def _send(self) -> bool:
        try:
            self._lock = self._lock or hold(self._folder, STATE_LOCK)
            self._upload.send()
        except StanceError as error:
            self._warn(str(error))
            return False
        return True

    def _warn(self, fault: str) -> None:
        if not self._has_warned:
            self._has_warned = True
            logger.warning(
                "%s\nThe run goes on and is kept whole in %s; what MLflow lacks afterwards "
                "is sent by: stance runs upload %s",
                fault,
                self._folder,
                self._folder,
            )


@contextmanager
def system_metrics(sink: MetricSink, *, before_s: int = 0, pause_s: float = 10.0) -> Iterator[None]:
    """Sample what a run costs its machine, from a thread, while the block lasts.

    MLflow's monitors do the measuring, but the numbers go where all others go, so that a store
    that is down misses nothing for good. The step is the whole seconds that the run has taken;
    ``before_s`` are those before it was resumed.
    """
    monitors, ending, began_s = _monitors(), Event(), time.monotonic() - before_s

    def sample() -> None:
        found: dict[str, float] = {}
        for monitor in monitors:
            monitor.collect_metrics()
            found |= monitor.aggregate_metrics()
            monitor.clear_metrics()
        named = {f"{SYSTEM_PREFIX}{name}": value for name, value in found.items()}
        sink.log_metrics(named, step=int(time.monotonic() - began_s))

    def follow() -> None:
        try:
            while not ending.wait(pause_s):
                sample()
            sample()  # so that the shortest run has one
        except OSError as error:
            logger.warning("system metrics end here: %s", error)

    thread = Thread(target=follow, name="system-metrics", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _monitors() -> "list[BaseMetricsMonitor]":
    from mlflow.system_metrics.metrics.cpu_monitor import CPUMonitor
    from mlflow.system_metrics.metrics.disk_monitor import DiskMonitor
    from mlflow.system_metrics.metrics.gpu_monitor import GPUMonitor
    from mlflow.system_metrics.metrics.network_monitor import NetworkMonitor

    monitors = [CPUMonitor(), DiskMonitor(), NetworkMonitor()]
    try:
        monitors.append(GPUMonitor())
    except (ImportError, RuntimeError):  # no NVIDIA library, or no such GPU
        logger.debug("no GPU to watch")
    return monitors
