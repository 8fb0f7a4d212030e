"""What is it worth that the network says whom the words for a speaker may name?

    python experiments/speakers/mentions.py [CORPUS.jsonl …]

Prints, for the bundled model with what it says of mentions and without, how many sentences have
another speaker than the right one, and how many another label, by set: those of weighing.py, or
the corpora that are named. Further rows let it count for more or less beside the words,
for descriptions and for pronouns.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from unittest.mock import patch

from resolved import print_ways

from stance.article import Article
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.linking import choosing

#: Of descriptions, and of pronouns.
WEIGHTS = ((0.5, 0.0), (0.25, 0.3), (0.5, 0.15), (0.5, 0.3), (0.5, 0.6), (0.75, 0.3))


def main() -> None:
    weighed = {str(weights): partial(resolve, weights=weights) for weights in WEIGHTS}
    print_ways({"without": without, **weighed})


def without(predictor: Predictor, text: str, scored: Sequence[ScoredSentence]) -> Article:
    """Resolve an article of which the network says nothing of mentions."""
    return predictor.resolve(text, [replace(one, tokens=None) for one in scored])


def resolve(
    predictor: Predictor,
    text: str,
    scored: Sequence[ScoredSentence],
    *,
    weights: tuple[float, float],
) -> Article:
    """Resolve an article with what it says at some weights."""
    of_description, of_pronoun = weights
    with (
        patch.object(choosing, "WEIGHT", of_description),
        patch.object(choosing, "WEIGHT_OF_PRONOUN", of_pronoun),
    ):
        return predictor.resolve(text, scored)


if __name__ == "__main__":
    main()
