"""A mapping that cannot change, for values that must not."""

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

    __setitem__ = __delitem__ = __ior__ = _refuse  # type: ignore[assignment]
    clear = pop = popitem = setdefault = update = _refuse  # type: ignore[assignment]
