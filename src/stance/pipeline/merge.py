"""``stance data merge``: stand-off corpora, joined with the public texts they were made on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.corpus.merging import Missing, merge
from stance.corpus.posts import read_posts
from stance.corpus.publictexts import PublicText, read_gum, read_wikinews
from stance.corpus.reading import list_files, read_lines
from stance.corpus.wordtexts import read_gmb, read_masc
from stance.corpus.writing import write_corpus
from stance.errors import CorpusError, Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSources:
    """Where the texts of each stand-off corpus are; a corpus without any is left out.

    Attributes:
        wikinews: CSV files of vanatteveldt/wikinews.
        gum: Folder ``dep`` of amir-zeldes/gum.
        gmb: Table ``ner_dataset.csv`` of the Groningen Meaning Bank.
        masc: Folder ``masc_tagged`` of the Manually Annotated Sub-Corpus.
        globalvoices: JSON files of Crowd-AI-Lab/cocolofa.
    """

    wikinews: Sequence[Path] = ()
    gum: Path | None = None
    gmb: Path | None = None
    masc: Path | None = None
    globalvoices: Sequence[Path] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no texts are named at all."""
        return not any((self.wikinews, self.gum, self.gmb, self.masc, self.globalvoices))


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFile:
    """One stand-off file, joined with its texts.

    Attributes:
        stand_off: Where the labels came from.
        out: Where the articles are; nothing was written if none was found.
        n_articles: How many were found.
        missing: Those that were not.
    """

    stand_off: Path
    out: Path
    n_articles: int
    missing: tuple[Missing, ...]


def merge_corpora(sources: TextSources, *, stand_off: Path, out: Path) -> list[MergedFile]:
    """Join the stand-off corpora with their texts, and write them.

    Args:
        sources: Where the texts are.
        stand_off: Folder with a folder of labels for each, ``wikinews``, ``gum`` and so on.
        out: Folder for ``wikinews-train.jsonl``, ``gum-train.jsonl`` and so on.

    Returns:
        One entry for each stand-off file.

    Raises:
        CorpusError: If labels or texts cannot be read.
    """
    readers = _readers(sources)
    labels = {name: list_files([stand_off / name]) for name in readers}
    texts: dict[str, list[PublicText]] = {}
    faults: list[Fault] = []
    for name, read in readers.items():
        try:
            texts[name] = read(labels[name])
        except CorpusError as error:
            faults += error.faults
    if faults:
        raise CorpusError(faults)
    return [
        _merge_file(file, texts=texts[name], out=out / f"{name}-{file.name}")
        for name, files in labels.items()
        for file in files
    ]


def _readers(sources: TextSources) -> dict[str, Callable[[Sequence[Path]], list[PublicText]]]:
    """Give, for each corpus that has texts, what reads those that its files of labels need."""
    readers: dict[str, Callable[[Sequence[Path]], list[PublicText]]] = {}
    wikinews, gum, gmb, masc = sources.wikinews, sources.gum, sources.gmb, sources.masc
    posts = sources.globalvoices
    if wikinews:
        readers["wikinews"] = lambda _: read_wikinews(wikinews)
    if gum is not None:
        readers["gum"] = lambda _: read_gum(gum)
    if gmb is not None:
        readers["gmb"] = lambda files: read_gmb(gmb, urls=_urls(files))
    if masc is not None:
        readers["masc"] = lambda files: read_masc(masc, urls=_urls(files))
    if posts:
        readers["globalvoices"] = lambda files: read_posts(posts, urls=_urls(files))
    return readers


def _urls(files: Sequence[Path]) -> list[str]:
    return [line.row.url for line in read_lines(files) if line.row is not None and line.row.url]


def _merge_file(stand_off: Path, *, texts: Sequence[PublicText], out: Path) -> MergedFile:
    merged = merge(stand_off, texts=texts)
    if merged.articles:
        write_corpus(merged.articles, out)
    return MergedFile(
        stand_off=stand_off, out=out, n_articles=len(merged.articles), missing=merged.missing
    )
