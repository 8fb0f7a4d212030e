"""Windows drawn from what a model learns from."""

import math
import random
from collections.abc import Sequence

from tokenizers import Tokenizer

from stance.pipeline.run_data import RunData
from stance.prediction.manifest import NetworkSettings
from stance.training.examples import Example, make_examples


def cut_corpora(
    data: RunData, *, tokenizer: Tokenizer, settings: NetworkSettings
) -> list[list[Example]]:
    """Cut what a model learnt from into windows.

    Args:
        data: What it learnt from.
        tokenizer: Cuts articles as the model does.
        settings: How it is fed.

    Returns:
        The windows of each corpus.
    """
    return [
        make_examples(part.articles, tokenizer=tokenizer, settings=settings, decided_only=False)
        for part in data.train
    ]


def draw_windows(
    corpora: Sequence[Sequence[Example]], n_windows: int, *, seed: int
) -> list[Example]:
    """Draw windows: as many from each corpus, as far as it has them.

    Most of what is learnt from is of one corpus. Were it most of the windows too, answers on the
    others would change more when weights are put in codebooks.

    Args:
        corpora: The windows of each.
        n_windows: How many, rounded up to as many from each.
        seed: Of what is drawn.

    Returns:
        The windows, of one corpus after the other.
    """
    draw = random.Random(seed)
    share = math.ceil(n_windows / len(corpora))
    return [one for windows in corpora for one in draw.sample(windows, min(share, len(windows)))]
