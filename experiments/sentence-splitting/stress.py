"""Time the splitters on texts that nobody would print: each line must grow as its length does.

    python experiments/sentence-splitting/stress.py [--raw]

``--raw`` shows the libraries as well, at a twentieth of the length, since some would not end.
"""

import argparse
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable

from candidates import nupunkt, sentencex

from stance.text.quotes import find_quotes
from stance.text.sentences import split_sentences

N_CHARACTERS = 1_000_000
UNITS = {
    "one word": "a",
    "words, no mark": "word ",
    "line breaks": "\n",
    "short lines": "a\n",
    "emoji": "😀",
    "straight quotation marks": '"',
    "opening quotation marks": "“",
    "exclamation marks": "!",
    "abbreviations": "U.S. ",
    "questions": 'Is it?" ',
    "lead-ins": "He put it as follows: ",
    "lone surrogates": "\ud800",
    "full stops of Urdu": "۔",
    "plain sentences": "He said so. ",
}


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    work(text)
    return time.perf_counter() - start


def peak_mib(work: Callable[[str], object], text: str) -> float:
    """Memory held at the worst moment beside the text itself, in MiB."""
    tracemalloc.start()
    work(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def import_ms(module: str) -> float:
    """Shortest time to import a module in a fresh process, Python's own start taken off, in ms."""
    shortest = []
    for code in ("pass", f"import {module}"):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - start)
        shortest.append(min(times))
    return 1000 * (shortest[1] - shortest[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", action="store_true")
    works: dict[str, Callable[[str], object]] = {
        "split_sentences": split_sentences,
        "find_quotes": find_quotes,
    }
    n_characters = N_CHARACTERS
    if parser.parse_args().raw:
        n_characters //= 20
        works = {"nupunkt": nupunkt(), "sentencex": sentencex()}
    for module in ("nupunkt", "sentencex"):
        print(f"import {module}: {import_ms(module):.0f} ms")
    start = time.perf_counter()
    split_sentences("A. B.")
    print(f"first call: {1000 * (time.perf_counter() - start):.0f} ms")
    print("| text | work | s at half | s | MiB |")
    for name, unit in UNITS.items():
        text = unit * (n_characters // len(unit))
        for work_name, work in works.items():
            if work_name == "sentencex" and unit == "\ud800":
                continue  # it refuses lone surrogates
            half, whole = seconds(work, text[: len(text) // 2]), seconds(work, text)
            memory = peak_mib(work, text[: len(text) // 10]) * 10
            print(f"| {name} | {work_name} | {half:.2f} | {whole:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
