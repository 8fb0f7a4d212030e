"""How much should the words for a speaker weigh beside the sentences?

    python experiments/speakers/weighing.py [MODEL]

Prints macro-F1 and kind accuracy of a model (the bundled one if none is named) by weight.
"""

import sys
from pathlib import Path

from stance.config import CorpusPart
from stance.corpus.parts import load_part
from stance.pipeline.evaluating import evaluate_sets
from stance.prediction.predictor import Predictor
from stance.prediction.speakers import leanings

WEIGHTS = (0.0, 0.2, 0.4, 0.6, 1.0)
PARTS = (
    CorpusPart(
        name="originals-dev",
        files="data/originals/*.jsonl",
        split=Path("data/originals/split.json"),
        part="dev",
    ),
    CorpusPart(
        name="gum-news",
        files="data/merged/gum-train.jsonl",
        split=Path("data/gum/split.json"),
        part="dev",
        optional=True,
    ),
    CorpusPart(name="wikinews-dev", files="data/merged/wikinews-dev.jsonl", optional=True),
    CorpusPart(name="newsdiscourse-dev", files="data/local/newsdiscourse-dev.jsonl", optional=True),
)


def main() -> None:
    predictor = Predictor.load(sys.argv[1] if len(sys.argv) > 1 else "bundled")
    loaded = [part for part in map(load_part, PARTS) if part is not None]
    print(f"| weight | {' | '.join(f'{part.name} macro-F1 / kind' for part in loaded)} |")
    print(f"| --- | {' | '.join('---:' for _ in loaded)} |")
    for weight in WEIGHTS:
        leanings.WEIGHT = weight
        evaluated = evaluate_sets(predictor, {part.name: part.articles for part in loaded})
        cells = [
            f"{one.scores.macro_f1:.3f} / {one.scores.speakers.kind_accuracy:.3f}"
            for one in evaluated.values()
        ]
        print(f"| {weight} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
