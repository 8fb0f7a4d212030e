"""Surnames that are spelt in two ways in one article."""

from difflib import SequenceMatcher

#: Letters that a surname must have to be recognised in spite of a slip, and how alike it must be.
_MISSPELT = 5
_ALIKE = 0.82


def misspells(one: str, other: str) -> bool:
    """Say whether a surname is likely another one with a slip of the pen.

    Args:
        one: Folded word.
        other: Another.

    Returns:
        Whether both are long, begin alike and differ in a letter or two, or in their order.

    Examples:
        >>> misspells("mauer", "maurer"), misspells("muaer", "mauer"), misspells("maurer", "meyer")
        (True, True, False)
    """
    is_long = min(len(one), len(other)) >= _MISSPELT
    is_like = SequenceMatcher(None, one, other).ratio() > _ALIKE or sorted(one) == sorted(other)
    return is_long and is_like and one[0] == other[0] and one != other
