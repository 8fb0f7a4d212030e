"""Text that any encoder accepts and no terminal obeys, character for character."""

import re

# Lone surrogates cannot be written as UTF-8, and a NUL ends a string in C.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
#: Signs that a terminal obeys, but for the tab and the line feed.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def readable(text: str) -> str:
    r"""Give a text that every tokenizer and library can read, of the same length.

    Libraries written in Rust or C refuse lone surrogates or stop at a NUL. Each of these becomes
    U+FFFD, the replacement character, so offsets into the result are offsets into ``text``.

    Args:
        text: Any string.

    Returns:
        A string of the same length that can be encoded as UTF-8.

    Examples:
        >>> readable("a\ud800b\x00")
        'a�b�'
    """
    return _UNREADABLE.sub("\ufffd", text)


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
