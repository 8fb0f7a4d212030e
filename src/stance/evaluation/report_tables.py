"""The tables of a report: every measure with its interval, and the same on every slice."""

from collections.abc import Mapping
from itertools import groupby

from stance.evaluation.grids import NOTHING, Grid
from stance.evaluation.reports import SetReport, SliceScores
from stance.evaluation.scores import Scores
from stance.evaluation.slicing import FEW_SENTENCES
from stance.evaluation.tables import label_grids, overview_grid, with_interval

_SLICE_HEADER = ("slice", "n", "accuracy (95 %)", "macro-F1", "speaker", "source", "cue")
_SLICE_NOTE = f"n: sentences. * fewer than {FEW_SENTENCES}: proves little."


def report_grids(reports: Mapping[str, SetReport]) -> list[Grid]:
    """Give the tables of a report.

    Args:
        reports: By name of the evaluation set.

    Returns:
        A table over all sets; then, for each set, its labels, every measure with its interval,
        and its slices.
    """
    grids = [overview_grid({name: report.scores for name, report in reports.items()})]
    for name, report in reports.items():
        grids += set_grids(name, report)
    return grids


def set_grids(name: str, report: SetReport) -> list[Grid]:
    """Give the tables of one set; see ``report_grids``."""
    grids = [*label_grids(name, report.scores), _measures(name, report.scores)]
    return [*grids, _slices(name, report)] if report.slices else grids


def style_grids(reports: Mapping[str, SetReport]) -> list[Grid]:
    """Give a table of each set whose record tells outlet styles apart.

    Args:
        reports: By name of the evaluation set.

    Returns:
        Tables with a row for each style.
    """
    return [
        Grid(
            title=f"{name}: by style of the outlet",
            header=_SLICE_HEADER,
            rows=[_slice(one) for one in report.slices if one.by == "style"],
            note=_SLICE_NOTE,
        )
        for name, report in reports.items()
        if any(one.by == "style" for one in report.slices)
    ]


def _measures(name: str, scores: Scores) -> Grid:
    return Grid(
        title=f"{name}: every measure",
        header=("measure", "value", "95 %"),
        rows=[
            (measure, f"{one.value:.3f}", f"{one.interval.low:.3f}–{one.interval.high:.3f}")
            for measure, one in scores.estimates.items()
        ],
        note=f"Intervals: bootstrap over {scores.n_articles} articles. docs/evaluation.md says "
        "what each measure means.",
    )


def _slices(name: str, report: SetReport) -> Grid:
    return Grid(
        title=f"{name}: slices",
        header=_SLICE_HEADER,
        rows=[
            row
            for by, slices in groupby(report.slices, key=lambda one: one.by)
            for row in ((f"by {by}", *[""] * 6), *map(_slice, slices))
        ],
        note=_SLICE_NOTE,
    )


def _slice(one: SliceScores) -> tuple[str, ...]:
    found = one.estimates
    names = ("macro_f1", "speaker_accuracy", "source_overlap_f1", "cue_overlap_f1")
    return (
        f"· {one.value}",
        f"{one.n_sentences}{'*' * one.is_small}",
        with_interval(found["accuracy"]),
        *(f"{found[name].value:.3f}" if name in found else NOTHING for name in names),
    )
