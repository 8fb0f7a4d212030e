"""What the network is given for one window."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.prediction.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowInputs:
    """The arrays of one window, as training and prediction both use them.

    Attributes:
        input_ids: Shape ``(tokens,)``, int64; begins and ends with the special tokens.
        pooling: Shape ``(segments, tokens)``, float32; row ``s`` averages over the tokens of
            segment ``s``, so each row sums to 1.
    """

    input_ids: npt.NDArray[np.int64]
    pooling: npt.NDArray[np.float32]


def window_inputs(segments: Sequence[Segment], *, start_id: int, end_id: int) -> WindowInputs:
    """Lay the segments of a window side by side.

    Args:
        segments: At least one.
        start_id: Special token in front.
        end_id: Special token at the end.

    Returns:
        The arrays; token ``t`` of the segments, counted over all, is at place ``t + 1``.
    """
    ids = np.concatenate([[start_id], *(one.token_ids for one in segments), [end_id]])
    pooling = np.zeros((len(segments), len(ids)), dtype=np.float32)
    at = 1
    for row, one in enumerate(segments):
        pooling[row, at : at + len(one.token_ids)] = 1.0 / len(one.token_ids)
        at += len(one.token_ids)
    return WindowInputs(input_ids=ids, pooling=pooling)
