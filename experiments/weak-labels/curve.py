"""How many articles must be labelled by hand, and what do weak labels on others save?

    python experiments/weak-labels/curve.py [--seeds 1 2 3] [--gold 0 10 25 50 100 200]

Adds to results.json after each training and goes on where it was stopped.
"""

import argparse

from articles import MAX_GOLD, shuffled_pool
from cells import run_cell
from weakly import label_weakly

N_GOLD = (0, 10, 25, 50, 100, MAX_GOLD)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--gold", type=int, nargs="+", default=N_GOLD)
    options = parser.parse_args()
    for seed in options.seeds:
        gold, others = shuffled_pool(seed)
        weak = label_weakly(others, name=f"weak-{seed}")
        for n_gold in options.gold:
            if n_gold:
                run_cell("curve", f"gold-{n_gold}", articles=gold[:n_gold], seed=seed)
            run_cell("curve", f"weak-{n_gold}", articles=gold[:n_gold] + weak, seed=seed)


if __name__ == "__main__":
    main()
