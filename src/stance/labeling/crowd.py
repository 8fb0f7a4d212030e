"""Label models of crowd-kit, which takes labelling functions for people who annotate."""

import warnings

import numpy as np
import numpy.typing as npt

from stance.errors import MissingExtraError
from stance.labeling.evidence import Weighing
from stance.labeling.votes import ABSTAIN
from stance.labels import LABELS

_N_LABELS = len(LABELS)
_N_ROUNDS = 100
#: What crowd-kit takes for the probability of what it has never seen.
_LEAST = 1e-10


def fit_dawid_skene(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Weighing:
    """Learn how each function confuses labels (Dawid & Skene 1979).

    Only votes are looked at, not abstentions, so a function that knows a single label has no
    influence: under every label, all its votes are the same.

    Args:
        votes: Shape ``(sentences, functions)``, int8; no gold is needed.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.

    Raises:
        MissingExtraError: If crowd-kit is not installed.
    """
    return _fit(votes, prior=prior, one_coin=False)


def fit_one_coin(votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64]) -> Weighing:
    """Learn one accuracy for each function (Zhang et al. 2016, *Spectral Methods Meet EM*).

    Its errors are taken to fall on the other labels evenly, so that a function that knows a
    single label has a say as well.

    Args:
        votes: Shape ``(sentences, functions)``, int8; no gold is needed.
        prior: Shape ``(labels,)``, float64.

    Returns:
        The rule.

    Raises:
        MissingExtraError: If crowd-kit is not installed.
    """
    return _fit(votes, prior=prior, one_coin=True)


def _fit(
    votes: npt.NDArray[np.int8], *, prior: npt.NDArray[np.float64], one_coin: bool
) -> Weighing:
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
        model = (OneCoinDawidSkene if one_coin else DawidSkene)(n_iter=_N_ROUNDS).fit(frame)
    unvoted = np.setdiff1d(np.arange(_N_LABELS), labels)
    # A vote that a function never gave says nothing: the same under every label.
    evidence = np.zeros((votes.shape[1], _N_LABELS, _N_LABELS))
    for (worker, label), row in model.errors_.iterrows():
        evidence[worker, label, unvoted] = np.log(_LEAST)
        for truth, probability in row.items():
            evidence[worker, label, truth] = np.log(probability)
    return Weighing(evidence=evidence, prior=prior)
