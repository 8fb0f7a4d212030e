"""A linear map from what a network makes of its input to something else that it then tells."""

from dataclasses import dataclass
from typing import Self

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

    @classmethod
    def of_scaled(
        cls,
        weights: npt.NDArray[np.floating],
        bias: npt.NDArray[np.floating],
        *,
        mean: npt.NDArray[np.floating],
        deviation: npt.NDArray[np.floating],
    ) -> Self:
        """Fold the scale of states into what has been learnt of states of mean 0 and deviation 1.

        Args:
            weights: Shape ``(answers, width)``.
            bias: Shape ``(answers,)``.
            mean: Of the states as they are; shape ``(width,)``.
            deviation: Likewise.

        Returns:
            The map of states as they are.
        """
        folded = weights / deviation
        return cls(
            weights=np.ascontiguousarray(folded.T, dtype=np.float32),
            bias=(bias - folded @ mean).astype(np.float32),
        )
