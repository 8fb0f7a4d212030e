"""The processor of this machine, and how much of it this process may use."""

import os
import platform
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePosixPath

#: Instructions that decide how fast 8-bit integers are multiplied, the fastest first.
INSTRUCTIONS = ("amx_int8", "avx512_vnni", "avx_vnni", "avx512f", "avx2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """A processor.

    Attributes:
        name: As its maker calls it, or its architecture.
        instructions: What it has of ``INSTRUCTIONS``; None if the system does not tell.
        n_cores: Logical cores of the machine.
        n_allowed: Those on which this process may run (its affinity).
        quota: Cores' worth of time that its container may take, such as 1.5; None for no limit.
    """

    name: str
    instructions: tuple[str, ...] | None
    n_cores: int
    n_allowed: int
    quota: float | None

    @property
    def multiplies_bytes(self) -> bool | None:
        """Whether it sums products of 8-bit integers in 32 bits; None if the system is silent."""
        if self.instructions is None:
            return None
        return any(one.endswith(("_int8", "_vnni")) for one in self.instructions)


def read_processor(root: Path = Path("/")) -> Processor:
    """Ask the system for the processor.

    Args:
        root: Folder with ``proc`` and ``sys``, as Linux has them.

    Returns:
        The processor.
    """
    told = _told(root / "proc" / "cpuinfo")
    flags = told.get("flags", told.get("Features"))
    known = None if flags is None else set(flags.split())
    n_cores = os.cpu_count() or 1
    has_affinity = hasattr(os, "sched_getaffinity")  # Linux
    return Processor(
        name=told.get("model name") or platform.processor() or platform.machine(),
        instructions=None if known is None else tuple(one for one in INSTRUCTIONS if one in known),
        n_cores=n_cores,
        n_allowed=len(os.sched_getaffinity(0)) if has_affinity else n_cores,
        quota=_quota(root),
    )


def _told(path: Path) -> dict[str, str]:
    """Give what is told of the first core; the others are alike."""
    try:
        with path.open(encoding="ascii", errors="replace") as lines:
            pairs = [line.partition(":") for line in takewhile(str.strip, lines)]
    except OSError:
        return {}
    return {key.strip(): value.strip() for key, _, value in pairs}


def _quota(root: Path) -> float | None:
    """Give the tightest limit of the control groups that this process is in."""
    try:
        lines = (root / "proc" / "self" / "cgroup").read_text("utf-8").splitlines()
    except OSError:
        return None
    limits = []
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if not controllers or "cpu" in controllers.split(","):
            mount = root / "sys" / "fs" / "cgroup" / ("cpu" if controllers else "")
            place = PurePosixPath(group)
            folders = [mount / str(one).lstrip("/") for one in (place, *place.parents)]
            limits += [one for one in map(_limit, folders) if one is not None]
    return min(limits, default=None)


def _limit(group: Path) -> float | None:
    """Give the limit of one control group, by the second version of the system's or the first."""
    try:
        if (group / "cpu.max").is_file():
            quota, period = (group / "cpu.max").read_text("ascii").split()
        else:
            quota = (group / "cpu.cfs_quota_us").read_text("ascii")
            period = (group / "cpu.cfs_period_us").read_text("ascii")
    except OSError:
        return None
    return None if quota == "max" or int(quota) < 0 else int(quota) / int(period)
