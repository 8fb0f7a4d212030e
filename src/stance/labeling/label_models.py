"""Label models by name: from the votes of functions to a probability of each label.

Votes are ``(sentences, functions)``, int8; a prior is ``(labels,)``, float64, above 0 and summing
to 1; what comes out is ``(sentences, labels)``, float64, in rows that sum to 1. No gold is needed.
"""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from stance.errors import MissingExtraError
from stance.labeling.votes import ABSTAIN, VoteTable
from stance.labels import LABELS, Label
from stance.spelling import did_you_mean

Votes: TypeAlias = npt.NDArray[np.int8]
Floats: TypeAlias = npt.NDArray[np.float64]

#: Measured in experiments/weak-labels; docs/decisions/08-label-models.md.
DEFAULT_MODEL = "dependence"
#: Share of each label in the training parts of data/originals and Wikinews, both counting alike.
DEFAULT_PRIOR: Mapping[Label, float] = {
    Label.OFFICIAL_STATEMENT: 0.26,
    Label.EXPERT_ANALYSIS: 0.155,
    Label.REPORTED_FACT: 0.585,
}
#: A fit looks at no more sentences than these, drawn by the seed, so that its memory has a bound.
MAX_SENTENCES_FITTED = 50_000
_N_LABELS = len(LABELS)
#: Votes that the prior counts as where votes are counted, so that one alone is not certainty.
_PRIOR_VOTES = 1.0
#: How often a vote is right as long as nothing is known of its function.
_BELIEVED_ACCURACY = 0.8
_MAX_ROUNDS = 200
_TOLERANCE = 1e-6
_N_CROWD_ROUNDS = 100
#: What crowd-kit takes for the probability of what it has never seen.
_LEAST = 1e-10


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Gives each label the share of the votes, weighted by function, the prior voting along."""

    weights: Floats
    prior: Floats

    def __call__(self, votes: Votes) -> Floats:
        """Combine votes."""
        counts = _count(votes, self.weights) + _PRIOR_VOTES * self.prior
        shares: Floats = counts / counts.sum(axis=1, keepdims=True)
        return shares


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """Applies Bayes' rule to votes.

    ``evidence``, of the shape ``(functions, labels, labels)``, says by function and vote what is
    added to the logarithm of each label's prior.
    """

    evidence: Floats
    prior: Floats

    def __call__(self, votes: Votes) -> Floats:
        """Combine votes."""
        log_odds = np.tile(np.log(self.prior), (len(votes), 1))
        for column, said in zip(votes.T, self.evidence, strict=True):
            voted = column != ABSTAIN
            log_odds[voted] += said[column[voted]]
        odds = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
        probabilities: Floats = odds / odds.sum(axis=1, keepdims=True)
        return probabilities


@dataclass(frozen=True, kw_only=True)
class LabelModel:
    """Turns the votes of ``functions``, in the order of the columns, into probabilities."""

    functions: tuple[str, ...]
    rule: Counting | Weighing

    def probabilities(self, table: VoteTable) -> Floats:
        """Give the probability of each label for each sentence, in the order of ``LABELS``.

        A sentence on which no function fires has the prior: of such sentences as many are
        official, expert and the outlet's own, within a few points, as of all. Votes of other
        functions than the model was fitted on, or in another order, are a ``ValueError``.
        """
        if table.functions != self.functions:
            raise ValueError(
                f"the model was fitted on the functions {', '.join(self.functions)}; "
                f"the table has {', '.join(table.functions)}"
            )
        return self.rule(table.labels)


def fit(
    name: str,
    table: VoteTable,
    *,
    seed: int,
    prior: Mapping[Label, float] = DEFAULT_PRIOR,
) -> LabelModel:
    """Fit one of ``MODELS`` on votes.

    Of more than ``MAX_SENTENCES_FITTED`` sentences, ``seed`` draws a sample. ``prior`` is the share
    of each label that is expected over all sentences, in any positive numbers. An unknown name, an
    empty table or a prior that lacks a label is a ``ValueError``.

    >>> table = VoteTable.of([{"official_subject": Label.OFFICIAL_STATEMENT}, {}],
    ...                      functions=["official_subject"])
    >>> fit("majority", table, seed=1).probabilities(table).round(2)
    array([[0.63, 0.08, 0.29],
           [0.26, 0.16, 0.58]])
    """
    fit_rule = find(name)
    if not table.labels.size:
        raise ValueError("a label model needs at least one sentence and one function")
    votes, shares = table.labels, shares_of(prior)
    if len(votes) > MAX_SENTENCES_FITTED:
        generator = np.random.default_rng(seed)
        votes = votes[generator.choice(len(votes), MAX_SENTENCES_FITTED, replace=False)]
    return LabelModel(functions=table.functions, rule=fit_rule(votes, shares))


def find(name: str) -> Callable[[Votes, Floats], Counting | Weighing]:
    """Find how a label model is fitted; a ``ValueError`` with the nearest name if there is none."""
    if name not in MODELS:
        raise ValueError(f"{name!r} is not a label model; {did_you_mean(name, MODELS)}")
    return MODELS[name]


def shares_of(prior: Mapping[Label, float]) -> Floats:
    """Give the share of each label, which add up to 1; a ValueError if one is not above 0."""
    shares = np.array([prior.get(label, 0.0) for label in LABELS])
    if not (np.isfinite(shares).all() and (shares > 0).all()):
        raise ValueError(f"a prior has a share above 0 for each label, not {dict(prior)}")
    normalised: Floats = shares / shares.sum()
    return normalised


def _count(votes: Votes, weights: Floats) -> Floats:
    """Add up the weights of the votes for each label."""
    return np.stack([(votes == label) @ weights for label in range(_N_LABELS)], axis=1)


def _fit_majority(votes: Votes, prior: Floats) -> Counting:
    return Counting(weights=np.ones(votes.shape[1]), prior=prior)


def _fit_weighted(votes: Votes, prior: Floats) -> Counting:
    """Let a vote count by how often its function agrees with the other functions.

    The accuracy of a function is the mean share of the other votes on the same sentence that are
    for its label, starting from one vote that is right and one that is wrong. Its weight is the
    logarithm of the odds of being right against one wrong label, as is best for voters who
    err on their own (Grofman, Owen & Feld 1983, *Thirteen Theorems in Search of the Truth*).
    """
    counts = _count(votes, np.ones(votes.shape[1]))
    n_others = counts.sum(axis=1) - 1
    weights = np.zeros(votes.shape[1])
    for column, cast in enumerate(votes.T):
        rows = np.flatnonzero((cast >= 0) & (n_others > 0))
        confirmed = (counts[rows, cast[rows]] - 1) / n_others[rows]
        accuracy = (confirmed.sum() + 1) / (len(rows) + 2)
        weights[column] = max(0.0, np.log(accuracy * (_N_LABELS - 1) / (1 - accuracy)))
    return Counting(weights=weights, prior=prior)


def _fit_crowd(votes: Votes, prior: Floats, *, one_coin: bool) -> Weighing:
    """Take functions for people who annotate, as crowd-kit does.

    ``DawidSkene`` learns how each confuses labels (Dawid & Skene 1979). Only votes are looked at,
    so a function that knows a single label has no influence: under every label, all its votes are
    the same. ``OneCoinDawidSkene`` learns one accuracy for each, whose errors fall on the other
    labels evenly (Zhang et al. 2016, *Spectral Methods Meet EM*).
    """
    try:  # it brings pandas and nltk, which take a second, and is in an extra
        import pandas as pd
        from crowdkit.aggregation import DawidSkene, OneCoinDawidSkene
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "this label model", extra="label", package=str(error.name)
        ) from error
    tasks, workers = np.nonzero(votes != ABSTAIN)
    labels = votes[tasks, workers].astype(np.int64)
    frame = pd.DataFrame({"task": tasks, "worker": workers, "label": labels})
    with warnings.catch_warnings():
        # crowd-kit 1.4.2 calls pandas in ways that pandas 3.1 is about to drop; it is right still.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", FutureWarning)
        fitted = (OneCoinDawidSkene if one_coin else DawidSkene)(n_iter=_N_CROWD_ROUNDS).fit(frame)
    unvoted = np.setdiff1d(np.arange(_N_LABELS), labels)
    # A vote that a function never gave says nothing: the same under every label.
    evidence = np.zeros((votes.shape[1], _N_LABELS, _N_LABELS))
    for (worker, label), row in fitted.errors_.iterrows():
        evidence[worker, label, unvoted] = np.log(_LEAST)
        for truth, probability in row.items():
            evidence[worker, label, truth] = np.log(probability)
    return Weighing(evidence=evidence, prior=prior)


def _fit_anchored(votes: Votes, prior: Floats, *, shares: Floats | None = None) -> Weighing:
    """Learn how far to trust each vote, starting from the belief that it is mostly right.

    For each function and each label that it votes for, the probability of every label is half
    what is believed of any function and half what the other votes on the same sentences say,
    found in turns with the labels themselves (EM, as in Dawid & Skene 1979). The belief anchors
    functions that few others overlap with: of those, votes alone show nothing, and the model of
    Dawid and Skene is free to turn them round. ``shares``, of the shape ``(functions,)``, is how
    much of its evidence each function brings.
    """
    # Sentences with the same votes are the same to the model: each kind once, with its count.
    patterns, counts = np.unique(votes, axis=0, return_counts=True)
    cast = _cast(patterns)
    labels = _fit_majority(patterns, prior)(patterns)
    belief = np.tile(prior, (_N_LABELS, 1))
    np.fill_diagonal(belief, 0.0)
    belief *= (1 - _BELIEVED_ACCURACY) / belief.sum(axis=1, keepdims=True)
    np.fill_diagonal(belief, _BELIEVED_ACCURACY)
    for _ in range(_MAX_ROUNDS):
        n_labels = np.einsum("lsf,sk->flk", cast, labels * counts[:, None], optimize=True)
        n_votes = n_labels.sum(axis=2, keepdims=True)
        weight = n_votes + 1  # one more, for what is never voted
        evidence = np.log((n_labels + weight * belief) / (n_votes + weight)) - np.log(prior)
        if shares is not None:
            evidence *= shares[:, None, None]
        rule = Weighing(evidence=evidence, prior=prior)
        before, labels = labels, rule(patterns)
        if np.abs(labels - before).max() < _TOLERANCE:
            break
    return rule


def _fit_dependence(votes: Votes, prior: Floats) -> Weighing:
    """Do as ``_fit_anchored``, with functions that say the same sharing one vote.

    Two functions that read the same words are no two witnesses. The evidence of each counts one
    part in as many as there are functions like it, itself included: for each two functions,
    sentences with the same vote of both over sentences with a vote of either (Jaccard).
    """
    patterns, counts = np.unique(votes, axis=0, return_counts=True)
    cast = _cast(patterns)
    counted = cast * counts[:, None]
    same = np.einsum("lsf,lsg->fg", counted, cast, optimize=True)
    n_votes = same.diagonal()
    either = n_votes[:, None] + n_votes - counted.sum(axis=0).T @ cast.sum(axis=0)
    alike = same / np.maximum(either, 1)
    np.fill_diagonal(alike, 1.0)
    return _fit_anchored(votes, prior, shares=1 / alike.sum(axis=1))


def _cast(votes: Votes) -> Floats:
    """Give for each label where it was voted for; shape ``(labels, sentences, functions)``."""
    return np.stack([votes == label for label in range(_N_LABELS)]).astype(np.float64)


#: How each label model is fitted.
MODELS: Mapping[str, Callable[[Votes, Floats], Counting | Weighing]] = {
    "majority": _fit_majority,
    "weighted": _fit_weighted,
    "dawid-skene": partial(_fit_crowd, one_coin=False),
    "one-coin": partial(_fit_crowd, one_coin=True),
    "anchored": _fit_anchored,
    "dependence": _fit_dependence,
}
