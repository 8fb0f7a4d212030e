"""What does a fresh process take until its first answer, against the pipeline with MiniLM?

    python benchmarks/startup.py [--model MODEL] [--rounds 5]

Each process imports, loads, reads one article of five sentences and ends; contenders take turns.
The pipeline's model is saved to a folder beforehand, so that it is loaded from a file, as a user's
would be. Written to ``benchmarks/startup.json``.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from measuring import machine, spread, write_table

ARTICLE = (
    "The harbour will close on Monday, the port authority said. Ada Obi, an economist, expects "
    "prices to rise. Ships wait outside. “We had no choice,” said the minister. It rained."
)
#: Ends the program of each contender: what it took, in seconds of processor time and megabytes.
TOLD = dedent("""
    import resource
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
""")
STANCE = dedent("""
    from stance import Predictor
    Predictor.load({model!r}, n_threads=1).predict({article!r})
""")
PIPELINE = dedent("""
    import torch
    from transformers import pipeline
    torch.set_num_threads(1)
    classify = pipeline("text-classification", model={folder!r})
    classify([one + "." for one in {article!r}.split(".") if one.strip()])
""")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        _save_minilm(options.model, Path(folder))
        programs = {
            options.model: STANCE.format(model=options.model, article=ARTICLE),
            "pipeline, MiniLM": PIPELINE.format(folder=folder, article=ARTICLE),
        }
        rounds = [
            {name: _run(one) for name, one in programs.items()} for _ in range(options.rounds + 1)
        ]
    rounds = rounds[1:]  # the first fills the disk's cache
    rows = []
    for name in programs:
        seconds, megabytes = zip(*(one[name] for one in rounds), strict=True)
        rows.append([name, spread(seconds, ".2f"), spread(megabytes, ".0f")])
    columns = ["contender", "processor seconds", "peak memory, MB"]
    write_table("startup", columns, rows, note=f"{options.rounds} rounds; one thread; {machine()}")


def _run(program: str) -> tuple[float, float]:
    command = [sys.executable, "-c", program + TOLD]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, megabytes = said.split()[-2:]
    return float(seconds), float(megabytes)


def _save_minilm(model: str, folder: Path) -> None:
    """Save a classifier of MiniLM's shape that reads words as a model does.

    In a process of its own: the peak of the memory that starts another counts as that one's too.
    """
    program = dedent(f"""
        from throughput import minilm, tokenizer_of
        minilm().save_pretrained({str(folder)!r})
        tokenizer_of({model!r}).save_pretrained({str(folder)!r})
    """)
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parent)


if __name__ == "__main__":
    main()
