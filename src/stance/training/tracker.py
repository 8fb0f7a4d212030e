"""The record of a run, as training sees it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class Tracker(Protocol):
    """The verbs that training needs, and no more.

    No verb raises because the record cannot be kept: a tracker that loses its store says so
    once and keeps quiet, and the run goes on.
    """

    def log_params(self, params: Mapping[str, str | int | float | bool | None]) -> None:
        """Record settings; each name once in a run."""
        ...

    def set_tags(self, tags: Mapping[str, str]) -> None:
        """Record facts to search runs by; a later value replaces an earlier one."""
        ...

    def log_metrics(self, metrics: Mapping[str, float], *, step: int) -> None:
        """Record numbers at a step (an epoch, or an optimizer step)."""
        ...

    def log_file(self, path: Path, *, folder: str) -> None:
        """Record a file under a folder of the run's artifacts ("" for the top)."""
        ...
