"""Label models that count votes: each the same, or by how often a function agrees with the rest."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.labels import LABELS

#: Votes that the prior counts as, so that one vote alone is not certainty.
PRIOR_VOTES = 1.0


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Gives each label the share of the votes, the prior voting along.

    Attributes:
        weights: Shape ``(functions,)``, float64; how much a vote of each counts, at least 0.
        prior: Shape ``(labels,)``, float64; share of each label over all sentences.
    """

    weights: npt.NDArray[np.float64]
    prior: npt.NDArray[np.float64]

    def __call__(self, votes: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
        """Combine votes.

        Args:
            votes: Shape ``(sentences, functions)``, int8.

        Returns:
            Shape ``(sentences, labels)``, float64; rows sum to 1.
        """
        counts = count_votes(votes, weights=self.weights) + PRIOR_VOTES * self.prior
        shares: npt.NDArray[np.float64] = counts / counts.sum(axis=1, keepdims=True)
        return shares


def count_votes(
    votes: npt.NDArray[np.int8], *, weights: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Add up the votes for each label.

    Args:
        votes: Shape ``(sentences, functions)``, int8.
        weights: Shape ``(functions,)``, float64; how much a vote of each function counts.

    Returns:
        Shape ``(sentences, labels)``, float64.

    Examples:
        >>> votes = np.array([[0, 0, 1], [-1, -1, 2]], dtype=np.int8)
        >>> count_votes(votes, weights=np.array([1.0, 1.0, 0.5]))
        array([[2. , 0.5, 0. ],
               [0. , 0. , 0.5]])
    """
    return np.stack([(votes == label) @ weights for label in range(len(LABELS))], axis=1)


def fit_majority(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Counting:
    """Let every vote count the same.

    Args:
        votes: Shape ``(sentences, functions)``, int8.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.
    """
    return Counting(weights=np.ones(votes.shape[1]), prior=prior)


def fit_weighted(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Counting:
    """Let a vote count by how often its function agrees with the other functions.

    The accuracy of a function is estimated as the share of its votes that the others confirm:
    the mean share of the other votes on the same sentence that are for the same label, each
    function starting from one vote that is right and one that is wrong. Its weight is the
    logarithm of the odds of being right against one wrong label, as is best for voters who
    err on their own (Grofman, Owen & Feld 1983, *Thirteen Theorems in Search of the Truth*).

    Args:
        votes: Shape ``(sentences, functions)``, int8; no gold is needed.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.
    """
    counts = count_votes(votes, weights=np.ones(votes.shape[1]))
    n_others = counts.sum(axis=1) - 1
    weights = np.zeros(votes.shape[1])
    for column, cast in enumerate(votes.T):
        rows = np.flatnonzero((cast >= 0) & (n_others > 0))
        confirmed = (counts[rows, cast[rows]] - 1) / n_others[rows]
        accuracy = (confirmed.sum() + 1) / (len(rows) + 2)
        weights[column] = max(0.0, np.log(accuracy * (len(LABELS) - 1) / (1 - accuracy)))
    return Counting(weights=weights, prior=prior)
