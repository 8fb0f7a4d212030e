"""Make a model's confidence mean what it says: a temperature, a gain, a threshold, set on dev."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from stance.parts import Sentence

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
#: Accuracy that the sentences at and above the threshold have on the data it was found on: what
#: the project asks of the surest four fifths of all news.
TARGET_ACCURACY = 0.97
#: With fewer sentences left than this, their accuracy says nothing.
FEWEST_SENTENCES = 30


def fit_temperature(
    answer: Callable[[float], NDArray[np.floating]], labels: NDArray[np.integer]
) -> float:
    """Find the temperature at which a model's answers fit the gold labels best.

    The temperature divides a model's logits (Guo et al. 2017, *On Calibration of Modern Neural
    Networks*). What is fitted is the answer that a user sees, after whatever else is done with
    the logits, so the negative log-likelihood may have small steps where an answer turns over.

    ``answer`` gives the probabilities ``(sentences, labels)`` at a temperature, ``labels`` is the
    gold column of each row. Above 1 the model was too sure of itself, below 1 it was too timid.

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

    ``answer`` gives the probabilities ``(sentences, labels)`` at a gain in nats, ``labels`` is the
    gold column of each row.

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


def find_threshold(
    pairs: Sequence[tuple[Sentence, Sentence]], *, target_accuracy: float = TARGET_ACCURACY
) -> float | None:
    """Find the lowest confidence from which on a model is as right as it should be.

    Selective classification with a guaranteed risk (Geifman & El-Yaniv 2017, *Selective
    Classification for Deep Neural Networks*) in its plain form, without the bound: of all
    thresholds that keep the accuracy, the one that marks the fewest sentences as uncertain.

    Args:
        pairs: Gold and predicted sentences that the model has not learnt from; may be empty.
        target_accuracy: What the sentences at and above the threshold must reach, in [0, 1].

    Returns:
        0 if all sentences together are right often enough; None if no threshold leaves
        ``FEWEST_SENTENCES`` that are.

    Examples:
        >>> from stance.labels import Label
        >>> fact, expert = Label.REPORTED_FACT, Label.EXPERT_ANALYSIS
        >>> def pair(gold, sure):
        ...     said = {fact: sure, expert: 1 - sure}
        ...     predicted = Sentence(start=0, end=9, label=fact, probabilities=said)
        ...     return Sentence(start=0, end=9, label=gold), predicted
        >>> find_threshold([pair(fact, 0.9)] * 40 + [pair(expert, 0.6)] * 10)
        0.9
    """
    if len(pairs) < FEWEST_SENTENCES:
        return None
    confidences = np.array([predicted.confidence for _, predicted in pairs])
    right = np.array([gold.label == predicted.label for gold, predicted in pairs])
    order = np.argsort(-confidences, kind="stable")
    kept = np.arange(1, len(pairs) + 1)
    ordered = confidences[order]
    is_whole = np.append(ordered[:-1] > ordered[1:], True)  # equal confidences stay together
    is_right = np.cumsum(right[order]) / kept >= target_accuracy
    found = np.flatnonzero(is_whole & is_right & (kept >= FEWEST_SENTENCES))
    if not len(found):
        return None
    return 0.0 if found[-1] == len(pairs) - 1 else float(ordered[found[-1]])


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
