"""The names that users give our fields in the formats of others."""

from collections.abc import Iterable

from stance.spelling import did_you_mean


def check_fields(names: Iterable[str], *, known: Iterable[str]) -> None:
    """Refuse names of fields that a format cannot fill.

    Args:
        names: As the user gave them.
        known: All that the format can fill.

    Raises:
        ValueError: At the first that is not known, with the nearest.

    Examples:
        >>> check_fields(["speakr"], known=["text", "speaker"])
        Traceback (most recent call last):
            ...
        ValueError: 'speakr' is no field of this format; did you mean 'speaker'?
    """
    known = list(known)
    for name in names:
        if name not in known:
            raise ValueError(f"{name!r} is no field of this format; {did_you_mean(name, known)}")
