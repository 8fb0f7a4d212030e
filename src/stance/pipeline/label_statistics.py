"""What labelling functions did on a corpus file that ``stance label`` wrote."""

from collections.abc import Sequence
from pathlib import Path

from stance.article import Article
from stance.corpus.reading import list_files, read_corpus
from stance.labeling.statistics import Statistics, measure


def measure_file(
    labelled: Path, *, functions: Sequence[str], gold: Sequence[Path] = ()
) -> Statistics:
    """Measure labelling functions, one article after the other.

    Args:
        labelled: The file, with votes.
        functions: Names of all functions.
        gold: Corpus files, or folders of them, with labels of people for some of the articles.

    Returns:
        The statistics.

    Raises:
        CorpusError: If gold cannot be read.
        ValueError: If no gold article is among the labelled ones.
    """
    with labelled.open(encoding="utf-8", newline="\n") as lines:
        articles = (Article.from_json(line) for line in lines)
        return measure(
            articles, functions=functions, gold=read_corpus(list_files(gold)) if gold else ()
        )
