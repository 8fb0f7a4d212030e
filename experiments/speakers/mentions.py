"""What is it worth that the network says whom the words for a speaker may name?

    python experiments/speakers/mentions.py [CORPUS.jsonl …]

Prints, for the bundled model with what it says of mentions and without, how many sentences have
another speaker than the right one, and how many another label, by set: those of weighing.py, or
the corpora that are named. Further rows let it count for more or less beside the words,
for descriptions and for pronouns.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from unittest.mock import patch

from unseen import named, shipped

from stance.article import Article
from stance.evaluation.scores import score
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import choosing

#: Of descriptions, and of pronouns.
WEIGHTS = ((0.5, 0.0), (0.25, 0.3), (0.5, 0.15), (0.5, 0.3), (0.5, 0.6), (0.75, 0.3))


def main() -> None:
    sets = named(sys.argv[1:]) or shipped()
    predictor = Predictor.load("bundled")
    scored = {name: [predictor.score(one) for one in gold] for name, gold in sets.items()}
    told = "wrong speakers / right / B³ F1 / wrong labels"
    print(f"| weight | {' | '.join(f'{name}: {told}' for name in sets)} |")
    print(f"| --- | {' | '.join('---:' for _ in sets)} |")
    for weight in (None, *WEIGHTS):
        cells = [cell(predictor, gold, scored[name], weight=weight) for name, gold in sets.items()]
        print(f"| {weight or 'without'} | {' | '.join(cells)} |", flush=True)


def cell(
    predictor: Predictor,
    gold: Sequence[Article],
    scored: Sequence[Sequence[ScoredSentence]],
    *,
    weight: tuple[float, float] | None,
) -> str:
    """Give the figures of one set; with weight None the network says nothing of mentions."""
    of_description, of_pronoun = weight or (0.0, 0.0)
    with (
        patch.object(choosing, "WEIGHT", of_description),
        patch.object(choosing, "WEIGHT_OF_PRONOUN", of_pronoun),
    ):
        predicted = [
            predictor.resolve(
                one.text,
                sentences if weight else [replace(each, tokens=None) for each in sentences],
            )
            for one, sentences in zip(gold, scored, strict=True)
        ]
    found = score(gold, predicted).to_metrics("set")
    n_spoken = sum(each.speaker is not None for one in gold for each in one.sentences)
    n_sentences = sum(len(one.sentences) for one in gold)
    right, accuracy = found["set.speaker_accuracy"], found["set.accuracy"]
    return (
        f"{round(n_spoken * (1 - right))} / {right:.3f} / {found['set.speaker_b3_f1']:.3f}"
        f" / {round(n_sentences * (1 - accuracy))}"
    )


if __name__ == "__main__":
    main()
