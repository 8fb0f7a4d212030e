"""What labelling functions did on a corpus file that ``stance label`` wrote."""

from collections.abc import Sequence
from pathlib import Path

from stance.article import Article
from stance.labeling.statistics import Statistics, measure


def measure_file(
    labelled: Path, *, functions: Sequence[str], gold: Sequence[Article] = ()
) -> Statistics:
    """Measure labelling functions, one article after the other.

    Args:
        labelled: The file, with votes.
        functions: Names of all functions.
        gold: Some of the articles with labels of people.

    Returns:
        The statistics.

    Raises:
        ValueError: If no gold article is among the labelled ones.
    """
    with labelled.open(encoding="utf-8", newline="\n") as lines:
        articles = (Article.from_json(line) for line in lines)
        return measure(articles, functions=functions, gold=gold)
