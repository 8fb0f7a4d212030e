"""Statistics of labelling functions, for a terminal and as a page to judge them on."""

from pathlib import Path

from stance.files import write_whole
from stance.labeling.statistics import FunctionStatistics, Statistics
from stance.labels import short_name
from stance.rendering.grids import NOTHING, Grid
from stance.rendering.templating import render

_HEADER = ("function", "votes for", "coverage", "overlap", "conflict", "accuracy (95 %)", "on")
_NARROW = ("function", "votes", "cover-\nage", "over-\nlap", "con-\nflict", *_HEADER[-2:])


def statistics_grid(statistics: Statistics, *, is_narrow: bool = False) -> Grid:
    """Give a row for each function, in their order, under a summary of what they did together.

    80 columns are enough for the package's own functions if it ``is_narrow``.
    """
    header = _NARROW if is_narrow else _HEADER
    n_articles, outcome = statistics.n_articles, statistics.outcome
    title = (
        f"{statistics.n_sentences} sentences of {n_articles} article{'s' * (n_articles != 1)}, "
        f"{statistics.coverage:.1%} with at least one vote."
    )
    if outcome is not None:
        title += f" Labels right on gold: {outcome}, {outcome.n_sentences} sentences compared."
    rows = [_row(one) for one in statistics.functions]
    return Grid(title=title, header=header, rows=rows, prose=header[1:2], is_tight=is_narrow)


def write_report_html(statistics: Statistics, path: Path, *, title: str, model: str) -> None:
    """Write statistics and disputes as a page that needs nothing else to be read.

    ``model`` is the name of the label model that combined the votes.
    """
    page = render(
        "labelling.html",
        title=title,
        model=model,
        grid=statistics_grid(statistics),
        disputes=statistics.disputes,
    )
    write_whole(page, path)


def _row(function: FunctionStatistics) -> tuple[str, ...]:
    accuracy = function.accuracy
    return (
        function.name,
        ", ".join(map(short_name, function.n_votes)) or NOTHING,
        f"{function.coverage:.1%}",
        f"{function.overlap:.1%}",
        f"{function.conflict:.1%}",
        str(accuracy or NOTHING),
        str(accuracy.n_sentences) if accuracy else NOTHING,
    )
