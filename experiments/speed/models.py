"""What does a larger model cost those who use it?

    python experiments/speed/models.py MODEL OTHER … [--corpus CORPUS.jsonl]

Each model is loaded in a process of its own and reads the same articles, three times in turn; the
last column is its speed as a share of the first model's in the same run.
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

N_ARTICLES, N_ROUNDS = 15, 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", help="folders, or names of installed models")
    parser.add_argument("--corpus", default="data/originals/wire.jsonl")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        print(*measure(options.models[0], options.corpus))
        return
    rounds = {name: [] for name in options.models}
    for _ in range(N_ROUNDS):
        for name in options.models:
            command = [sys.executable, __file__, name, "--corpus", options.corpus, "--alone"]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            rounds[name].append([float(figure) for figure in answer.split()])
    titles = ("load, s", "first, s", "sentences/s", "peak MB")
    print(f"{'model':40}" + "".join(f"{title:>13}" for title in titles) + f"{'speed':>8}")
    base = median(figures[2] for figures in rounds[options.models[0]])
    for name, found in rounds.items():
        load, first, speed, peak = (median(column) for column in zip(*found, strict=True))
        row = f"{load:13.2f}{first:13.2f}{speed:13.0f}{peak:13.0f}{speed / base:8.2f}"
        print(f"{name[-40:]:40}{row}")


def measure(model: str, corpus: str) -> tuple[float, float, float, float]:
    """Give the seconds that a model takes to load and to read its first article, and its speed."""
    from stance import Predictor
    from stance.corpus.reading import read_corpus

    texts = [article.text for article in read_corpus([Path(corpus)])[:N_ARTICLES]]
    began = perf_counter()
    predictor = Predictor.load(model)
    loaded = perf_counter()
    predictor.predict("The harbour will close on Monday, the port authority said.")
    ready = perf_counter()
    n_sentences = sum(len(predictor.predict(text).sentences) for text in texts)
    seconds = perf_counter() - ready
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return loaded - began, ready - loaded, n_sentences / seconds, peak


if __name__ == "__main__":
    main()
