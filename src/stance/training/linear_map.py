"""A linear map from what a network makes of its input to something else that it then tells."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearMap:
    """What is multiplied with a state, and added.

    Attributes:
        weights: Shape ``(width, answers)``, float32.
        bias: Shape ``(answers,)``, float32.
    """

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
