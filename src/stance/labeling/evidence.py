"""Label models that weigh evidence: what a vote of each function says about the label."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.labeling.votes import ABSTAIN
from stance.labeling.voting import fit_majority
from stance.labels import LABELS

_N_LABELS = len(LABELS)
#: How often a vote is right as long as nothing is known of its function.
_BELIEVED_ACCURACY = 0.8
#: How much that belief weighs against what the function's own votes show.
_BELIEF_WEIGHT = 1.0
_MAX_ROUNDS = 200
_TOLERANCE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """Applies Bayes' rule to votes, each of which moves the odds by what it says.

    Attributes:
        evidence: Shape ``(functions, labels, labels)``, float64; by function and vote, what is
            added to the logarithm of each label's prior.
        prior: Shape ``(labels,)``, float64; above 0.
    """

    evidence: npt.NDArray[np.float64]
    prior: npt.NDArray[np.float64]

    def __call__(self, votes: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
        """Combine votes.

        Args:
            votes: Shape ``(sentences, functions)``, int8.

        Returns:
            Shape ``(sentences, labels)``, float64; rows sum to 1.
        """
        log_odds = np.tile(np.log(self.prior), (len(votes), 1))
        for column, said in zip(votes.T, self.evidence, strict=True):
            voted = column != ABSTAIN
            log_odds[voted] += said[column[voted]]
        odds = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
        probabilities: npt.NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return probabilities


def fit_anchored(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Weighing:
    """Learn how far to trust each vote, starting from the belief that it is mostly right.

    For each function and each label that it votes for, the probability of every label is half
    what is believed of any function and half what the other votes on the same sentences say,
    found in turns with the labels themselves (EM, as in Dawid & Skene 1979). The belief anchors
    functions that few others overlap with: of those, votes alone show nothing, and the model of
    Dawid and Skene is free to turn them round.

    Args:
        votes: Shape ``(sentences, functions)``, int8; no gold is needed.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.
    """
    return _fit(votes, prior=prior, shares=np.ones(votes.shape[1]))


def fit_dependence(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Weighing:
    """Do as ``fit_anchored``, with functions that say the same sharing one voice.

    Two functions that read the same words are no two witnesses. The evidence of each counts one
    part in as many as there are functions like it, itself included, by ``likeness``.

    Args:
        votes: Shape ``(sentences, functions)``, int8; no gold is needed.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.
    """
    return _fit(votes, prior=prior, shares=1 / likeness(votes).sum(axis=1))


def likeness(votes: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """Give how alike the votes of each two functions are.

    Args:
        votes: Shape ``(sentences, functions)``, int8.

    Returns:
        Shape ``(functions, functions)``, float64, in [0, 1]: sentences with the same vote of
        both over sentences with a vote of either (Jaccard). A function is wholly like itself.

    Examples:
        >>> votes = np.array([[0, 0, -1], [0, 0, 1], [-1, 0, 1]], dtype=np.int8)
        >>> likeness(votes).round(2)
        array([[1.  , 0.67, 0.  ],
               [0.67, 1.  , 0.  ],
               [0.  , 0.  , 1.  ]])
    """
    patterns, counts = np.unique(votes, axis=0, return_counts=True)
    cast = np.stack([patterns == label for label in range(_N_LABELS)]).astype(np.float64)
    counted = cast * counts[:, None]
    same = np.einsum("lsf,lsg->fg", counted, cast, optimize=True)
    n_votes = same.diagonal()
    either = n_votes[:, None] + n_votes - counted.sum(axis=0).T @ cast.sum(axis=0)
    alike: npt.NDArray[np.float64] = same / np.maximum(either, 1)
    np.fill_diagonal(alike, 1.0)
    return alike


def _fit(
    votes: npt.NDArray[np.int8],
    *,
    prior: npt.NDArray[np.float64],
    shares: npt.NDArray[np.float64],
) -> Weighing:
    """Alternate between what the labels are and what each vote says about them."""
    # Sentences with the same votes are the same to the model: each kind once, with its count.
    patterns, counts = np.unique(votes, axis=0, return_counts=True)
    cast = np.stack([patterns == label for label in range(_N_LABELS)]).astype(np.float64)
    labels = fit_majority(patterns, prior=prior)(patterns)
    belief = _belief(prior)
    for _ in range(_MAX_ROUNDS):
        trust = _trust(cast, labels=labels * counts[:, None], belief=belief)
        said = np.log(trust) - np.log(prior)
        rule = Weighing(evidence=said * shares[:, None, None], prior=prior)
        before, labels = labels, rule(patterns)
        if np.abs(labels - before).max() < _TOLERANCE:
            break
    return rule


def _belief(prior: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give the probability of each label by vote, as long as nothing is known of the function."""
    wrong = np.tile(prior, (_N_LABELS, 1))
    np.fill_diagonal(wrong, 0.0)
    belief: npt.NDArray[np.float64] = (1 - _BELIEVED_ACCURACY) * wrong / wrong.sum(axis=1)[:, None]
    np.fill_diagonal(belief, _BELIEVED_ACCURACY)
    return belief


def _trust(
    cast: npt.NDArray[np.float64],
    *,
    labels: npt.NDArray[np.float64],
    belief: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Give the probability of each label, by function and by the label that it votes for."""
    n_labels = np.einsum("lsf,sk->flk", cast, labels, optimize=True)
    n_votes = n_labels.sum(axis=2, keepdims=True)
    weight = _BELIEF_WEIGHT * n_votes + 1  # one more, for what is never voted
    trust: npt.NDArray[np.float64] = (n_labels + weight * belief) / (n_votes + weight)
    return trust
