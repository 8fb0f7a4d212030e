"""What `stance data` does: splits, checks, merges, counts and exports corpora."""

from collections.abc import Sequence
from pathlib import Path

from stance.article import Article
from stance.corpus.reading import list_files, read_corpus
from stance.corpus.splitting import Split, Stratified, deal, read_split, write_split
from stance.corpus.styles import coarsen


def split_corpus(corpus: Sequence[Path], *, out: Path, seed: int) -> Split:
    """Deal the articles of a corpus to train, dev and test, and write who went where.

    Args:
        corpus: Files, or folders of files; each file is a batch.
        out: The split file. Articles that are in it already keep their side.
        seed: Breaks ties. A split file that exists keeps its own.

    Returns:
        The split as written.

    Raises:
        CorpusError: If the corpus has faults, or ``out`` exists but is no split file.
    """
    old = read_split(out) if out.exists() else Split(command="", seed=seed, articles={})
    articles = deal(stratify(corpus), seed=old.seed, kept=old.articles)
    names = " ".join(name.as_posix() for name in corpus)
    command = f"stance data split {names} --out {out.as_posix()} --seed {old.seed}"
    split = Split(command=command, seed=old.seed, articles=articles)
    write_split(split, out)
    return split


def stratify(corpus: Sequence[Path]) -> list[Stratified]:
    """Give the articles of a corpus as dealing sees them.

    Args:
        corpus: Files, or folders of files; each file is a batch.

    Returns:
        The articles, in the order of the files and their lines.

    Raises:
        CorpusError: With every fault of every file.
    """
    paths = list_files(corpus)
    read_corpus(paths)  # all faults of all files at once, ids that files share among them
    return [
        Stratified(id=article.id, batch=path.stem, style=coarsen(_style_of(article)))
        for path in paths
        for article in read_corpus([path])
    ]


def _style_of(article: Article) -> str | None:
    style = article.metadata.get("style")
    return style if isinstance(style, str) else None
