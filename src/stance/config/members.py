"""The configs of fits that are averaged into one network."""

from pathlib import Path

from stance.config.flattening import settings_of
from stance.config.sections import RunConfig
from stance.config.sweeping import with_values
from stance.errors import ConfigError
from stance.spelling import did_you_mean

#: What may differ between fits whose weights can be averaged: all but the network itself.
_FREE = ("seed", "training.", "model.window.", "model.dropout", "model.attention_dropout")
#: What is done once for all fits, whatever one of them would have.
_SHARED = (
    "training.start",
    "training.start_weight",
    "training.teacher",
    "training.teacher_weight",
)
#: In what differs in a fit: what it does not learn from, as ``batch=agency,wire``, or several such.
LEAVE_OUT = "leave_out"


def member_configs(config: RunConfig) -> list[RunConfig]:
    """Give the config of each fit of a run.

    The run's own comes first.
    """
    training = config.training.model_copy(update={"members": ()})
    alone = config.model_copy(update={"training": training})
    settings = settings_of(alone)
    known = [name for name in settings if name.startswith(_FREE) and name not in _SHARED]
    configs, faults = [alone], []
    for number, values in enumerate(config.training.members):
        place = f"training.members.{number}"
        changes = {name: value for name, value in values.items() if name != LEAVE_OUT}
        foreign = [name for name in changes if name not in known]
        faults += [
            f"{place}: {name} cannot differ between fits that are averaged; "
            f"{did_you_mean(name, [*known, LEAVE_OUT])}"
            for name in foreign
        ]
        if not foreign:
            try:
                configs.append(with_values(alone, changes))
            except ConfigError as error:
                faults += [f"{place}: {fault}" for fault in error.faults]
    if faults:
        raise ConfigError(Path(config.name), faults)
    return configs
