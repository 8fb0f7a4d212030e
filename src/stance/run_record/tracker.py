"""The record of a run, as training sees it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from stance.run_record.values import DatasetUse


class Tracker(Protocol):
    """The verbs that training needs, and no more.

    Only the run's own folder can make them fail: what becomes of the record elsewhere, on a
    server that may be down, is no concern of training.
    """

    def log_params(self, params: Mapping[str, str | int | float | bool | None]) -> None:
        """Record settings; each name has one value in a run."""
        ...

    def set_tags(self, tags: Mapping[str, str]) -> None:
        """Record facts to search runs by; a later value replaces an earlier one."""
        ...

    def log_dataset(self, dataset: DatasetUse) -> None:
        """Record that a corpus part was used."""
        ...

    def log_metrics(self, metrics: Mapping[str, float], *, step: int) -> None:
        """Record numbers at a step (an epoch, an optimizer step, or a second)."""
        ...

    def log_file(self, path: Path, *, folder: str) -> None:
        """Record a file under a folder of the run's artifacts ("" for the top)."""
        ...
