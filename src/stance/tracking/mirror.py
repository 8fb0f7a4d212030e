"""Keeps an MLflow run equal to a run folder while the run is under way."""

import logging
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

from filelock import FileLock

from stance.errors import StanceError
from stance.run_record.locking import hold
from stance.tracking.sending import RunUpload
from stance.tracking.store import quiet_mlflow, without_password
from stance.tracking.upload_state import STATE_LOCK

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
