"""Texts of public corpora that store a sentence or a paragraph a line."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from stance.corpus.publictexts import PublicText, in_paragraphs, read_each
from stance.errors import CorpusError, Fault

_ONESTOP = "github.com/nishkalavallabhi/OneStopEnglishCorpus"
_ADVANCED = Path("Texts-SeparatedByReadingLevel", "Adv-Txt")
_NTREX = "github.com/MicrosoftTranslator/NTREX"
_DOCUMENTS = Path("DOCUMENT_IDS.tsv")
_SENTENCES = Path("NTREX-128", "newstest2019-src.eng.txt")


def read_onestop(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Read the articles of the repository nishkalavallabhi/OneStopEnglishCorpus, advanced level.

    Offsets count the paragraphs, joined by empty lines; white space inside them is one space.

    Args:
        folder: A clone of it.
        urls: Addresses of articles, which tell the file.

    Returns:
        The texts, as far as there are files for them.

    Raises:
        CorpusError: If the folder is no such clone, or with every file that cannot be read.
    """
    _check_clone(folder, of=_ONESTOP, holds=_ADVANCED)
    names = {url: unquote(url.removeprefix(f"https://{_ONESTOP}#file=")) for url in urls}
    paths = {folder / _ADVANCED / Path(name).name: url for url, name in names.items()}

    def read(path: Path) -> list[PublicText]:
        return [PublicText(url=paths[path], text=_joined(_lines_of(path)))]

    found = [path for path in paths if path.is_file()]
    return read_each(found, read, files=f"a clone of {_ONESTOP}")


def read_ntrex(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Read the articles in English of the repository MicrosoftTranslator/NTREX.

    Offsets count the headline and then two sentences a paragraph, joined by empty lines.

    Args:
        folder: A clone of it.
        urls: Addresses of articles, which tell the document.

    Returns:
        The texts of those that are there.

    Raises:
        CorpusError: If the folder is no such clone, or a file of it cannot be read.
    """
    _check_clone(folder, of=_NTREX, holds=_SENTENCES)
    wanted = {url.removeprefix(f"https://{_NTREX}#document="): url for url in urls}

    def read(path: Path) -> list[PublicText]:
        documents: dict[str, list[str]] = {}
        for row, sentence in zip(_lines_of(folder / _DOCUMENTS), _lines_of(path), strict=False):
            documents.setdefault(row.partition(" ")[0], []).append(sentence)
        found = ((url, documents[name]) for name, url in wanted.items() if name in documents)
        return [
            PublicText(url=url, text=_joined([headline, in_paragraphs(below)]))
            for url, (headline, *below) in found
        ]

    return read_each([folder / _SENTENCES], read, files=f"a clone of {_NTREX}")


def _joined(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(one for one in paragraphs if one)


def _lines_of(path: Path) -> list[str]:
    """Read lines in which white space is one space, and none is at their ends."""
    return [" ".join(line.split()) for line in path.read_text("utf-8-sig").split("\n")]


def _check_clone(folder: Path, *, of: str, holds: Path) -> None:
    if not (folder / holds).exists():
        what = f"no {holds} here; name a clone of {of}"
        raise CorpusError([Fault(path=folder, line=None, what=what)])
