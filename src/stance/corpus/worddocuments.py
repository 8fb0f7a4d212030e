"""Reads the words of a document of Word (``.docx``): paragraphs, without anything beside them."""

import zlib
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from stance.errors import CorpusError

#: Endings of such documents.
WORD = frozenset([".docx"])
#: Bytes of its text at most; a small archive can hold any number.
MAX_BYTES = 50_000_000
_ZIP = b"PK\x03\x04"
_MAIN = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What zipfile raises if an archive is damaged, locked, or packed in a way that it cannot undo.
_DAMAGES = (
    *(BadZipFile, zlib.error, LZMAError, EOFError, OSError),
    *(KeyError, ValueError, RuntimeError, NotImplementedError),
)
#: What older programs show in place of what stands beside it.
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def is_word(content: bytes, path: Path) -> bool:
    """Whether a file is called a document of Word and begins as one."""
    return path.suffix.lower() in WORD and content.startswith(_ZIP)


def read_word(content: bytes, path: Path) -> str:
    """Read the paragraphs of a document, with an empty line between them.

    Notes, headers and what was deleted are left out. It is a CorpusError if it is damaged.
    """
    advice = "save it as plain text (UTF-8)"
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(_MAIN) as file:
            xml = file.read(MAX_BYTES + 1)
    except _DAMAGES as error:
        what = f"a Word document that cannot be opened ({type(error).__name__}); {advice}"
        raise CorpusError.of(path, what) from error
    if len(xml) > MAX_BYTES:
        what = f"a Word document with more than {MAX_BYTES // 1_000_000} MB of text; divide it"
        raise CorpusError.of(path, what)
    try:
        return "\n\n".join(_paragraphs_of(xml))
    except (expat.ExpatError, ValueError) as error:
        raise CorpusError.of(path, f"a damaged Word document ({error}); {advice}") from error


class _Words:
    """Collects the paragraphs while the XML is read; no tree is built of it."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._words: list[str] = []
        self._is_text = False
        self._fallbacks = 0

    def start(self, name: str, _attributes: object) -> None:
        """Begin an element."""
        self._is_text = name == f"{_W}t"
        self._fallbacks += name == _FALLBACK
        self._add(_SIGNS.get(name, ""))

    def end(self, name: str) -> None:
        """End an element."""
        self._is_text = False
        self._fallbacks -= name == _FALLBACK
        if name == f"{_W}p" and (paragraph := "".join(self._words).strip()):
            self.paragraphs.append(paragraph)
            self._words = []

    def text(self, words: str) -> None:
        """Take characters."""
        if self._is_text:
            self._add(words)

    def _add(self, words: str) -> None:
        if not self._fallbacks:
            self._words.append(words)


def _paragraphs_of(xml: bytes) -> list[str]:
    def refuse(*_declared: object) -> None:  # Word writes none; it may hold entities without end
        raise ValueError("it declares a type of document")

    words, parser = _Words(), expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = words.start, words.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = words.text, refuse
    parser.Parse(xml, True)  # noqa: FBT003  # this is all of it
    return words.paragraphs
