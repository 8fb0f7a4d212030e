"""The report on a model: one self-contained HTML file, to be read without anything else."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

from stance.evaluation.figures import Picture
from stance.evaluation.reports import ArticleScores, SetReport
from stance.evaluation.tables import overview_grid, set_grids
from stance.files import write_whole
from stance.rendering.grids import Grid
from stance.rendering.templating import render

#: Articles that are listed as the worst ones.
N_WORST = 20


def write_report_html(
    reports: Mapping[str, SetReport],
    path: Path,
    *,
    pictures: Mapping[str, Sequence[Picture]],
    title: str,
    readable_sets: Sequence[str] | None = None,
    warnings: Sequence[str] = (),
) -> None:
    """Write a report with figures, slices, the worst articles, and every error in its context.

    ``readable_sets`` are those whose articles may be read; of the others, which stay unseen so that
    nobody learns from them, only numbers are shown. None stands for all. ``warnings`` are what
    readers have to know of the figures, a sentence each.
    """
    names = list(reports) if readable_sets is None else readable_sets
    sets = [
        {
            "name": name,
            "pictures": [(one.about, b64encode(one.png).decode("ascii")) for one in pictures[name]],
            "grids": [*set_grids(name, report), *[_worst(report.worst)] * (name in names)],
            "may_read": name in names,
            "errors": report.errors,
        }
        for name, report in reports.items()
    ]
    overview = overview_grid({name: one.scores for name, one in reports.items()})
    page = render("evaluation.html", title=title, warnings=warnings, overview=overview, sets=sets)
    write_whole(page, path)


def _worst(articles: Sequence[ArticleScores]) -> Grid:
    n_right = f"; {len(articles) - N_WORST} more have some" if len(articles) > N_WORST else ""
    return Grid(
        title="The worst articles",
        header=("article", "title", "wrong", "sentences", "share"),
        rows=[
            (
                *(one.article_id, one.title, str(one.n_wrong), str(one.n_sentences)),
                f"{one.n_wrong / one.n_sentences:.0%}",
            )
            for one in articles[:N_WORST]
        ],
        note=f"Articles with wrong labels, the largest share of them first{n_right}.",
    )
