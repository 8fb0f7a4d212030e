"""A table of how many sentences have the wrong speaker or label, for ways of resolving them."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from unseen import named, shipped

from stance.article import Article
from stance.evaluation.scores import score
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence

#: Resolves an article from what the bundled network says of its sentences.
Way: TypeAlias = Callable[[Predictor, str, Sequence[ScoredSentence]], Article]


def print_ways(ways: Mapping[str, Way]) -> None:
    """Print a row for each way and a column for each set: those of weighing.py, or named corpora.

    Args:
        ways: By name.
    """
    sets = named(sys.argv[1:]) or shipped()
    predictor = Predictor.load("bundled")
    scored = {name: [predictor.score(one) for one in gold] for name, gold in sets.items()}
    told = "wrong speakers / right / B³ F1 / wrong labels"
    print(f"| | {' | '.join(f'{name}: {told}' for name in sets)} |")
    print(f"| --- | {' | '.join('---:' for _ in sets)} |")
    for title, way in ways.items():
        cells = [
            figures(
                gold,
                [
                    way(predictor, one.text, sentences)
                    for one, sentences in zip(gold, scored[name], strict=True)
                ],
            )
            for name, gold in sets.items()
        ]
        print(f"| {title} | {' | '.join(cells)} |", flush=True)


def figures(gold: Sequence[Article], predicted: Sequence[Article]) -> str:
    """Write what one set comes to."""
    found = score(gold, predicted).to_metrics("set")
    n_spoken = sum(each.speaker is not None for one in gold for each in one.sentences)
    n_sentences = sum(len(one.sentences) for one in gold)
    right, accuracy = found["set.speaker_accuracy"], found["set.accuracy"]
    return (
        f"{round(n_spoken * (1 - right))} / {right:.3f} / {found['set.speaker_b3_f1']:.3f}"
        f" / {round(n_sentences * (1 - accuracy))}"
    )
