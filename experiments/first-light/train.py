"""Train every cell of the first-light table; cells that are done are skipped, killed ones go on.

python experiments/first-light/train.py [--seeds 1 2 3] [--only window-both …] [--epochs 3]
"""

import argparse
from pathlib import Path

from cells import CELLS, OUT, Cell

from stance.config import RunConfig, load_config
from stance.pipeline.train.train import Listener, train
from stance.run_record.values import RunStatus, read_run

_CORPORA = {
    "originals": '{name: originals-train, files: "data/originals/*.jsonl", '
    "split: data/originals/split.json, part: train}",
    "wikinews": "{name: wikinews-train, files: data/merged/wikinews-train.jsonl}",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", nargs="+", help="names of cells, such as window-both")
    parser.add_argument("--epochs", type=int, default=3, help="fewer than the configs have")
    options = parser.parse_args()
    for seed in options.seeds:
        for cell in CELLS:
            if not options.only or cell.name in options.only:
                _run(cell, seed=seed, epochs=options.epochs)


def _run(cell: Cell, *, seed: int, epochs: int) -> None:
    runs = OUT / f"{cell.name}-{seed}"
    states = [read_run(path.parent).status for path in runs.glob("*/run.json")]
    if RunStatus.FINISHED in states:
        return
    print(f"── {cell.name}, seed {seed}", flush=True)
    config = _config(cell, seed=seed, epochs=epochs)
    listener = Listener(
        say=lambda text: print(text, flush=True),
        fitting=lambda step: step.dev_macro_f1 and print(step, flush=True),
        evaluating=lambda *_: None,
    )
    train(config, listener=listener, resume=bool(states), runs=runs)


def _config(cell: Cell, *, seed: int, epochs: int) -> RunConfig:
    corpora = ", ".join(_CORPORA[name] for name in cell.corpora)
    return load_config(
        Path("configs") / f"{cell.config}.yaml",
        overrides=[
            f"name={cell.name}",
            f"seed={seed}",
            f"training.epochs={epochs}",
            f"data.train=[{corpora}]",
            "data.evaluation=[]",
            "tracking.enabled=false",
        ],
    )


if __name__ == "__main__":
    main()
