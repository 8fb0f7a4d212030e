"""Texts of articles as public repositories store them, in the form that our offsets count."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stance.corpus.tables import open_rows
from stance.errors import CorpusError, Fault

_COLUMNS = ("url", "text")
#: So many sentences make a paragraph where a corpus does not say where one ends.
SENTENCES: Final = 2
_GUM_GENRES = ("news", "interview")  # the genres taken from Wikinews


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicText:
    """The text of an article, without labels.

    Attributes:
        url: Where it was published.
        text: Exactly as the labels' offsets count it.
    """

    url: str
    text: str = field(repr=False)


def read_wikinews(paths: Sequence[Path]) -> list[PublicText]:
    """Read the texts in CSV files of the repository vanatteveldt/wikinews.

    Offsets count the column ``text`` with no-break spaces as spaces.

    Args:
        paths: ``wikinews_2019.csv`` and its sisters.

    Returns:
        The texts, in the order of the files.

    Raises:
        CorpusError: With every file that cannot be read or lacks the columns.
    """
    return read_each(paths, _read_csv, files="the CSV files of github.com/vanatteveldt/wikinews")


def read_each(
    paths: Sequence[Path], read: Callable[[Path], Iterable[PublicText]], *, files: str
) -> list[PublicText]:
    """Read the texts in files, or tell all that is wrong with any of them.

    Args:
        paths: The files.
        read: Gives the texts in one; raises ValueError if it holds something else.
        files: Which are meant, for the message.

    Returns:
        The texts, in the order of the files.

    Raises:
        CorpusError: With every file that cannot be read or holds something else.
    """
    texts: list[PublicText] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            texts += read(path)
        except OSError as error:
            what = f"cannot be read ({error.strerror}); check the name"
            faults.append(Fault(path=path, line=None, what=what))
        except (csv.Error, ValueError) as error:  # bytes that are not UTF-8 are a ValueError
            faults.append(Fault(path=path, line=None, what=f"{error}; take {files}"))
    if faults:
        raise CorpusError(faults)
    return texts


def in_paragraphs(sentences: Sequence[str]) -> str:
    """Put sentences together where a corpus does not say where a paragraph ends.

    Args:
        sentences: In their order.

    Returns:
        Two sentences a paragraph, with empty lines between.
    """
    starts = range(0, len(sentences), SENTENCES)
    return "\n\n".join(" ".join(sentences[start : start + SENTENCES]) for start in starts)


def _read_csv(path: Path) -> Iterator[PublicText]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = open_rows(file)
        lacking = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if lacking:
            found = ", ".join(name[:20] for name in (rows.fieldnames or ())[:8]) or "nothing"
            raise ValueError(f"no column {' and no column '.join(lacking)} (found: {found})")
        for row in rows:
            text = (row["text"] or "").replace("\u00a0", " ").replace("\r\n", "\n")
            yield PublicText(url=row["url"], text=text)


def read_gum(folder: Path) -> list[PublicText]:
    """Read the Wikinews texts of the repository amir-zeldes/gum.

    Offsets count sentences joined by a space, and paragraphs by an empty line.

    Args:
        folder: Its folder ``dep`` with files such as ``GUM_interview_ants.conllu``.

    Returns:
        The texts of the genres news and interview, sorted by file name.

    Raises:
        CorpusError: If the folder holds none, or a file cannot be read.
    """
    paths = sorted(path for genre in _GUM_GENRES for path in folder.glob(f"GUM_{genre}_*.conllu"))
    if not paths:
        what = "no GUM_news_*.conllu here; name the folder `dep` of github.com/amir-zeldes/gum"
        raise CorpusError([Fault(path=folder, line=None, what=what)])
    texts: list[PublicText] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            texts.append(_parse_conllu(path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            faults.append(Fault(path=path, line=None, what=f"{error}; download it again"))
    if faults:
        raise CorpusError(faults)
    return texts


def _parse_conllu(content: str) -> PublicText:
    """Join the sentences of a document in CoNLL-U.

    A paragraph starts at a line ``# newpar``; ``# newpar_block`` only describes it.
    """
    url = re.search(r"^# meta::sourceURL = (.*)$", content, re.MULTILINE)
    paragraphs: list[list[str]] = [[]]
    for line in content.split("\n"):
        if line.split(" =")[0] == "# newpar" and paragraphs[-1]:
            paragraphs.append([])
        elif line.startswith("# text = "):
            paragraphs[-1].append(line.removeprefix("# text = "))
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    return PublicText(url=url.group(1) if url else "", text=text)
