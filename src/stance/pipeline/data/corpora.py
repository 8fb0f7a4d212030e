"""``stance data``: splits and counts corpora, and compares their annotators."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.corpus.reading import faults_of, list_files, read_corpus, read_files, read_lines
from stance.corpus.splitting import Split, Stratified, deal, read_split, write_split
from stance.corpus.statistics import Statistics, count_corpus
from stance.corpus.traits import stratified
from stance.errors import CorpusError, Fault
from stance.evaluation.annotators import AnnotatorAgreement, compare_annotators
from stance.schemes import NEWS, LabelScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A split as written, and the ids that left it: those of articles in no file named."""

    split: Split
    left: tuple[str, ...]


def split_corpus(
    corpus: Sequence[Path], *, out: Path, seed: int, scheme: LabelScheme = NEWS
) -> Dealt:
    """Deal the articles of a corpus to train, dev and test, and write who went where.

    Each file is a batch. Of the articles that ``out`` has already, those still in the corpus keep
    their side, and the others leave it; it keeps its own ``seed``, which breaks ties, as well. A
    ``CorpusError`` tells the faults of the corpus, or that ``out`` is no split file.
    """
    old = read_split(out) if out.exists() else Split(command="", seed=seed, articles={})
    articles = deal(stratify(corpus, scheme=scheme), seed=old.seed, kept=old.articles)
    names = " ".join(name.as_posix() for name in corpus)
    command = f"stance data split {names} --out {out.as_posix()} --seed {old.seed}"
    split = Split(command=command, seed=old.seed, articles=articles)
    write_split(split, out)
    return Dealt(split=split, left=tuple(name for name in old.articles if name not in articles))


def stratify(corpus: Sequence[Path], *, scheme: LabelScheme = NEWS) -> list[Stratified]:
    """Give the articles of a corpus as dealing sees them: each file is a batch."""
    return [
        stratified(article, batch=path.stem)
        for path, articles in read_files(list_files(corpus), scheme=scheme).items()
        for article in articles
    ]


def count_files(corpus: Sequence[Path], *, scheme: LabelScheme = NEWS) -> Statistics:
    """Count what a corpus holds."""
    lines = read_lines(list_files(corpus), scheme=scheme)
    faults = faults_of(lines)
    if faults:
        raise CorpusError(faults)
    return count_corpus([line.row for line in lines if line.row], scheme=scheme)


def measure_agreement(
    first: Path, second: Path, *, scheme: LabelScheme = NEWS
) -> AnnotatorAgreement:
    """Compare two annotations of the same articles."""
    corpora, faults = [], []
    for path in (first, second):
        try:
            corpora.append(read_corpus(list_files([path]), scheme=scheme))
        except CorpusError as error:
            faults += error.faults
    if faults:
        raise CorpusError(faults)
    agreement = compare_annotators(corpora[0], corpora[1])
    if agreement is None:
        what = f"shares no sentence with {first}; both need the same ids, texts and sentences"
        raise CorpusError([Fault(path=second, line=None, what=what)])
    return agreement
