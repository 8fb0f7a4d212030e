"""What is it worth that the network says whether anybody speaks in a sentence?

    python experiments/speakers/speaking.py [CORPUS.jsonl …]

Prints, for the bundled model with what it says of that and without, how many sentences have
another speaker than the right one, and how many another label, by set: those of weighing.py, or
the corpora that are named. Further rows ask for other odds before somebody goes on whom no label
tells of, and for another likeness to the speaker's sentences before.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from unittest.mock import patch

from resolved import print_ways

from stance.article import Article
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.speech import carrying

#: Log-odds from which on somebody speaks, and the floor of the voice that goes on.
ASKED = ((-1.0, -1.5), (0.0, -1.5), (1.0, -1.5), (2.0, -1.5), (0.0, -1.0), (0.0, -3.0))


def main() -> None:
    asked = {str(one): partial(resolve, asked=one) for one in ASKED}
    print_ways({"without": without, **asked})


def without(predictor: Predictor, text: str, scored: Sequence[ScoredSentence]) -> Article:
    """Resolve an article of which the network does not say whether anybody speaks."""
    return predictor.resolve(text, [replace(one, speaking=None) for one in scored])


def resolve(
    predictor: Predictor, text: str, scored: Sequence[ScoredSentence], *, asked: tuple[float, float]
) -> Article:
    """Resolve an article with what it says, at some odds and some floor."""
    odds, floor = asked
    shifted = [replace(one, speaking=(one.speaking or 0.0) - odds) for one in scored]
    with patch.object(carrying, "UNLABELLED_FLOOR", floor):
        return predictor.resolve(text, shifted)


if __name__ == "__main__":
    main()
