"""A run's configuration as readable pairs, for records and tables."""

from collections.abc import Mapping
from typing import Any

from stance.config.sections import RunConfig


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
