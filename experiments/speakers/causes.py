"""To what is the right speaker lost: to the network, to linking, or to speech that goes on?

    python experiments/speakers/causes.py [MODEL]

Prints, by set, how many gold sentences with a speaker were given another one, or none, and why,
for a model (the bundled one if none is named). A pointer from each sentence to the mention that
introduces its speaker could win what is lost to speech that goes on, and no more.
"""

import sys
from collections import Counter
from collections.abc import Sequence

from weighing import PARTS

from stance.article import Article
from stance.corpus.parts import load_part
from stance.evaluation.pairing import pair_articles
from stance.evaluation.voices import voices_of
from stance.parts import Sentence
from stance.pipeline.evaluate.sets import predict_gold
from stance.prediction.predictor import Predictor

MISSED = "the model takes it for the outlet's"
LINKED = "named in the sentence, linked to somebody else"
CARRIED = "speech that goes on, given to somebody else"
UNNAMED = "the model finds nobody named, or somebody too many"
CAUSES = (MISSED, LINKED, CARRIED, UNNAMED)


def main() -> None:
    predictor = Predictor.load(sys.argv[1] if len(sys.argv) > 1 else "bundled")
    print(f"| set | spoken | wrong | {' | '.join(CAUSES)} |")
    print(f"| --- | ---: | ---: | {' | '.join('---:' for _ in CAUSES)} |")
    for part in map(load_part, PARTS):
        if part is not None:
            n_spoken, causes = count(part.articles, predict_gold(predictor, part.articles))
            cells = " | ".join(str(causes[one]) for one in CAUSES)
            print(f"| {part.name} | {n_spoken} | {causes.total()} | {cells} |", flush=True)


def count(gold: Sequence[Article], predicted: Sequence[Article]) -> tuple[int, Counter[str]]:
    """Give the number of gold sentences with a speaker, and what the wrong ones are due to."""
    n_spoken, causes = 0, Counter[str]()
    for pair in pair_articles(gold, predicted):
        for voice, (true, found) in zip(voices_of(pair), pair.sentences, strict=True):
            n_spoken += voice is not None
            if voice is not None and not voice.is_right:
                causes[cause_of(true, found)] += 1
    return n_spoken, causes


def cause_of(gold: Sentence, predicted: Sentence) -> str:
    """Say to what a sentence's right speaker was lost."""
    if predicted.speaker is None:
        return MISSED
    if gold.source and predicted.source:
        return LINKED
    return CARRIED if gold.source is predicted.source is None else UNNAMED


if __name__ == "__main__":
    main()
