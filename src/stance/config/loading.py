"""Reading a run's configuration from a YAML file, with every fault at once."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stance.config.sections import CorpusPart, RunConfig
from stance.config.sweeping import ParameterRange, SweepFile, searchable, with_values
from stance.errors import ConfigError

_Kind = TypeVar("_Kind", bound=RunConfig)


def load_config(path: Path, *, overrides: Sequence[str] = ()) -> RunConfig:
    """Read a run's config from a YAML file.

    Args:
        path: The file.
        overrides: Changes to single values, each as ``section.key=value`` with a YAML value.

    Returns:
        The config, with every default filled in.

    Raises:
        ConfigError: With every fault in the file and the overrides, not the first alone.
    """
    return _load(path, overrides, kind=RunConfig)


def load_sweep(path: Path, *, overrides: Sequence[str] = ()) -> SweepFile:
    """Read a config with a section ``sweep``.

    Args:
        path: The file.
        overrides: Changes to single values, as ``load_config`` takes them.

    Returns:
        The config and what to search.

    Raises:
        ConfigError: With every fault in the file, the overrides and the ranges to search: a
            setting that there is not, or an end that the setting cannot have.
    """
    sweep = _load(path, overrides, kind=SweepFile)
    config, faults = sweep.without_sweep(), []
    known = searchable(config)
    for name, values in sweep.sweep.parameters.items():
        place = f"sweep.parameters.{name}"
        if name not in known:
            faults.append(f"{place}: no such setting to search; {_nearest(name, known)}")
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
    tree = _read_yaml(path)
    faults = [fault for override in overrides if (fault := _override(tree, override))]
    try:
        config = kind.model_validate(tree)
    except ValidationError as error:
        faults += [_fault(one, kind) for one in error.errors()]
    if faults:
        raise ConfigError(path, faults)
    return config


def _read_yaml(path: Path) -> dict[str, Any]:
    import yaml  # only those who train need a YAML reader

    try:
        tree = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(path, [f"cannot be read: {error.strerror}"]) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(path, [f"not YAML: {error}"]) from error
    if not isinstance(tree, dict):
        raise ConfigError(path, ["a config is a mapping of sections, see configs/news.yaml"])
    return tree


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


def _fault(error: ErrorDetails, kind: type[BaseModel]) -> str:
    """Say one fault in a line, with the nearest known key for an unknown one."""
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return f"{place}: is missing"
    if error["type"] == "value_error":  # of a validator of ours, which says what it found
        return f"{place}: {error['ctx']['error']}"
    if error["type"] != "extra_forbidden":
        return f"{place}: {error['msg']} (found {error['input']!r})"
    if error["loc"] == ("sweep",):
        return "sweep: is read by `stance sweep` alone"
    *parents, key = error["loc"]
    return f"{place}: no such key; {_nearest(str(key), _known_keys(kind, parents))}"


def _nearest(key: str, known: Sequence[str]) -> str:
    nearest = get_close_matches(key, known, n=1)
    return f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(known)}"


def _known_keys(kind: type[BaseModel], parents: Sequence[object]) -> list[str]:
    section: Any = kind
    for name in parents:
        if isinstance(name, str) and name in section.model_fields:
            section = section.model_fields[name].annotation
            for entry in (CorpusPart, ParameterRange):  # of which the section holds many
                section = entry if entry.__name__ in str(section) else section
    return list(section.model_fields)
