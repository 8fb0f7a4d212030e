"""Reading a run's configuration from a YAML file, with every fault at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from stance.config.sections import RunConfig
from stance.config.sweeping import SweepFile, searchable
from stance.config.values import fit_configs, with_values
from stance.config.yamlfiles import faults_of, read_yaml
from stance.errors import ConfigError
from stance.spelling import did_you_mean

_Kind = TypeVar("_Kind", bound=RunConfig)


def load_config(path: Path, *, overrides: Sequence[str] = ()) -> RunConfig:
    """Read a run's config from a YAML file.

    ``overrides`` change single values, each as ``section.key=value`` with a YAML value. One
    ``ConfigError`` names every fault of the file and the overrides.
    """
    return _load(path, overrides, kind=RunConfig)


def load_sweep(path: Path, *, overrides: Sequence[str] = ()) -> SweepFile:
    """Read a config with a section ``sweep``.

    One ``ConfigError`` names every fault, those of the ranges too: a setting that there is not, or
    an end that the setting cannot have.
    """
    sweep = _load(path, overrides, kind=SweepFile)
    config, faults = sweep.without_sweep(), []
    known = searchable(config)
    for name, values in sweep.sweep.parameters.items():
        place = f"sweep.parameters.{name}"
        if name not in known:
            faults.append(f"{place}: no such setting to search; {did_you_mean(name, known)}")
            continue
        for value in values.extremes:
            try:
                with_values(config, {name: value})
            except ConfigError as error:
                faults += [f"{place}: {value!r} will not do: {one}" for one in error.faults]
    if faults:
        raise ConfigError(path, faults)
    return sweep


def _load(path: Path, overrides: Sequence[str], *, kind: type[_Kind]) -> _Kind:
    file = read_yaml(path)
    faults = [fault for override in overrides if (fault := _override(file.tree, override))]
    try:
        config = kind.model_validate(file.tree)
    except ValidationError as error:
        overridden = [override.partition("=")[0].strip() for override in overrides]
        faults += faults_of(error, kind=kind, root=file.root, overridden=overridden)
    else:
        faults += _faults_of_fits(config)
    if faults:
        raise ConfigError(path, faults)
    return config


def _faults_of_fits(config: RunConfig) -> list[str]:
    try:
        fit_configs(config)
    except ConfigError as error:
        return error.faults
    return []


def _override(tree: dict[str, Any], override: str) -> str | None:
    """Change one value of a config; give what is wrong with the override, if anything is."""
    import yaml

    key, equals, value = override.partition("=")
    if not equals or not key.strip():
        return f"{override!r}: an override is section.key=value"
    try:
        _set(tree, key.strip().split("."), yaml.safe_load(value))
    except yaml.YAMLError:
        return f"{override!r}: {value!r} is not YAML"
    except ValueError as error:
        return f"{override!r}: {error}"
    return None


def _set(tree: dict[str, Any], keys: Sequence[str], value: object) -> None:
    """Set a value deep in a config; entries of a list go by their place, from 0."""
    place: Any = tree
    for depth, key in enumerate(keys):
        at: str | int = key
        if isinstance(place, list):
            if not key.isdecimal() or int(key) >= len(place):
                parent = ".".join(keys[:depth])
                raise ValueError(f"{parent} is a list of {len(place)}; name one by 0, 1, …")
            at = int(key)
        elif not isinstance(place, dict):
            raise ValueError(f"{'.'.join(keys[:depth])} is not a section")
        if depth == len(keys) - 1:
            place[at] = value
        elif isinstance(place, dict):
            place = place.setdefault(at, {})
        else:
            place = place[at]
