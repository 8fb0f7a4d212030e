"""A run's configuration as ``section.key`` pairs, and configs that differ in some of them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

from stance.config.sections import RunConfig, WeightFormat
from stance.config.yamlfiles import RENAMED, hint_for
from stance.errors import ConfigError

Value: TypeAlias = bool | int | float | str | None
_Kind = TypeVar("_Kind", bound=RunConfig)
#: Values that settings of earlier versions had, by what they are called now.
_FORMATS = {"codebooks": WeightFormat.PRODUCT_QUANTIZATION.value}

#: What may differ between fits whose weights can be averaged: all but the network itself.
_FREE = ("seed", "training.", "model.window.", "model.dropout", "model.attention_dropout")
#: What is done once for all fits, whatever one of them would have.
_SHARED = (
    "training.start",
    "training.start_weight",
    "training.distill_from",
    "training.distill_weight",
)
#: In what differs in a fit: what it does not learn from, as ``batch=agency,wire``, or several such.
LEAVE_OUT = "leave_out"


def flatten(config: RunConfig) -> dict[str, str | int | float | bool | None]:
    """Give a config as readable ``section.key`` pairs."""
    return dict(_leaves("", config.model_dump(mode="json")))


def settings_of(config: RunConfig) -> list[str]:
    """Give what can be set alone, as ``section.key``: all but the entries of lists."""
    return [name for name in flatten(config) if not any(map(str.isdecimal, name.split(".")))]


def _leaves(prefix: str, value: object) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        pairs = [(f"{prefix}.{key}" if prefix else str(key), one) for key, one in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{prefix}.{_name(one, index)}", one) for index, one in enumerate(value)]
    else:
        return [(prefix, value)]
    return [leaf for key, one in pairs for leaf in _leaves(key, one)]


def _name(value: object, index: int) -> str:
    return str(value["name"]) if isinstance(value, Mapping) and "name" in value else str(index)


def todays_settings(known: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings by which a model was made, under their names of today."""
    return {
        _todays(name): _FORMATS.get(value, value) if isinstance(value, str) else value
        for name, value in known.items()
    }


def _todays(name: str) -> str:
    for before, now in RENAMED.items():
        name = re.sub(rf"\b{re.escape(before)}(?=\.|$)", now, name)
    return name


def with_values(config: _Kind, values: Mapping[str, Value | tuple[str, ...]]) -> _Kind:
    """Give a config with some settings changed."""
    tree: dict[str, Any] = config.model_dump()
    for name, value in values.items():
        *parents, key = name.split(".")
        place = tree
        for parent in parents:
            place = place[parent]
        place[key] = value
    try:
        return type(config).model_validate(tree)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, one['loc']))}: {one['msg']} (found {one['input']!r})"
            for one in error.errors()
        ]
        raise ConfigError(Path(config.name), faults) from error


def fit_configs(config: RunConfig) -> list[RunConfig]:
    """Give the config of each fit of a run.

    The run's own comes first.
    """
    training = config.training.model_copy(update={"average_fits": ()})
    alone = config.model_copy(update={"training": training})
    settings = settings_of(alone)
    known = [name for name in settings if name.startswith(_FREE) and name not in _SHARED]
    configs, faults = [alone], []
    for number, values in enumerate(config.training.average_fits):
        place = f"training.average_fits.{number}"
        changes = {name: value for name, value in values.items() if name != LEAVE_OUT}
        foreign = [name for name in changes if name not in known]
        faults += [
            f"{place}: {name} cannot differ between fits that are averaged; "
            f"{hint_for(name, [*known, LEAVE_OUT])}"
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
