"""What the benchmarks share: the machine, a median with its spread, the file of a table."""

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
#: Instructions that decide how fast 8-bit integers are multiplied.
INSTRUCTIONS = ("amx_int8", "avx512_vnni", "avx_vnni", "avx512f", "avx2")


def machine() -> str:
    """Name the processor, and what it has for small numbers."""
    try:
        said = Path("/proc/cpuinfo").read_text("ascii", errors="replace")
    except OSError:
        return platform.processor() or platform.machine()
    lines = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    told = {key.strip(): value.strip() for key, value in lines.items()}
    flags = set(told.get("flags", "").split())
    known = [name for name in INSTRUCTIONS if name in flags]
    name = told.get("model name", platform.machine())
    return f"{name}, {os.cpu_count()} cores, {' '.join(known)}"


def spread(values: Sequence[float], form: str) -> str:
    """Give the median, and the least and the greatest."""
    low, high = min(values), max(values)
    return f"{median(values):{form}} ({low:{form}}–{high:{form}})"


def write_table(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, note: str
) -> None:
    """Write the table of ``docs/performance.md`` that has this name, and print it."""
    path = ROOT / "benchmarks" / f"{name}.json"
    content = {"columns": columns, "rows": rows, "note": note}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for row in (columns, *rows):
        print(" | ".join(row))
    print(note)
