"""Make a model's confidence mean what it says: a temperature and a gain, fitted on dev."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

#: Smallest and largest temperature that a fit may give.
TEMPERATURE_BOUNDS = (0.05, 20.0)
#: How near to the best one it comes, as a share of it.
_TOLERANCE = 0.005
#: Least and greatest gain that a fit may give, and how near to the best one it comes, in nats.
GAIN_BOUNDS = (-3.0, 3.0)
_GAIN_TOLERANCE = 0.05
#: Standard deviation of gains before anything is known, in nats: by so much corpora of news are off
#: their mean in the odds of the outlet's label (docs/decisions/05-…).
_USUAL_GAIN = 0.4
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
    found = minimize_scalar(
        lambda log_temperature: _loss(answer(float(np.exp(log_temperature))), labels),
        bounds=tuple(np.log(TEMPERATURE_BOUNDS)),
        method="bounded",
        options={"xatol": _TOLERANCE},
    )
    return float(np.clip(np.exp(found.x), *TEMPERATURE_BOUNDS))


def fit_gain(answer: Callable[[float], NDArray[np.floating]], labels: NDArray[np.integer]) -> float:
    """Find the gain of one label at which a model's answers fit the gold labels best.

    The gain is added to the log-probability of that label. It makes up for a label that is more
    frequent in what is read than in what was learnt from (Saerens, Latinne and Decaestecker 2002,
    *Adjusting the Outputs of a Classifier to New a Priori Probabilities*), and beside a
    temperature it calibrates better than a temperature alone (Alexandari, Kundaje and Shrikumar
    2020, *Maximum Likelihood with Bias-Corrected Calibration is Hard-To-Beat at Label Shift
    Adaptation*). Few sentences tell little of it: a gain is taken to be as likely as under a
    normal distribution around 0 whose standard deviation is 0.4 nats.

    Args:
        answer: Gives the probabilities ``(sentences, labels)`` at a gain; called ten to twenty
            times.
        labels: Shape ``(sentences,)``, integer; the gold column of each row.

    Returns:
        The gain in nats, within ``GAIN_BOUNDS``.

    Raises:
        ValueError: If there is no sentence, the shapes do not match, or a value is out of range
            at a gain of 0.

    Examples:
        >>> def answer(gain):  # level odds
        ...     return np.array([[np.exp(gain), 1]] * 1000) / (np.exp(gain) + 1)
        >>> gold = np.array([0] * 750 + [1] * 250)  # three out of four have the label
        >>> round(fit_gain(answer, gold), 1)  # log(3)
        1.1
    """
    _check(answer(0.0), labels)
    n_sentences = len(labels)

    def loss(gain: float) -> float:
        return _loss(answer(gain), labels) + (gain / _USUAL_GAIN) ** 2 / (2 * n_sentences)

    options = {"xatol": _GAIN_TOLERANCE}
    found = minimize_scalar(loss, bounds=GAIN_BOUNDS, method="bounded", options=options)
    return float(found.x)


def _loss(probabilities: NDArray[np.floating], labels: NDArray[np.integer]) -> float:
    """Give the mean negative log-likelihood of the gold labels."""
    gold = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(gold, _LEAST)).mean())


def _check(probabilities: NDArray[np.floating], labels: NDArray[np.integer]) -> None:
    if labels.ndim != 1 or probabilities.shape[:-1] != labels.shape:
        raise ValueError(
            "probabilities must be (sentences, labels) and labels (sentences,), "
            f"not {probabilities.shape} and {labels.shape}"
        )
    if probabilities.size == 0:
        raise ValueError("nothing can be fitted on no sentences")
    if not np.isfinite(probabilities).all():
        raise ValueError("probabilities must be finite numbers")
    if labels.min() < 0 or labels.max() >= probabilities.shape[1]:
        raise ValueError(
            f"labels must be columns 0 to {probabilities.shape[1] - 1}, "
            f"not {int(labels.min())} to {int(labels.max())}"
        )
