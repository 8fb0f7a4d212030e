"""Typed access to the fields of a JSON object."""

from collections.abc import Mapping
from typing import TypeVar, overload

T = TypeVar("T")

_REQUIRED = object()


@overload
def read_field(
    mapping: Mapping[str, object], name: str, kind: type[T], *, default: None
) -> T | None: ...


@overload
def read_field(
    mapping: Mapping[str, object], name: str, kind: type[T], *, default: T = ...
) -> T: ...


def read_field(
    mapping: Mapping[str, object], name: str, kind: type[T], *, default: object = _REQUIRED
) -> T | None:
    """Give a field of a record, or say what is wrong with it.

    Args:
        mapping: The record, or a part of one.
        name: The field.
        kind: What it must be; a bool is no int.
        default: What an absent field stands for; None also lets the field be null.

    Returns:
        Its value.

    Raises:
        ValueError: If it is missing, or not of that kind.
    """
    value = mapping.get(name, default)
    if value is _REQUIRED:
        raise ValueError(f"field {name!r} is missing")
    if value is None and default is None:
        return None
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{name!r} is {value!r}, not {kind.__name__}")
    return value


def read_objects(mapping: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """Give a field that is a list of objects; an absent one is empty.

    Args:
        mapping: The record.
        name: The field.

    Returns:
        The objects.

    Raises:
        ValueError: If it is something else.
    """
    found = read_field(mapping, name, list, default=[])
    for one in found:
        if not isinstance(one, dict):
            raise ValueError(f"{name!r} holds {one!r}, not an object")
    return found
