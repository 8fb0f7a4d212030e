"""The configs of fits that are averaged into one network."""

from collections.abc import Sequence
from pathlib import Path

from stance.config.flattening import settings_of
from stance.config.sections import FitChanges, RunConfig
from stance.config.sweeping import with_values
from stance.errors import ConfigError
from stance.spelling import did_you_mean

#: What may differ between fits whose weights can be averaged: all but the network itself.
_FREE = ("seed", "training.", "model.window.", "model.dropout", "model.attention_dropout")
#: What is done once for all fits, whatever one of them would have.
_SHARED = ("training.teacher", "training.teacher_weight")
#: In what differs in a fit: what it does not learn from, as ``batch=agency,wire``, or several such.
LEAVE_OUT = "leave_out"


def member_configs(config: RunConfig) -> list[RunConfig]:
    """Give the config of each fit of a run that begins with the encoder's weights.

    Args:
        config: Of the run.

    Returns:
        The run's own without further fits, and one for each of ``training.members``.

    Raises:
        ConfigError: With every value that a member cannot have.
    """
    alone = _alone(config)
    return [alone, *_changed(alone, config.training.members, place="training.members")]


def refinement_configs(config: RunConfig) -> list[RunConfig]:
    """Give the config of each fit of a run that begins with the average of those before.

    Args:
        config: Of the run.

    Returns:
        One for each of ``training.refinements``.

    Raises:
        ConfigError: With every value that a refinement cannot have.
    """
    return _changed(_alone(config), config.training.refinements, place="training.refinements")


def _alone(config: RunConfig) -> RunConfig:
    training = config.training.model_copy(update={"members": (), "refinements": ()})
    return config.model_copy(update={"training": training})


def _changed(alone: RunConfig, fits: Sequence[FitChanges], *, place: str) -> list[RunConfig]:
    settings = settings_of(alone)
    known = [name for name in settings if name.startswith(_FREE) and name not in _SHARED]
    configs, faults = [], []
    for number, values in enumerate(fits):
        changes = {name: value for name, value in values.items() if name != LEAVE_OUT}
        foreign = [name for name in changes if name not in known]
        faults += [
            f"{place}.{number}: {name} cannot differ between fits that are averaged; "
            f"{did_you_mean(name, [*known, LEAVE_OUT])}"
            for name in foreign
        ]
        if not foreign:
            try:
                configs.append(with_values(alone, changes))
            except ConfigError as error:
                faults += [f"{place}.{number}: {fault}" for fault in error.faults]
    if faults:
        raise ConfigError(Path(alone.name), faults)
    return configs
