"""How fast is ``stance label``, and how do its time and memory grow with the articles?

    python experiments/weak-labels/speed.py [--sizes 100 1000 10000]

Repeats the texts of the originals, each with another last line, as many times as are needed.
Each size is a process of its own, whose processor time and largest memory the system tells.
"""

import argparse
import os
import sys
from itertools import cycle, islice
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import perf_counter

from articles import OUT, POOL, load
from cells import keep

from stance.files import whole_file
from stance.record import to_json


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000])
    options = parser.parse_args()
    for size in options.sizes:
        raw, out = OUT / f"speed-{size}.jsonl", OUT / f"speed-{size}-labelled.jsonl"
        _write(raw, size=size)
        keep("speed", str(size), _measure(raw, out))
        raw.unlink()
        out.unlink()


def _write(path: Path, *, size: int) -> None:
    texts = [article.text for article in load(POOL[0])]
    with whole_file(path) as beside, beside.open("w", encoding="utf-8") as file:
        for number, text in enumerate(islice(cycle(texts), size)):
            record = {"id": f"copy-{number}", "text": f"{text}\n\nCopy {number}."}
            file.write(f"{to_json(record)}\n")


def _measure(raw: Path, out: Path) -> dict[str, float]:
    began = perf_counter()
    command = [sys.executable, "-m", "stance.cli", "label", str(raw), "--out", str(out)]
    process = Popen(command, stdout=DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"stance label ended with exit code {process.returncode}")
    with out.open(encoding="utf-8") as lines:
        n_sentences = sum(line.count('"start":') for line in lines)
    figures = {
        "n_sentences": n_sentences,
        "seconds": perf_counter() - began,
        "processor_seconds": usage.ru_utime + usage.ru_stime,
        "memory_megabytes": usage.ru_maxrss / 1024,
    }
    figures["sentences_per_s"] = n_sentences / figures["processor_seconds"]
    print(raw.name, {name: round(value, 1) for name, value in figures.items()}, flush=True)
    return figures


if __name__ == "__main__":
    main()
