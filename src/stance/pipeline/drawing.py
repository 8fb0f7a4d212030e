"""Windows drawn from what a model learns from."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from stance.corpus.parts import LoadedPart
from stance.pipeline.run_data import RunData
from stance.prediction.manifest import NetworkSettings
from stance.training.examples import Example, make_examples


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a model reads when its weights are put in codebooks.

    Attributes:
        data: What it learnt from, and dev.
        tokenizer: Its own.
        settings: How it is fed.
        seed: Of what is drawn.
    """

    data: RunData
    tokenizer: Tokenizer
    settings: NetworkSettings
    seed: int

    def draw(self, parts: Sequence[LoadedPart], n_windows: int) -> list[Example]:
        """Draw windows: as many from each corpus, as far as it has them.

        Most of what is learnt from is of one corpus. Were it most of the windows too, answers on
        the others would change more when weights are put in codebooks.

        Args:
            parts: The corpora.
            n_windows: How many, rounded up to as many from each.

        Returns:
            The windows, of one corpus after the other.
        """
        draw = random.Random(self.seed)
        share = math.ceil(n_windows / len(parts))
        cut = [self._cut(part) for part in parts]
        return [one for windows in cut for one in draw.sample(windows, min(share, len(windows)))]

    def _cut(self, part: LoadedPart) -> list[Example]:
        return make_examples(
            part.articles,
            tokenizer=self.tokenizer,
            settings=self.settings,
            decided_only=False,
        )
