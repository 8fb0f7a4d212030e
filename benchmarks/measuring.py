"""What the benchmarks share: the machine, a median with its spread, the file of a table."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from stance.processor import read_processor

ROOT = Path(__file__).parents[1]


def machine() -> str:
    """Name the processor, and what it has for small numbers."""
    found = read_processor()
    return f"{found.name}, {found.n_cores} cores, {' '.join(found.instructions or ())}"


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
