"""Reading YAML files, and saying what is wrong with them."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stance.errors import ConfigError
from stance.spelling import did_you_mean


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a mapping from a YAML file.

    Args:
        path: The file.

    Returns:
        The mapping.

    Raises:
        ConfigError: If the file cannot be read, or holds none.
    """
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


def faults_of(error: ValidationError, *, kind: type) -> list[str]:
    """Say each fault that a validation found, with the nearest known key for an unknown one.

    Args:
        error: What pydantic raised.
        kind: The model or the dataclass that it validated by.

    Returns:
        A line for each fault.
    """
    return [_fault(one, kind) for one in error.errors()]


def _fault(error: ErrorDetails, kind: type) -> str:
    place = ".".join(str(part) for part in error["loc"])
    where = f"{place}: " if place else ""
    if error["type"] == "missing":
        return f"{where}is missing"
    if error["type"] == "value_error":  # of a validator of ours, which says what it found
        return f"{where}{error['ctx']['error']}"
    if error["type"] not in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f"{where}{error['msg']} (found {error['input']!r})"
    if error["loc"] == ("sweep",):
        return "sweep: is read by `stance sweep` alone"
    *parents, key = error["loc"]
    return f"{where}no such key; {did_you_mean(str(key), _known_keys(kind, parents))}"


def _known_keys(kind: type, parents: Sequence[object]) -> list[str]:
    section = kind
    for name in parents:
        annotations = _annotations(section)
        if isinstance(name, str) and name in annotations:
            section = _section_in(annotations[name]) or section
    return list(_annotations(section))


def _annotations(section: type) -> dict[str, Any]:
    """Give the type of each field of a section."""
    if is_dataclass(section):
        return {one.name: one.type for one in fields(section)}
    model: type[BaseModel] = section
    return {name: one.annotation for name, one in model.model_fields.items()}


def _section_in(annotation: object) -> type | None:
    """Give the section that a field holds, one or many; None if it holds none."""
    if isinstance(annotation, type) and (
        issubclass(annotation, BaseModel) or is_dataclass(annotation)
    ):
        return annotation
    found = (_section_in(one) for one in get_args(annotation))
    return next((one for one in found if one is not None), None)
