"""Which articles should people correct: the most uncertain, the most disputed, or any?

    python experiments/weak-labels/review.py [--seeds 1 2 3] [--limit 50]

Of the weakly labelled articles of curve.py, some get their gold labels, as if people had
corrected them, and all are learnt from; with none corrected, it is the cell weak-0 of the curve.
Adds to results.json after each training.
"""

import argparse

from articles import shuffled_pool
from cells import run_cell
from weakly import label_weakly

from stance.corpus.review.ordering import Order, order_articles

N_CORRECTED = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--limit", type=int, default=N_CORRECTED, help="articles corrected")
    options = parser.parse_args()
    for seed in options.seeds:
        _, others = shuffled_pool(seed)
        weak = label_weakly(others, name=f"weak-{seed}")
        gold = {article.id: article for article in others}
        for order in Order:
            chosen = order_articles(weak, order=order, seed=seed)[: options.limit]
            ids = {article.id for article in chosen}
            corrected = [gold[one.id] if one.id in ids else one for one in weak]
            run_cell("review", order.value, articles=corrected, seed=seed)


if __name__ == "__main__":
    main()
