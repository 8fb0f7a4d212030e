"""What `stance data read` does: brings corpora in the formats of others into our record."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from stance.article import Article
from stance.corpus.readers.brat import read_brat
from stance.corpus.readers.conllu import read_conllu
from stance.corpus.readers.directquote import read_directquote
from stance.corpus.readers.drafts import Draft, finish
from stance.corpus.readers.labelstudio import read_labelstudio
from stance.corpus.readers.newsdiscourse import read_newsdiscourse
from stance.corpus.readers.rows import Columns, read_rows
from stance.corpus.readers.tables import read_csv, read_datasets, read_jsonl, read_parquet
from stance.corpus.writing import write_corpus
from stance.errors import CorpusError, Fault
from stance.labels import Label

# The formats, by what can be chosen of them; docs/readers.md says what becomes what.
_TABLES = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
    "datasets": read_datasets,
}
_FIXED = {"newsdiscourse": read_newsdiscourse, "directquote": read_directquote}
_MAPPED = {"conllu": read_conllu, "label-studio": read_labelstudio}


def read_foreign(
    source: str,
    paths: Sequence[Path],
    *,
    names: Mapping[str, str],
    labels: Mapping[str, Label],
    default_label: Label | None,
    out: Path,
) -> list[Article]:
    """Read files of another format and write them as a corpus.

    ``names`` are what our fields are called there, by our name, and ``labels`` our label for each
    of theirs; ``default_label`` is that of sentences of which the format tells nothing, None
    refuses them. A ``CorpusError`` has every fault of every file; then nothing is written. A
    format that has no names or labels to choose is a ``ValueError``.
    """
    drafts = _read(source, paths, names=names, labels=labels)
    if not drafts:
        what = "holds nothing to read; name another"
        raise CorpusError([Fault(path=path, line=None, what=what) for path in paths])
    articles = finish(drafts, default_label=default_label)
    write_corpus(articles, out)
    return articles


def _read(
    source: str, paths: Sequence[Path], *, names: Mapping[str, str], labels: Mapping[str, Label]
) -> list[Draft]:
    if source in _TABLES:
        return read_rows(_TABLES[source](paths), columns=Columns(names=names, labels=labels))
    if source in _FIXED:
        if names or labels:
            raise ValueError(f"{source} has fixed names; leave out --map and --labels")
        return _FIXED[source](paths)
    if source == "brat":
        if labels:
            raise ValueError("brat has no labels of sentences; leave out --labels")
        return read_brat(paths, names=names)
    return _MAPPED[source](paths, names=names, labels=labels)
