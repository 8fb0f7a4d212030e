"""How much oftener does the outlet speak than a network says?

    python experiments/speakers/gaining.py [CORPUS.jsonl …]

Prints what the bundled model comes to for each gain of the outlet's label, by set: those of
weighing.py, or the corpora that are named. The gain that ships is among them.
"""

import sys
from collections.abc import Sequence

from confiding import Remembering, log_loss
from unseen import named, shipped

from stance.article import Article
from stance.labels import Label
from stance.prediction.predictor import Predictor
from stance.prediction.speakers.capacity.chances import outlet_likelier
from stance.prediction.unseen import less_sure

GAINS = (0.0, 0.4, 0.8, 1.2, 1.6)


def main() -> None:
    sets = named(sys.argv[1:]) or shipped()
    predictor = Predictor.load("bundled")
    ships = predictor.manifest.outlet_gain
    softening = predictor.manifest.unseen_temperature
    model = Remembering(predictor)
    gains = sorted({*GAINS, ships})
    heads = " | ".join(f"{gain:.2f}{' (ships)' if gain == ships else ''}" for gain in gains)
    print("log loss, wrong labels, share of the outlet's sentences that is said")
    print(f"| set, share that is true | {heads} |")
    print(f"| --- | {' | '.join('---:' for _ in gains)} |")
    for name, gold in sets.items():
        cells = [cell(model, gold, more=gain - ships, temperature=softening) for gain in gains]
        print(f"| {name}, {share_of_outlet(gold):.3f} | {' | '.join(cells)} |", flush=True)


def cell(model: Remembering, gold: Sequence[Article], *, more: float, temperature: float) -> str:
    """Give the figures of one set at a gain that is greater by so much than the one that ships."""
    predicted = [
        less_sure(
            model.resolve(one.text, [outlet_likelier(each, more) for each in model.score(one)]),
            temperature,
        )
        for one in gold
    ]
    n_wrong = sum(
        true.label is not said.label
        for one, other in zip(gold, predicted, strict=True)
        for true, said in zip(one.sentences, other.sentences, strict=True)
    )
    said = [
        sentence.probabilities[Label.REPORTED_FACT]
        for one in predicted
        for sentence in one.sentences
    ]
    return f"{log_loss(gold, predicted):.3f}, {n_wrong}, {sum(said) / len(said):.3f}"


def share_of_outlet(gold: Sequence[Article]) -> float:
    """Give the share of sentences that have the outlet's label."""
    labels = [sentence.label for one in gold for sentence in one.sentences]
    return labels.count(Label.REPORTED_FACT) / len(labels)


if __name__ == "__main__":
    main()
