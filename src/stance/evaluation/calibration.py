"""Make a model's confidence mean what it says: one temperature, fitted on dev."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

#: Smallest and largest temperature that a fit may give.
TEMPERATURE_BOUNDS = (0.05, 20.0)


def fit_temperature(logits: NDArray[np.floating], labels: NDArray[np.integer]) -> float:
    """Find the temperature that makes a model's probabilities fit the gold labels best.

    ``softmax(logits / temperature)`` has the same top label at every temperature, so fitting
    it on dev moves no label and costs one number (Guo et al. 2017, *On Calibration of Modern
    Neural Networks*). The negative log-likelihood has a single minimum along the temperature.

    Args:
        logits: Shape ``(sentences, labels)``, any float; finite. Log-probabilities will do.
        labels: Shape ``(sentences,)``, integer; the gold column of each row.

    Returns:
        The temperature, within ``TEMPERATURE_BOUNDS``: above 1 if the model was too sure of
        itself, below 1 if it was too timid. A model that is right throughout gets a low one.

    Raises:
        ValueError: If there is no sentence, the shapes do not match, or a value is out of range.

    Examples:
        >>> sure = np.array([[4.0, 0.0], [4.0, 0.0], [4.0, 0.0], [0.0, 4.0]])
        >>> gold = np.array([0, 0, 1, 1])  # three out of four are right: odds of 3 to 1
        >>> round(fit_temperature(sure, gold), 2)  # 4 / log(3)
        3.64
    """
    _check(logits, labels)
    wide = logits.astype(np.float64)
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        log_probabilities = log_softmax(wide / np.exp(log_temperature), axis=1)
        return float(-log_probabilities[rows, labels].mean())

    found = minimize_scalar(
        loss,
        bounds=tuple(np.log(TEMPERATURE_BOUNDS)),
        method="bounded",
        options={"xatol": 1e-6},
    )
    return float(np.clip(np.exp(found.x), *TEMPERATURE_BOUNDS))


def _check(logits: NDArray[np.floating], labels: NDArray[np.integer]) -> None:
    if labels.ndim != 1 or logits.shape[:-1] != labels.shape:
        raise ValueError(
            "logits must be (sentences, labels) and labels (sentences,), "
            f"not {logits.shape} and {labels.shape}"
        )
    if logits.size == 0:
        raise ValueError("a temperature cannot be fitted on no sentences")
    if not np.isfinite(logits).all():
        raise ValueError("logits must be finite numbers")
    if labels.min() < 0 or labels.max() >= logits.shape[1]:
        raise ValueError(
            f"labels must be columns 0 to {logits.shape[1] - 1}, "
            f"not {int(labels.min())} to {int(labels.max())}"
        )
