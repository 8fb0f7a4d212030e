"""Shares of all articles and of each group of them, by every method that there is data for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.counting.shares import (
    Confusion,
    LabelledSums,
    Method,
    ShareEstimate,
    draw_confusion,
    draw_counts,
    estimate_shares,
)
from stance.counting.tally import Tally, split_by

#: From the one that assumes least to the one that assumes most; counting is never taken.
_PREFERRED = (Method.PREDICTION_POWERED, Method.CONFUSION, Method.PROBABILITIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShares:
    """Shares of labels in a group of articles.

    Attributes:
        name: The value that its articles have in a field.
        n_articles: In the group.
        n_sentences: In these.
        n_labelled: Articles that people labelled as well.
        estimates: By every method that could be used.
    """

    name: str
    n_articles: int
    n_sentences: int
    n_labelled: int
    estimates: Mapping[Method, ShareEstimate]

    @property
    def method(self) -> Method:
        """The method that assumes least of those that give a share for each label."""
        usable = [
            one
            for one in _PREFERRED
            if one in self.estimates and not np.isnan(self.estimates[one].shares).any()
        ]
        return usable[0] if usable else Method.COUNTED

    @property
    def best(self) -> ShareEstimate:
        """What that method estimates."""
        return self.estimates[self.method]


def pooled_confusion(
    tally: Tally, *, counts: NDArray[np.float64] | None, seed: int
) -> Confusion | None:
    """Give the confusion to correct by: that of the labelled sample, else one counted elsewhere."""
    labelled = tally.labelled
    if labelled is not None:
        resampled = draw_confusion(labelled, seed=seed)
        return Confusion(counts=labelled.confusion.sum(axis=0), resampled=resampled)
    if counts is None:
        return None
    return Confusion(counts=counts, resampled=draw_counts(counts, seed=seed))


def estimate_all(tally: Tally, *, confusion: Confusion | None, seed: int) -> GroupShares:
    """Estimate the shares in all articles."""
    everything = np.ones(tally.n_articles, dtype=bool)
    return _group("all articles", everything, tally, confusion=confusion, seed=seed)


def estimate_groups(
    tally: Tally, values: Sequence[str], *, confusion: Confusion | None, seed: int
) -> list[GroupShares]:
    """Estimate the shares in each group, with articles drawn anew within it.

    Args:
        tally: The articles.
        values: Of each article; an empty one is in no group.
        confusion: Of the model, the same for all groups.
        seed: Of the bootstrap.

    Returns:
        In the order of the values. Groups without a sentence are left out.
    """
    groups = [
        _group(name, chosen, tally, confusion=confusion, seed=seed)
        for name, chosen in split_by(values)
    ]
    return [one for one in groups if one.n_sentences]


def _group(
    name: str,
    chosen: NDArray[np.bool_],
    tally: Tally,
    *,
    confusion: Confusion | None,
    seed: int,
) -> GroupShares:
    sums, labelled = tally.sums, tally.labelled
    own: LabelledSums | None = None
    if labelled is not None:
        own = labelled.where(chosen[tally.is_labelled])
    here = sums.where(chosen)
    return GroupShares(
        name=name,
        n_articles=int(chosen.sum()),
        n_sentences=int(here.n_sentences.sum()),
        n_labelled=len(own.confusion) if own is not None else 0,
        estimates=estimate_shares(
            here,
            unlabelled=sums.where(chosen & ~tally.is_labelled),
            labelled=own,
            confusion=confusion,
            seed=seed,
        ),
    )
