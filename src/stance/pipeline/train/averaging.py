"""Several fits averaged into one network."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from stance.config import LEAVE_OUT, RunConfig, TrainingSection, member_configs
from stance.network import StanceNetwork
from stance.pipeline.series.leave_out import LeaveOut
from stance.pipeline.train.data import RunData
from stance.pipeline.train.network import Fitted, fit_network
from stance.pipeline.train.starting import start_from
from stance.run_record.tracker import Tracker
from stance.training.fitting.processes import require_one_process
from stance.training.fitting.progress import Progress


def fit_members(
    config: RunConfig,
    data: RunData,
    *,
    checkpoints: Path,
    tracker: Tracker,
    report: Callable[[Progress], None],
) -> Fitted:
    """Fit the network of a config and those of ``training.average_fits``, and average their weights.

    Fits that begin with the same weights end near enough to each other for the mean of their
    weights to be a network, and a steadier one than each of them (Wortsman et al. 2022, *Model
    soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
    inference time*). With ``training.start_weight`` the model that training goes on from has a
    share in the mean: it keeps what that one knew (Wortsman et al. 2022, *Robust fine-tuning of
    zero-shot models*).
    """
    if not config.training.average_fits:
        only = fit_network(config, data, checkpoints=checkpoints, tracker=tracker, report=report)
        _keep_start(only.network, config.training)
        return only
    require_one_process("training.average_fits")
    members = list(zip(member_configs(config), member_data(config, data), strict=True))
    fits = [
        fit_network(
            member,
            own_data,
            checkpoints=checkpoints / f"member-{number}",
            tracker=tracker,
            report=report,
            initial_seed=config.seed,
            prefix="" if number == 1 else f"member-{number}/",
        )
        for number, (member, own_data) in enumerate(members, start=1)
    ]
    first = fits[0]
    first.network.load_state_dict(_mean([one.network for one in fits], weights=[1] * len(fits)))
    _keep_start(first.network, config.training)
    seconds = sum(one.result.seconds for one in fits)
    return replace(first, result=replace(first.result, seconds=seconds))


def member_data(config: RunConfig, data: RunData, *, whole: bool = False) -> list[RunData]:
    """Give what each fit of a run learns from.

    With ``whole`` nothing has been left out yet, so all that a fit leaves out must be there.
    """
    found = [data]
    for number, values in enumerate(config.training.average_fits):
        named = values.get(LEAVE_OUT)
        texts = named if isinstance(named, tuple) else () if named is None else (str(named),)
        try:
            found.append(_share(texts, data, whole=whole))
        except ValueError as error:
            raise ValueError(f"training.average_fits.{number}: {error}") from error
    return found


def _share(texts: Sequence[str], data: RunData, *, whole: bool) -> RunData:
    share = data
    for text in texts:
        left_out = LeaveOut.parse(text)
        if whole:
            left_out.check(data)
        share = left_out.rest_of(share)
    return share


def _keep_start(network: StanceNetwork, training: TrainingSection) -> None:
    """Give the model that training went on from its share in what came of it."""
    share = training.start_weight
    if share and training.start is not None:
        before = deepcopy(network)
        start_from(before, training.start)
        network.load_state_dict(_mean([network, before], weights=[1 - share, share]))


def _mean(networks: Sequence[StanceNetwork], *, weights: Sequence[float]) -> dict[str, Tensor]:
    states = [network.state_dict() for network in networks]
    shares = torch.tensor(weights, dtype=torch.double) / sum(weights)
    return {
        name: torch.tensordot(
            shares, torch.stack([state[name] for state in states]).double(), dims=1
        ).to(one.dtype)
        for name, one in states[0].items()
    }
