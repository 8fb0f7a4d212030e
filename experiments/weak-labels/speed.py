"""How fast is ``stance label``, and how do its time and memory grow with the articles?

    python experiments/weak-labels/speed.py [--sizes 100 1000 10000]

Repeats the texts of the originals, each with another last line, as many times as are needed.
Each size is a process of its own, which tells its processor time and its largest memory (Linux).
"""

import argparse
import sys
from itertools import cycle, islice
from pathlib import Path
from subprocess import PIPE, run
from time import perf_counter

from articles import OUT, POOL, load
from cells import keep

from stance.files import whole_file
from stance.record import to_json

#: Runs the command and prints what it took; ``ru_maxrss`` would tell this process's memory.
_CHILD = """
import sys, time
from stance.cli.main import main
code = main(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.process_time(), peak.split()[1])
sys.exit(code)
"""


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
    command = [sys.executable, "-c", _CHILD, "label", str(raw), "--out", str(out)]
    lines = run(command, stdout=PIPE, text=True, check=True).stdout.splitlines()
    processor_s, peak = map(float, lines[-1].split())
    with out.open(encoding="utf-8") as lines:
        n_sentences = sum(line.count('"start":') for line in lines)
    figures = {
        "n_sentences": n_sentences,
        "seconds": perf_counter() - began,
        "processor_seconds": processor_s,
        "memory_megabytes": peak / 1024,
    }
    figures["sentences_per_s"] = n_sentences / figures["processor_seconds"]
    print(raw.name, {name: round(value, 1) for name, value in figures.items()}, flush=True)
    return figures


if __name__ == "__main__":
    main()
