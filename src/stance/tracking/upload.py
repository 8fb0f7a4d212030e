"""Sends to MLflow what it lacks of a run folder, from any state and as often as one likes."""

from pathlib import Path

from stance.errors import RunFolderError
from stance.run_record.locking import observed_status
from stance.run_record.values import read_run
from stance.tracking.runs import ensure_run
from stance.tracking.sending import RunSender
from stance.tracking.store import open_client, translated, without_password
from stance.tracking.upload_state import UploadState, read_state


class RunUpload:
    """One run folder on its way to one MLflow store.

    Only one may be at work on a folder at a time: callers hold ``upload_state.STATE_LOCK``.

    Args:
        folder: The run folder.
        uri: The store, as ``store.tracking_uri`` gives it.
        shipped: A model that ships, to be registered beside the run's; None for none.
    """

    def __init__(self, folder: Path, *, uri: str, shipped: Path | None = None) -> None:
        self._folder = folder
        self._uri = uri
        self._shipped = shipped
        self._sender: RunSender | None = None

    def send(self) -> UploadState:
        """Send what the store lacks, as far as the run has come."""
        record = read_run(self._folder)
        try:
            with translated(self._uri):
                self._sender = self._sender or self._connect()
                return self._sender.send(record, status=observed_status(self._folder, record))
        except BaseException:
            self._sender = None
            raise

    def register(self) -> str:
        """Send the run and register its model, even if it is one of a series."""
        record = read_run(self._folder)
        if record.model is None:
            raise RunFolderError(self._folder, "it has no model to register; finish the run first")
        self.send()
        with translated(self._uri):
            return (self._sender or self._connect()).register(record, record.model)

    def _connect(self) -> RunSender:
        client = open_client(self._uri)
        state = ensure_run(
            client,
            read_run(self._folder),
            uri=without_password(self._uri),
            known=read_state(self._folder),
        )
        return RunSender(client, folder=self._folder, state=state, shipped=self._shipped)
