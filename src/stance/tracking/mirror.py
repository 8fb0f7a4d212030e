"""What goes on beside a run: its mirror in MLflow, and samples of what it costs its machine."""

import logging
import time
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
            pause = self._pause_s if self._send() else min(2 * pause, _LONGEST_PAUSE_S)
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


class SystemMetrics:
    """Samples the machine from a thread while its context is open.

    MLflow's monitors do the measuring, but the numbers go where all others go, so that a store
    that is down misses nothing for good.

    Args:
        sink: Gets each sample; the step is the whole seconds since ``started_s``.
        started_s: When the run began, seconds since 1970, UTC; a resumed run goes on from there.
        pause_s: Between two samples, in seconds.
    """

    def __init__(self, sink: MetricSink, *, started_s: float, pause_s: float = 10.0) -> None:
        self._sink = sink
        self._started_s = started_s
        self._pause_s = pause_s
        self._monitors: list[BaseMetricsMonitor] = []
        self._ending = Event()
        self._thread = Thread(target=self._follow, name="system-metrics", daemon=True)

    def __enter__(self) -> Self:
        self._monitors = _monitors()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        self._thread.join()

    def _follow(self) -> None:
        try:
            while not self._ending.wait(self._pause_s):
                self._sample()
            self._sample()  # so that the shortest run has one
        except OSError as error:
            logger.warning("system metrics end here: %s", error)

    def _sample(self) -> None:
        sample: dict[str, float] = {}
        for monitor in self._monitors:
            monitor.collect_metrics()
            sample.update(monitor.aggregate_metrics())
            monitor.clear_metrics()
        step = int(time.time() - self._started_s)
        self._sink.log_metrics({f"{SYSTEM_PREFIX}{k}": v for k, v in sample.items()}, step=step)


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
