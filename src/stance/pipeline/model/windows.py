"""Windows drawn from what a model learns from."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer
from torch import Tensor

from stance.corpus.parts import LoadedPart
from stance.network import StanceNetwork
from stance.pipeline.train.data import RunData
from stance.prediction.manifest import NetworkSettings
from stance.training.compression.gradients import answer_gradients
from stance.training.export.exporting import Inputs, model_inputs
from stance.training.fitting.examples import Example, make_examples
from stance.training.fitting.grouping import group_by_length
from stance.training.fitting.objective import pad_windows

#: Windows of articles that were learnt from: they tell which weights matter, for codebooks.
_N_CODING_WINDOWS = 160
#: Windows of dev: they tell which answers of which linear maps matter, and of how many at once.
_N_SENSITIVE_WINDOWS, _N_AT_ONCE = 160, 8


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


def coding_windows(reading: Reading) -> list[Inputs]:
    """Draw the windows that tell which weights matter."""
    return [model_inputs(one) for one in reading.draw(reading.data.train, _N_CODING_WINDOWS)]


def gradients_on_dev(
    network: StanceNetwork, reading: Reading, *, report: Callable[[int, int], None]
) -> dict[str, Tensor]:
    """Measure, on dev, which answers of which linear maps matter."""
    drawn = reading.draw(reading.data.dev, _N_SENSITIVE_WINDOWS)
    batches = group_by_length(drawn, size=_N_AT_ONCE, seed=reading.seed)
    padded = [pad_windows(one, padding_id=0) for one in batches]
    return answer_gradients(network, batches=padded, report=report)
