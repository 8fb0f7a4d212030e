"""The runs of a series: folders below that of their parent."""

import time
from uuid import uuid4

from stance.run_record.folder import RunFolder
from stance.run_record.layout import CHILDREN_FOLDER, RUN_FILE
from stance.run_record.locking import hold
from stance.run_record.values import RunRecord


def open_child(parent: RunFolder, *, name: str) -> RunFolder:
    """Make the folder of a child run, or reopen it to go on with it."""
    path = parent.path / CHILDREN_FOLDER / name
    if (path / RUN_FILE).exists():
        return RunFolder.reopen(path)
    path.mkdir(parents=True, exist_ok=True)
    record = RunRecord(
        id=uuid4().hex,
        name=name,
        experiment=parent.record.experiment,
        registered_model=parent.record.registered_model,
        started_ms=time.time_ns() // 1_000_000,
        parent_id=parent.record.id,
    )
    return RunFolder(path, record=record, lock=hold(path))
