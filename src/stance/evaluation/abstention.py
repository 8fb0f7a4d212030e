"""The confidence below which a label is better shown as uncertain."""

from collections.abc import Sequence

import numpy as np

from stance.parts import Sentence

#: Accuracy that the sentences at and above the threshold have on the data it was found on: what
#: the project asks of the surest four fifths of all news.
TARGET_ACCURACY = 0.97
#: With fewer sentences left than this, their accuracy says nothing.
FEWEST_SENTENCES = 30


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
        The threshold, in [0, 1]: 0 if all sentences together are right often enough. None if no
        threshold leaves ``FEWEST_SENTENCES`` that are.

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
