"""What training costs its machine: processor, memory, disk, network and GPU, every ten seconds."""

import logging
import time
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from stance.run_record.metrics import MetricSink

if TYPE_CHECKING:
    from mlflow.system_metrics.metrics.base_metrics_monitor import BaseMetricsMonitor

#: MLflow's UI shows what starts so under "System metrics".
PREFIX = "system/"

logger = logging.getLogger(__name__)


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
        self._sink.log_metrics({f"{PREFIX}{k}": v for k, v in sample.items()}, step=step)


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
