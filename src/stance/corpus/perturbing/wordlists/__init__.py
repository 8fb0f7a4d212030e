"""Word lists, written for this project: names, places, outlets, clutter of news pages."""

from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a word list.

    Args:
        name: File in this folder; comments begin with ``#``, tabs part the cells of a line.

    Returns:
        The cells of each line.

    Examples:
        >>> read_rows("places.tsv")[0]
        ('Albania', 'Albanian', 'Tirana, Shkodra, Vlora')
    """
    lines = (files(__name__) / name).read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
