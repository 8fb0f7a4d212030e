"""Reads plain text, and says what is none."""

from pathlib import Path

from stance.corpus.datatexts import data_fault
from stance.corpus.filekinds import binary_fault, decoded, not_utf_8
from stance.errors import Fault


def read_plain(content: bytes, path: Path) -> str | Fault:
    """Read a plain text in UTF-8, or in UTF-16 if it begins with its mark.

    Args:
        content: All of it.
        path: Where it is from, or ``-`` for standard input.

    Returns:
        The text, or why it is none: it is binary, in another encoding, or data.
    """
    what = binary_fault(content, path)
    if what is not None:
        return Fault(path=path, line=None, what=what)
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Fault(path=path, line=line, what=not_utf_8(path, content[error.start]))
    what = data_fault(text, path)
    return text if what is None else Fault(path=path, line=None, what=what)
