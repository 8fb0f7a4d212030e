"""Words of others in a form that a page can hold."""

import re
from collections.abc import Mapping

from stance.printing import on_one_line

#: What HTML has no spelling for.
_UNSPEAKABLE = re.compile("[\x00\ud800-\udfff]")
#: Characters that turn the direction of all that follows, or that nobody sees.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def spelt(text: str) -> str:
    r"""Give a text of the same length that HTML can spell, without NUL and halves of characters.

    >>> spelt("a\x00b")
    'a�b'
    """
    return _UNSPEAKABLE.sub("\ufffd", text)


def short(text: str) -> str:
    r"""Give words to show beside a text: on one line, and without orders to a screen.

    What turns the direction of writing or nobody sees is left out.

    >>> short("Ann\n\u202eLee")
    'Ann Lee'
    """
    return on_one_line(_UNSEEN.sub("", spelt(text)))


def mapping(value: object) -> Mapping[str, object]:
    """Give a field of a record if it is an object; else an empty one."""
    return value if isinstance(value, Mapping) else {}


def words(value: object) -> str:
    """Give a field of a record if it is text, in ``short``; else nothing."""
    return short(value) if isinstance(value, str) else ""
