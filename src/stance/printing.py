"""Text that gives a terminal no orders."""

import re

#: Signs that a terminal obeys, but for the tab and the line feed.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    r"""Give a text that gives a terminal no orders, of the same length.

    Args:
        text: Any string.

    Returns:
        The same with a space for each sign of control.

    Examples:
        >>> printable("a\x1b[2Jb")
        'a [2Jb'
    """
    return _CONTROLS.sub(" ", text)


def on_one_line(text: str) -> str:
    r"""Give a text on one line, with one space wherever there are several or a line ends.

    Args:
        text: Any string.

    Returns:
        Its words; nothing in it gives a terminal orders.

    Examples:
        >>> on_one_line(" Rain\n\tfell.")
        'Rain fell.'
    """
    return " ".join(printable(text).split())
