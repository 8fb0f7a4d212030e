"""How much should the words for a speaker, and the noun of a role, weigh beside the sentences?

    python experiments/speakers/weighing.py [MODEL]

Prints macro-F1, wrong labels and kind accuracy of a model (the bundled one if none is named) by
the weights of both.
"""

import sys
from pathlib import Path

from stance.config import CorpusPart
from stance.corpus.parts import load_part
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.prediction.predictor import Predictor
from stance.prediction.speakers.capacity import leanings

#: Of all words, and of the noun.
WEIGHTS = ((0.0, 0.0), (0.35, 0.0), (0.35, 0.2), (0.2, 0.4), (0.15, 0.5), (0.1, 0.6), (0.0, 0.8))
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
    CorpusPart(name="ntrex-dev", files="data/merged/ntrex-dev.jsonl", optional=True),
    CorpusPart(name="ecb-dev", files="data/merged/ecb-dev.jsonl", optional=True),
    CorpusPart(name="ecb-test", files="data/merged/ecb-test.jsonl", optional=True),
)


def main() -> None:
    predictor = Predictor.load(sys.argv[1] if len(sys.argv) > 1 else "bundled")
    loaded = [part for part in map(load_part, PARTS) if part is not None]
    told = "macro-F1 / wrong / kind"
    print(f"| words | noun | {' | '.join(f'{part.name} {told}' for part in loaded)} |")
    print(f"| --- | --- | {' | '.join('---:' for _ in loaded)} |")
    for weight, of_head in WEIGHTS:
        leanings.WEIGHT, leanings.HEAD_WEIGHT = weight, of_head
        evaluated = evaluate_sets(predictor, {part.name: part.articles for part in loaded})
        cells = [
            f"{scores.macro_f1:.3f} / {round(scores.n_sentences * (1 - scores.accuracy))}"
            f" / {scores.speakers.kind_accuracy:.3f}"
            for scores in (one.scores for one in evaluated.values())
        ]
        print(f"| {weight} | {of_head} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
