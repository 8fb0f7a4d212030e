"""Make a model's confidence mean what it says: one temperature, fitted on dev."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

#: Smallest and largest temperature that a fit may give.
TEMPERATURE_BOUNDS = (0.05, 20.0)
#: How near to the best one it comes, as a share of it.
_TOLERANCE = 0.005
#: No gold label counts as less likely than this, so that one sentence does not decide alone.
_LEAST = 1e-6


def fit_temperature(
    answer: Callable[[float], NDArray[np.floating]], labels: NDArray[np.integer]
) -> float:
    """Find the temperature at which a model's answers fit the gold labels best.

    The temperature divides a model's logits (Guo et al. 2017, *On Calibration of Modern Neural
    Networks*). What is fitted is the answer that a user sees, after whatever else is done with
    the logits, so the negative log-likelihood may have small steps where an answer turns over.

    Args:
        answer: Gives the probabilities ``(sentences, labels)`` at a temperature; called ten to
            thirty times.
        labels: Shape ``(sentences,)``, integer; the gold column of each row.

    Returns:
        The temperature, within ``TEMPERATURE_BOUNDS``: above 1 if the model was too sure of
        itself, below 1 if it was too timid. A model that is right throughout gets a low one.

    Raises:
        ValueError: If there is no sentence, the shapes do not match, or a value is out of range
            at a temperature of 1.

    Examples:
        >>> def answer(temperature):  # logits of 4 and 0
        ...     odds = np.exp(4 / temperature)
        ...     return np.array([[odds, 1], [odds, 1], [odds, 1], [1, odds]]) / (odds + 1)
        >>> gold = np.array([0, 0, 1, 1])  # three out of four are right: odds of 3 to 1
        >>> round(fit_temperature(answer, gold), 1)  # 4 / log(3)
        3.6
    """
    _check(answer(1.0), labels)
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        gold = answer(float(np.exp(log_temperature)))[rows, labels]
        return float(-np.log(np.maximum(gold, _LEAST)).mean())

    found = minimize_scalar(
        loss,
        bounds=tuple(np.log(TEMPERATURE_BOUNDS)),
        method="bounded",
        options={"xatol": _TOLERANCE},
    )
    return float(np.clip(np.exp(found.x), *TEMPERATURE_BOUNDS))


def _check(probabilities: NDArray[np.floating], labels: NDArray[np.integer]) -> None:
    if labels.ndim != 1 or probabilities.shape[:-1] != labels.shape:
        raise ValueError(
            "probabilities must be (sentences, labels) and labels (sentences,), "
            f"not {probabilities.shape} and {labels.shape}"
        )
    if probabilities.size == 0:
        raise ValueError("a temperature cannot be fitted on no sentences")
    if not np.isfinite(probabilities).all():
        raise ValueError("probabilities must be finite numbers")
    if labels.min() < 0 or labels.max() >= probabilities.shape[1]:
        raise ValueError(
            f"labels must be columns 0 to {probabilities.shape[1] - 1}, "
            f"not {int(labels.min())} to {int(labels.max())}"
        )
