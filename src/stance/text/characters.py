"""Text that any encoder accepts, character for character."""

import re

# Lone surrogates cannot be written as UTF-8, and a NUL ends a string in C.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


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
