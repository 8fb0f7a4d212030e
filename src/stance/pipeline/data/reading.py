"""What `stance data read` does: brings corpora in the formats of others into our record."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from stance.article import Article
from stance.corpus.readers.brat import read_brat
from stance.corpus.readers.conllu import read_conllu
from stance.corpus.readers.directquote import read_directquote
from stance.corpus.readers.drafts import Draft, finish
from stance.corpus.readers.labelstudio import read_labelstudio
from stance.corpus.readers.newsdiscourse import read_newsdiscourse
from stance.corpus.readers.rows import Columns, Row, read_rows
from stance.corpus.readers.tables import read_csv, read_datasets, read_jsonl, read_parquet
from stance.corpus.writing import write_corpus
from stance.errors import CorpusError, Fault
from stance.labels import Label


class Format(StrEnum):
    """What can be read; docs/readers.md says what becomes what."""

    BRAT = "brat"
    CONLLU = "conllu"
    CSV = "csv"
    DATASETS = "datasets"
    DIRECTQUOTE = "directquote"
    JSONL = "jsonl"
    LABEL_STUDIO = "label-studio"
    NEWSDISCOURSE = "newsdiscourse"
    PARQUET = "parquet"


def read_foreign(
    source: Format,
    paths: Sequence[Path],
    *,
    names: Mapping[str, str],
    labels: Mapping[str, Label],
    default_label: Label | None,
    out: Path,
) -> list[Article]:
    """Read files of another format and write them as a corpus.

    Args:
        source: The format.
        paths: Files, or folders of files.
        names: What our fields are called there, by our name.
        labels: Our label for each of theirs.
        default_label: For sentences of which the format tells nothing; None refuses them.
        out: The corpus file to write.

    Returns:
        The articles.

    Raises:
        CorpusError: With every fault of every file, or if they hold nothing; nothing is written.
        MissingExtraError: If the format needs a package that is not installed.
        ValueError: If the format has no names or labels to choose.
    """
    drafts = _read(source, paths, names=names, labels=labels)
    if not drafts:
        what = "holds nothing to read; name another"
        raise CorpusError([Fault(path=path, line=None, what=what) for path in paths])
    articles = finish(drafts, default_label=default_label)
    write_corpus(articles, out)
    return articles


def _read(
    source: Format,
    paths: Sequence[Path],
    *,
    names: Mapping[str, str],
    labels: Mapping[str, Label],
) -> list[Draft]:
    tables: dict[Format, Callable[[Sequence[Path]], list[Row]]] = {
        Format.CSV: read_csv,
        Format.JSONL: read_jsonl,
        Format.PARQUET: read_parquet,
        Format.DATASETS: read_datasets,
    }
    if source in tables:
        columns = Columns(names=names, labels=labels)
        return read_rows(tables[source](paths), columns=columns)
    fixed = {Format.NEWSDISCOURSE: read_newsdiscourse, Format.DIRECTQUOTE: read_directquote}
    if source in fixed:
        if names or labels:
            raise ValueError(f"{source.value} has fixed names; leave out --map and --labels")
        return fixed[source](paths)
    if source is Format.BRAT:
        if labels:
            raise ValueError("brat has no labels of sentences; leave out --labels")
        return read_brat(paths, names=names)
    read = {Format.CONLLU: read_conllu, Format.LABEL_STUDIO: read_labelstudio}[source]
    return partial(read, names=names, labels=labels)(paths)
