"""A mapping that cannot change, for values that must not."""

from collections.abc import Mapping
from typing import NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A ``dict`` whose contents are fixed when it is built; equal to the plain dict, hashable.

    Examples:
        >>> frozen = FrozenDict({"a": 1})
        >>> frozen == {"a": 1}
        True
        >>> frozen["b"] = 2
        Traceback (most recent call last):
            ...
        TypeError: this mapping cannot change; build a new one with dict(…)
    """

    def __hash__(self) -> int:  # type: ignore[override]  # a dict is unhashable, this one is not
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type["FrozenDict[K, V]"], tuple[dict[K, V]]]:
        return type(self), (dict(self),)

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("this mapping cannot change; build a new one with dict(…)")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


def frozen(value: object) -> object:
    """Give a value out of JSON in a form that cannot change.

    Args:
        value: A string, a number, None, or lists and mappings of such.

    Returns:
        The same with tuples for lists and ``FrozenDict`` for mappings.

    Examples:
        >>> frozen({"tags": ["trade", "ports"]})
        {'tags': ('trade', 'ports')}
    """
    if isinstance(value, Mapping):
        return FrozenDict({name: frozen(one) for name, one in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(one) for one in value)
    return value
