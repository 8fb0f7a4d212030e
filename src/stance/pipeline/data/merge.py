"""``stance data merge``: stand-off corpora, joined with the public texts they were made on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.corpus.merging import Missing, merge
from stance.corpus.publictexts import (
    PublicText,
    read_gum,
    read_ntrex,
    read_onestop,
    read_posts,
    read_wikinews,
)
from stance.corpus.reading import list_files, read_lines
from stance.corpus.sources import read_each
from stance.corpus.tokentexts import read_ecb, read_gmb, read_masc
from stance.corpus.writing import write_corpus

#: For each stand-off corpus, what reads the texts, given where they are and the addresses wanted.
_READERS: Mapping[str, Callable[[Sequence[Path], Sequence[str]], list[PublicText]]] = {
    "wikinews": lambda paths, _: read_wikinews(paths),
    "gum": lambda paths, _: read_gum(paths[0]),
    "gmb": lambda paths, urls: read_gmb(paths[0], urls=urls),
    "masc": lambda paths, urls: read_masc(paths[0], urls=urls),
    "globalvoices": lambda paths, urls: read_posts(paths, urls=urls),
    "onestop": lambda paths, urls: read_onestop(paths[0], urls=urls),
    "ntrex": lambda paths, urls: read_ntrex(paths[0], urls=urls),
    "ecb": lambda paths, urls: read_ecb(paths[0], urls=urls),
}
#: Folders of labels whose texts can be joined to them.
STAND_OFF = tuple(_READERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFile:
    """One stand-off file, joined with its texts.

    Nothing was written if no article was found.
    """

    stand_off: Path
    out: Path
    n_articles: int
    missing: tuple[Missing, ...]


def merge_corpora(
    sources: Mapping[str, Sequence[Path]], *, stand_off: Path, out: Path
) -> list[MergedFile]:
    """Join the stand-off corpora with their texts, and write them.

    Args:
        sources: For corpora of `STAND_OFF`, the files or the folder of their texts.
        stand_off: Folder with a folder of labels for each, ``wikinews``, ``gum`` and so on.
        out: Folder for ``wikinews-train.jsonl``, ``gum-train.jsonl`` and so on.

    Returns:
        One entry for each stand-off file.

    Raises:
        CorpusError: If labels or texts cannot be read.
    """
    labels = {name: list_files([stand_off / name]) for name in sources}

    def read(name: str) -> list[tuple[str, list[PublicText]]]:
        return [(name, _READERS[name](sources[name], _urls(labels[name])))]

    texts = dict(read_each(sources, read))
    return [
        _merge_file(file, texts=texts[name], out=out / f"{name}-{file.name}")
        for name, files in labels.items()
        for file in files
    ]


def _urls(files: Sequence[Path]) -> list[str]:
    return [line.row.url for line in read_lines(files) if line.row is not None and line.row.url]


def _merge_file(stand_off: Path, *, texts: Sequence[PublicText], out: Path) -> MergedFile:
    merged = merge(stand_off, texts=texts)
    if merged.articles:
        write_corpus(merged.articles, out)
    return MergedFile(
        stand_off=stand_off, out=out, n_articles=len(merged.articles), missing=merged.missing
    )
