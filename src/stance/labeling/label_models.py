"""Label models by name: from the votes of functions to a probability of each label."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from stance.labeling.crowd import fit_dawid_skene, fit_one_coin
from stance.labeling.evidence import fit_anchored, fit_dependence
from stance.labeling.votes import VoteTable
from stance.labeling.voting import fit_majority, fit_weighted
from stance.labels import LABELS, Label
from stance.spelling import did_you_mean

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


class Rule(Protocol):
    """Combines votes of shape ``(sentences, functions)`` into ``(sentences, labels)``."""

    def __call__(self, votes: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
        """Give the probability of each label for each sentence."""
        ...


class Fit(Protocol):
    """Learns a rule from votes alone, without gold."""

    def __call__(self, votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Rule:
        """Give the rule."""
        ...


@dataclass(frozen=True, kw_only=True)
class LabelModel:
    """Turns votes into probabilities.

    Attributes:
        name: As ``fit`` knows it.
        functions: Whose votes it combines, in the order of the columns.
        rule: How.
    """

    name: str
    functions: tuple[str, ...]
    rule: Rule

    def probabilities(self, table: VoteTable) -> npt.NDArray[np.float64]:
        """Give the probability of each label for each sentence.

        A sentence on which no function fires has the prior: of such sentences as many are
        official, expert and the outlet's own, within a few points, as of all.

        Args:
            table: Votes of the functions that the model was fitted on.

        Returns:
            Shape ``(sentences, labels)``, float64, in the order of ``LABELS``; rows sum to 1.

        Raises:
            ValueError: If the functions are others, or stand in another order.
        """
        if table.functions != self.functions:
            raise ValueError(
                f"the model was fitted on the functions {', '.join(self.functions)}; "
                f"the table has {', '.join(table.functions)}"
            )
        return self.rule(table.labels)


#: How each label model is fitted.
MODELS: Mapping[str, Fit] = {
    "majority": fit_majority,
    "weighted": fit_weighted,
    "dawid-skene": fit_dawid_skene,
    "one-coin": fit_one_coin,
    "anchored": fit_anchored,
    "dependence": fit_dependence,
}


def fit(
    name: str,
    table: VoteTable,
    *,
    seed: int,
    prior: Mapping[Label, float] = DEFAULT_PRIOR,
) -> LabelModel:
    """Fit a label model on votes; no gold is needed.

    Args:
        name: One of ``MODELS``.
        table: Votes; with more than ``MAX_SENTENCES_FITTED`` sentences, a sample is looked at.
        seed: Chooses the sample.
        prior: Share of each label that is expected over all sentences; any positive numbers.

    Returns:
        The model.

    Raises:
        ValueError: If there is no such model, with the nearest name; if the table is empty, or
            the prior lacks a label or has a share that is not above 0.

    Examples:
        >>> table = VoteTable.of([{"official_subject": Label.OFFICIAL_STATEMENT}, {}],
        ...                      functions=["official_subject"])
        >>> fit("majority", table, seed=1).probabilities(table).round(2)
        array([[0.63, 0.08, 0.29],
               [0.26, 0.16, 0.58]])
    """
    fit_rule = find(name)
    if not table.labels.size:
        raise ValueError("a label model needs at least one sentence and one function")
    shares = shares_of(prior)
    votes = _sample(table.labels, seed=seed)
    rule = fit_rule(votes, prior=shares)
    return LabelModel(name=name, functions=table.functions, rule=rule)


def find(name: str) -> Fit:
    """Find how a label model is fitted.

    Args:
        name: One of ``MODELS``.

    Returns:
        What fits it.

    Raises:
        ValueError: If there is no such model, with the nearest name.
    """
    if name not in MODELS:
        raise ValueError(f"{name!r} is not a label model; {did_you_mean(name, MODELS)}")
    return MODELS[name]


def shares_of(prior: Mapping[Label, float]) -> npt.NDArray[np.float64]:
    """Give the share of each label, which add up to 1; a ValueError if one is not above 0."""
    shares = np.array([prior.get(label, 0.0) for label in LABELS])
    if not (np.isfinite(shares).all() and (shares > 0).all()):
        raise ValueError(f"a prior has a share above 0 for each label, not {dict(prior)}")
    normalised: npt.NDArray[np.float64] = shares / shares.sum()
    return normalised


def _sample(votes: npt.NDArray[np.int8], *, seed: int) -> npt.NDArray[np.int8]:
    if len(votes) <= MAX_SENTENCES_FITTED:
        return votes
    drawn = np.random.default_rng(seed).choice(len(votes), MAX_SENTENCES_FITTED, replace=False)
    return votes[drawn]
