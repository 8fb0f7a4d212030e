"""Reading a run's configuration from a YAML file, with every fault at once."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from stance.config.sections import CorpusPart, RunConfig
from stance.errors import ConfigError


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
    tree = _read_yaml(path)
    faults = [fault for override in overrides if (fault := _override(tree, override))]
    try:
        config = RunConfig.model_validate(tree)
    except ValidationError as error:
        faults += [_fault(one) for one in error.errors()]
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


def _fault(error: ErrorDetails) -> str:
    """Say one fault in a line, with the nearest known key for an unknown one."""
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return f"{place}: is missing"
    if error["type"] == "value_error":  # of a validator of ours, which says what it found
        return f"{place}: {error['ctx']['error']}"
    if error["type"] != "extra_forbidden":
        return f"{place}: {error['msg']} (found {error['input']!r})"
    *parents, key = error["loc"]
    known = _known_keys(parents)
    nearest = get_close_matches(str(key), known, n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(known)}"
    return f"{place}: no such key; {hint}"


def _known_keys(parents: Sequence[object]) -> list[str]:
    section: Any = RunConfig
    for name in parents:
        if isinstance(name, str):
            section = section.model_fields[name].annotation
            section = CorpusPart if "CorpusPart" in str(section) else section
    return list(section.model_fields)
