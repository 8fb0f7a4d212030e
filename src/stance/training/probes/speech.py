"""Learning whether anybody speaks in a sentence, from what a trained network makes of it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from stance.training.probes.linear_map import LinearMap

#: Inverse strength of the L2 penalty on weights of states of deviation 1; chosen on articles kept
#: back (docs/decisions/0115-…).
_C = 0.003
_MOST_STEPS = 500
_TINY = 1e-3


def learn_speech(
    states: Sequence[npt.NDArray[np.float32]], are_spoken: Sequence[bool]
) -> LinearMap | None:
    """Learn to tell the sentences in which somebody speaks from those of the outlet.

    Args:
        states: What a network makes of each sentence; shape ``(width,)`` each.
        are_spoken: Whether each has a speaker.

    Returns:
        From the state of a sentence to the log-odds that somebody speaks in it; None if nobody
        speaks in any, or somebody in all.

    Examples:
        >>> states = np.array([[1, 0], [2, 0], [-1, 0], [-2, 0]], dtype=np.float32)
        >>> learnt = learn_speech(states, [True, True, False, False])
        >>> (states @ learnt.weights + learnt.bias > 0).ravel().tolist()
        [True, True, False, False]
    """
    if all(are_spoken) or not any(are_spoken):
        return None
    told = np.stack(states)
    mean, deviation = told.mean(axis=0), told.std(axis=0) + _TINY
    fitted = LogisticRegression(C=_C, max_iter=_MOST_STEPS)
    fitted.fit((told - mean) / deviation, np.array(are_spoken))
    return LinearMap.of_scaled(fitted.coef_, fitted.intercept_, mean=mean, deviation=deviation)
