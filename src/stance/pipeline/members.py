"""Several fits averaged into one network."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from stance.config import RunConfig, member_configs
from stance.pipeline.fitted import Fitted, fit_network
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
    """Fit the network of a config and those of ``training.members``, and average their weights.

    Fits that begin with the same weights end near enough to each other for the mean of their
    weights to be a network, and a steadier one than each of them (Wortsman et al. 2022, *Model
    soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
    inference time*).

    Args:
        config: The run's config; the network is fed as it says.
        data: The run's data.
        checkpoints: Where epochs are kept, in a folder for each fit if there are several.
        tracker: Gets losses and dev scores, those of further fits as ``member-2/…``.
        report: Told of progress.

    Returns:
        The network; what fitting came to is told of the first fit, but for the time.

    Raises:
        ValueError: If several processes train together.
    """
    if not config.training.members:
        return fit_network(config, data, checkpoints=checkpoints, tracker=tracker, report=report)
    require_one_process("training.members")
    fits = [
        fit_network(
            member,
            data,
            checkpoints=checkpoints / f"member-{number}",
            tracker=tracker,
            report=report,
            initial_seed=config.seed,
            prefix="" if number == 1 else f"member-{number}/",
        )
        for number, member in enumerate(member_configs(config), start=1)
    ]
    first = fits[0]
    first.network.load_state_dict(_mean([one.network.state_dict() for one in fits]))
    seconds = sum(one.result.seconds for one in fits)
    return replace(first, result=replace(first.result, seconds=seconds))


def _mean(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    return {
        name: torch.stack([state[name].double() for state in states]).mean(dim=0).to(one.dtype)
        for name, one in states[0].items()
    }
