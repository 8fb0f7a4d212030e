"""How much less sure should answers be on outlets from which nothing was learnt?

    python experiments/speakers/unseen.py [CORPUS.jsonl …]

Prints log loss and ECE of the bundled model for each factor, by set: those of weighing.py, or the
corpora that are named.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from confiding import log_loss
from weighing import PARTS

from stance.article import Article
from stance.corpus.parts import load_part
from stance.corpus.reading import read_corpus
from stance.evaluation.scores import score
from stance.prediction.predictor import Predictor
from stance.prediction.unseen import less_sure

FACTORS = (1.0, 1.1, 1.2, 1.3, 1.4)


def main() -> None:
    sets = named(sys.argv[1:]) or shipped()
    predictor = Predictor.load("bundled")
    answered = {
        name: [predictor.resolve(one.text, predictor.score(one)) for one in gold]
        for name, gold in sets.items()
    }
    print(f"| set: log loss / ECE | {' | '.join(map(str, FACTORS))} |")
    print(f"| --- | {' | '.join('---:' for _ in FACTORS)} |")
    for name, gold in sets.items():
        cells = [cell(gold, answered[name], factor=factor) for factor in FACTORS]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def named(paths: Sequence[str]) -> dict[str, Sequence[Article]]:
    """Read corpora."""
    return {Path(path).stem: read_corpus([Path(path)]) for path in paths}


def shipped() -> Mapping[str, Sequence[Article]]:
    """Load the sets of this experiment that are at hand."""
    return {part.name: part.articles for part in map(load_part, PARTS) if part is not None}


def cell(gold: Sequence[Article], answered: Sequence[Article], *, factor: float) -> str:
    """Give the figures of one set."""
    predicted = [less_sure(one, factor) for one in answered]
    return f"{log_loss(gold, predicted):.3f} / {score(gold, predicted).ece:.3f}"


if __name__ == "__main__":
    main()
