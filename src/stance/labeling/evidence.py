"""Label models that weigh evidence: how likely each answer of a function is under each label."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import softmax

from stance.labeling.votes import ABSTAIN
from stance.labeling.voting import fit_majority
from stance.labels import LABELS

#: What a function can answer: each label, and last that it abstains, which is index −1 too.
ANSWERS = (*range(len(LABELS)), ABSTAIN)

#: Answers, spread as a function answers on the whole, that are added to what it does under each
#: label: a function that fires three times has not shown yet for which label.
_SMOOTHING = 20.0
_MAX_ROUNDS = 200
_TOLERANCE = 1e-5


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """Applies Bayes' rule to answers, taking them as independent once the label is known.

    Attributes:
        log_likelihoods: Shape ``(functions, answers, labels)``, float64; logarithm of the
            probability of each answer under each label.
        weights: Shape ``(functions,)``, float64, in (0, 1]; share of a function's evidence that
            counts.
        prior: Shape ``(labels,)``, float64; above 0.
    """

    log_likelihoods: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    prior: npt.NDArray[np.float64]

    def __call__(self, votes: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
        """Combine votes.

        Args:
            votes: Shape ``(sentences, functions)``, int8.

        Returns:
            Shape ``(sentences, labels)``, float64; rows sum to 1.
        """
        log_joint = np.tile(np.log(self.prior), (len(votes), 1))
        evidence = self.log_likelihoods * self.weights[:, None, None]
        for column, table in zip(votes.T, evidence, strict=True):
            log_joint += table[column]
        posterior: npt.NDArray[np.float64] = softmax(log_joint, axis=1)
        return posterior


def fit_abstention(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Weighing:
    """Learn how each function answers under each label, an abstention being an answer too.

    This is the model of Dawid & Skene 1979 (*Maximum Likelihood Estimation of Observer
    Error-Rates Using the EM Algorithm*) with one change for functions: a function that knows a
    single label says nothing by *which* label it votes for, and everything by *whether* it
    votes. So not to vote is a fourth answer, and a sentence on which no function fires is
    judged like any other. The prior is kept as given: to fit it as well lets the model explain
    something else than labels, such as long against short sentences.

    Args:
        votes: Shape ``(sentences, functions)``, int8; no gold is needed.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.
    """
    return _fit(votes, prior=prior, weights=np.ones(votes.shape[1]))


def fit_dependence(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Weighing:
    """Do as ``fit_abstention``, with functions that say the same sharing one voice.

    Two functions that read the same word are no two witnesses. The evidence of each counts one
    part in as many as there are functions like it, itself included; how alike two are is the
    share of the sentences with a vote of either on which both vote for the same label.

    Args:
        votes: Shape ``(sentences, functions)``, int8; no gold is needed.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.
    """
    return _fit(votes, prior=prior, weights=1 / likeness(votes).sum(axis=1))


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
    fires = (votes != ABSTAIN).astype(np.float64)
    same = sum((on := (votes == label).astype(np.float64)).T @ on for label in range(len(LABELS)))
    either = fires.sum(axis=0)[:, None] + fires.sum(axis=0) - fires.T @ fires
    alike: npt.NDArray[np.float64] = same / np.maximum(either, 1)
    np.fill_diagonal(alike, 1.0)
    return alike


def _fit(
    votes: npt.NDArray[np.int8],
    *,
    prior: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
) -> Weighing:
    """Alternate between what the labels are and how the functions answer (EM)."""
    # Sentences with the same votes are the same to the model: each kind once, with its count.
    patterns, counts = np.unique(votes, axis=0, return_counts=True)
    answers = np.stack([patterns == answer for answer in ANSWERS], axis=2).astype(np.float64)
    labels = fit_majority(patterns, prior=prior)(patterns)
    for _ in range(_MAX_ROUNDS):
        rule = Weighing(
            log_likelihoods=_log_likelihoods(answers, labels * counts[:, None]),
            weights=weights,
            prior=prior,
        )
        before, labels = labels, rule(patterns)
        if np.abs(labels - before).max() < _TOLERANCE:
            break
    return rule


def _log_likelihoods(
    answers: npt.NDArray[np.float64], labels: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Give how likely each answer is, from answers and the expected sentences of each label."""
    n_given = np.tensordot(answers, labels, axes=(0, 0))
    overall = n_given.sum(axis=2, keepdims=True) / labels.sum()
    n_smoothed = n_given + _SMOOTHING * np.maximum(overall, 1e-6)
    likelihoods: npt.NDArray[np.float64] = np.log(
        n_smoothed / n_smoothed.sum(axis=1, keepdims=True)
    )
    return likelihoods
