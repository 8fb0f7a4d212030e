"""Several fits averaged into one network."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from stance.config import LEAVE_OUT, FitChanges, RunConfig, member_configs, refinement_configs
from stance.pipeline.fitted import Fitted, fit_network
from stance.pipeline.leave_out import LeaveOut
from stance.pipeline.run_data import RunData
from stance.training.processes import require_one_process
from stance.training.progress import Progress
from stance.training.tracker import Tracker


def fit_members(
    config: RunConfig,
    data: RunData,
    *,
    checkpoints: Path,
    tracker: Tracker,
    report: Callable[[Progress], None],
) -> Fitted:
    """Fit the network of a config and its further fits, and average their weights.

    Fits that begin with the same weights end near enough to each other for the mean of their
    weights to be a network, and a steadier one than each of them (Wortsman et al. 2022, *Model
    soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
    inference time*). Fits that begin with that mean go on from a better place than any of them,
    and stay near it.

    Args:
        config: The run's config; the network is fed as it says.
        data: The run's data.
        checkpoints: Where epochs are kept, in a folder for each fit if there are several.
        tracker: Gets losses and dev scores, those of further fits as ``member-2/…`` and
            ``refinement-1/…``.
        report: Told of progress.

    Returns:
        The network: the mean of the fit of the config and of ``training.members``, averaged once
        more with ``training.refinements`` if there are any. What fitting came to is told of the
        first fit, but for the time.

    Raises:
        ValueError: If several processes train together, or nothing is left for a fit to learn from.
    """
    section = config.training
    if not section.members and not section.refinements:
        return fit_network(config, data, checkpoints=checkpoints, tracker=tracker, report=report)
    require_one_process("training.members" if section.members else "training.refinements")
    fit_one = partial(fit_network, tracker=tracker, report=report, initial_seed=config.seed)
    fits = [
        fit_one(
            member,
            own_data,
            checkpoints=checkpoints / f"member-{number}",
            prefix="" if number == 1 else f"member-{number}/",
        )
        for number, (member, own_data) in enumerate(
            zip(member_configs(config), member_data(config, data), strict=True), start=1
        )
    ]
    mean = _mean([one.network.state_dict() for one in fits])
    refined = [
        fit_one(
            refinement,
            own_data,
            checkpoints=checkpoints / f"refinement-{number}",
            prefix=f"refinement-{number}/",
            initial=mean,
        )
        for number, (refinement, own_data) in enumerate(
            zip(refinement_configs(config), refinement_data(config, data), strict=True), start=1
        )
    ]
    first = fits[0]
    first.network.load_state_dict(_mean([mean, *(one.network.state_dict() for one in refined)]))
    seconds = sum(one.result.seconds for one in (*fits, *refined))
    return replace(first, result=replace(first.result, seconds=seconds))


def member_data(config: RunConfig, data: RunData, *, whole: bool = False) -> list[RunData]:
    """Give what each fit of a run learns from that begins with the encoder's weights.

    Args:
        config: Of the run.
        data: Of the run, perhaps without what a series leaves out.
        whole: Whether nothing has been left out yet, so that all that a fit leaves out must be
            there.

    Returns:
        The run's own, and for each of ``training.members`` the same without what its
        ``leave_out`` names.

    Raises:
        ValueError: If a fit cannot leave out what it is to, with the place in the config.
    """
    members = config.training.members
    return [data, *_shares(members, data, place="training.members", whole=whole)]


def refinement_data(config: RunConfig, data: RunData, *, whole: bool = False) -> list[RunData]:
    """Give what each of ``training.refinements`` learns from, as :func:`member_data` does."""
    refinements = config.training.refinements
    return _shares(refinements, data, place="training.refinements", whole=whole)


def _shares(fits: Sequence[FitChanges], data: RunData, *, place: str, whole: bool) -> list[RunData]:
    found = []
    for number, values in enumerate(fits):
        named = values.get(LEAVE_OUT)
        texts = named if isinstance(named, tuple) else () if named is None else (str(named),)
        try:
            found.append(_share(texts, data, whole=whole))
        except ValueError as error:
            raise ValueError(f"{place}.{number}: {error}") from error
    return found


def _share(texts: Sequence[str], data: RunData, *, whole: bool) -> RunData:
    share = data
    for text in texts:
        left_out = LeaveOut.parse(text)
        if whole:
            left_out.check(data)
        share = left_out.rest_of(share)
    return share


def _mean(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    return {
        name: torch.stack([state[name].double() for state in states]).mean(dim=0).to(one.dtype)
        for name, one in states[0].items()
    }
