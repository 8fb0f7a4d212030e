"""How much should a sentence say of its own label's certainty, beside its speaker?

    python experiments/speakers/confiding.py [MODEL]

For each share, calibrates a model (the bundled one if none is named) on
originals/dev and GUM news, with the answers that users see, and prints log loss, ECE and the
accuracy of the surest 80 % of sentences by set.
"""

import sys
from collections.abc import Sequence

import numpy as np
from weighing import PARTS

from stance.article import Article
from stance.corpus.parts import load_part
from stance.evaluation.scores import score
from stance.pipeline.model.finishing import Calibration, calibrated, calibration_of
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity import pooling

SHARES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
CALIBRATE_ON = ("originals-dev", "gum-news")


class Remembering:
    """A predictor that scores each article once.

    Args:
        predictor: Scores them.
    """

    def __init__(self, predictor: Predictor) -> None:
        self._predictor = predictor
        self._scored: dict[str, list[ScoredSentence]] = {}
        self.resolve = predictor.resolve

    def score(self, article: Article) -> list[ScoredSentence]:
        """Score an article's own sentences, as ``Predictor.score`` does."""
        if article.text not in self._scored:
            self._scored[article.text] = self._predictor.score(article)
        return self._scored[article.text]


def main() -> None:
    model = Remembering(Predictor.load(sys.argv[1] if len(sys.argv) > 1 else "bundled"))
    loaded = [part for part in map(load_part, PARTS) if part is not None]
    dev = [one for part in loaded if part.name in CALIBRATE_ON for one in part.articles]
    names = " | ".join(f"{part.name}: log loss / ECE / surest 80 %" for part in loaded)
    print(f"| share | temperature | outlet's gain | {names} |")
    print(f"| --- | ---: | ---: | {' | '.join('---:' for _ in loaded)} |")
    for share in SHARES:
        pooling.OWN_SHARE = share
        found = calibration_of(model, dev)
        cells = [cell(model, part.articles, found) for part in loaded]
        fitted = f"{found.temperature:.2f} | {found.outlet_gain:.2f}"
        print(f"| {share} | {fitted} | {' | '.join(cells)} |", flush=True)


def cell(model: Remembering, gold: Sequence[Article], found: Calibration) -> str:
    """Give the figures of one set."""
    predicted = [
        model.resolve(one.text, [calibrated(each, found) for each in model.score(one)])
        for one in gold
    ]
    scores = score(gold, predicted)
    surest = scores.to_metrics("set")["set.accuracy_at_80"]
    return f"{log_loss(gold, predicted):.3f} / {scores.ece:.3f} / {surest:.3f}"


def log_loss(gold: Sequence[Article], predicted: Sequence[Article]) -> float:
    """Give the mean loss of the gold labels, in nats a sentence."""
    losses = [
        -np.log(said.probabilities[true.label])
        for one, other in zip(gold, predicted, strict=True)
        for true, said in zip(one.sentences, other.sentences, strict=True)
    ]
    return float(np.mean(losses))


if __name__ == "__main__":
    main()
