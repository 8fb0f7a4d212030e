"""What `stance data agreement` does: reads two corpora and compares their annotators."""

from pathlib import Path

from stance.corpus.reading import list_files, read_corpus
from stance.errors import CorpusError, Fault
from stance.evaluation.annotators import AnnotatorAgreement, compare_annotators
from stance.schemes import NEWS, LabelScheme


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
