"""Windows drawn from what a model learns from."""

import math
import random

from tokenizers import Tokenizer

from stance.pipeline.run_data import RunData
from stance.prediction.manifest import NetworkSettings
from stance.training.examples import Example, make_examples


def draw_windows(
    data: RunData, n_windows: int, *, tokenizer: Tokenizer, settings: NetworkSettings, seed: int
) -> list[Example]:
    """Draw windows of what a model learnt from: as many from each corpus, as far as it has them.

    Most of what is learnt from is of one corpus. Were it most of the windows too, answers on the
    others would change more when weights are put in codebooks.

    Args:
        data: What a model learnt from.
        n_windows: How many, rounded up to as many from each.
        tokenizer: Cuts articles as the model does.
        settings: How it is fed.
        seed: Of what is drawn.

    Returns:
        The windows, of one corpus after the other.
    """
    draw = random.Random(seed)
    chosen: list[Example] = []
    for part in data.train:
        windows = make_examples(
            part.articles, tokenizer=tokenizer, settings=settings, decided_only=False
        )
        share = math.ceil(n_windows / len(data.train))
        chosen += draw.sample(windows, min(share, len(windows)))
    return chosen
