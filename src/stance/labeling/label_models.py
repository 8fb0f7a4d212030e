"""Label models by name: from the votes of functions to a probability of each label."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

import numpy as np
import numpy.typing as npt

from stance.labeling.crowd import fit_dawid_skene, fit_one_coin
from stance.labeling.evidence import fit_abstention, fit_dependence
from stance.labeling.votes import ABSTAIN, VoteTable
from stance.labeling.voting import fit_majority, fit_weighted
from stance.labels import LABELS, Label

#: Measured in experiments/weak-labels; decision 50.
DEFAULT_MODEL = "dependence"
#: Share of each label in the training parts of data/originals and Wikinews.
DEFAULT_PRIOR: Mapping[Label, float] = {
    Label.OFFICIAL_STATEMENT: 0.26,
    Label.EXPERT_ANALYSIS: 0.21,
    Label.REPORTED_FACT: 0.53,
}
#: A fit looks at no more sentences than these, drawn by the seed, so that its memory has a bound.
MAX_SENTENCES_FITTED = 50_000
#: Where nothing fires no label is taken to be rarer than this.
_MIN_SILENT = 0.02


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
        silence: Shape ``(labels,)``, float64; the probabilities where no function fires, or
            None if the rule judges such sentences like any other.
    """

    name: str
    functions: tuple[str, ...]
    rule: Rule
    silence: npt.NDArray[np.float64] | None = None

    def probabilities(self, table: VoteTable) -> npt.NDArray[np.float64]:
        """Give the probability of each label for each sentence.

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
        found = self.rule(table.labels)
        if self.silence is not None:
            found[(table.labels == ABSTAIN).all(axis=1)] = self.silence
        return found


#: Every label model: how it is fitted, and whether it reads abstentions by itself.
MODELS: Mapping[str, tuple[Fit, bool]] = {
    "majority": (fit_majority, False),
    "weighted": (fit_weighted, False),
    "dawid-skene": (fit_dawid_skene, False),
    "one-coin": (fit_one_coin, False),
    "abstention": (fit_abstention, True),
    "dependence": (fit_dependence, True),
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
        array([[0.63, 0.1 , 0.26],
               [0.02, 0.28, 0.7 ]])
    """
    fit_rule, reads_silence = _find(name)
    if not table.labels.size:
        raise ValueError("a label model needs at least one sentence and one function")
    shares = _shares(prior)
    votes = _sample(table.labels, seed=seed)
    rule = fit_rule(votes, prior=shares)
    return LabelModel(
        name=name,
        functions=table.functions,
        rule=rule,
        silence=None if reads_silence else _silence(votes, rule=rule, prior=shares),
    )


def _find(name: str) -> tuple[Fit, bool]:
    if name not in MODELS:
        nearest = get_close_matches(name, MODELS, n=1)
        hint = f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(MODELS)}"
        raise ValueError(f"{name!r} is not a label model; {hint}")
    return MODELS[name]


def _shares(prior: Mapping[Label, float]) -> npt.NDArray[np.float64]:
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


def _silence(
    votes: npt.NDArray[np.int8], *, rule: Rule, prior: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Give what is left of the prior for sentences on which nothing fires.

    The law of total probability: the labels of the sentences with votes and of those without
    make up the prior together.
    """
    silent = (votes == ABSTAIN).all(axis=1)
    if not silent.any():
        return prior
    voted = rule(votes[~silent]).sum(axis=0) / len(votes)
    left = np.maximum((prior - voted) / silent.mean(), _MIN_SILENT)
    shares: npt.NDArray[np.float64] = left / left.sum()
    return shares
