"""Reads plain text, that of Word's documents too, and says what is none."""

from pathlib import Path

from stance.corpus.datatexts import data_fault
from stance.corpus.filekinds import binary_fault, decoded, not_utf_8
from stance.corpus.worddocuments import is_word, read_word
from stance.errors import Fault


def read_plain(content: bytes, path: Path) -> str | Fault:
    """Read a text in UTF-8, or in UTF-16 if it begins with its mark, or a document of Word.

    Args:
        content: All of it.
        path: Where it is from, or ``-`` for standard input.

    Returns:
        The text, or why it is none: it is binary, in another encoding, or data.
    """
    if is_word(content, path):
        return read_word(content, path)
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
