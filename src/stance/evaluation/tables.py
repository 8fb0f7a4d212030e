"""The scores of a run, and the report on it, as tables."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rich.console import RenderableType

from stance.evaluation.intervals import Estimate
from stance.evaluation.reports import SetReport
from stance.evaluation.scores import Scores
from stance.evaluation.slicing import FEW_SENTENCES, MeasuredSlice
from stance.evaluation.tallies import Agreement
from stance.labels import short_name
from stance.rendering.grids import NOTHING, Grid, draw, write

#: Labels up to which one table of 80 columns holds the confusions as well.
_MOST_BESIDE = 4
#: The tables over all sets beside the overview: title, and the measure of each column.
_OVER_SETS = {
    "Speakers (speaker, kind and name: accuracy)": {
        "attributed F1": "attributed_f1",
        "speaker": "speaker_accuracy",
        "kind": "speaker_kind_accuracy",
        "name": "speaker_name_accuracy",
        "B³ F1": "speaker_b3_f1",
    },
    "Source and cue, F1": {
        "source overlap": "source_overlap_f1",
        "source exact": "source_exact_f1",
        "cue overlap": "cue_overlap_f1",
        "cue exact": "cue_exact_f1",
    },
    "Hard cases and confidence": {
        "carried on": "carried_expert_recall",
        "other as fact": "other_as_fact",
        "surest 80 %": "accuracy_at_80",
        "area": "coverage_area",
        "Brier": "brier",
    },
}
#: The columns of a table of slices that show a measure without its interval.
_OF_SLICES = {
    "macro-F1": "macro_f1",
    "speaker": "speaker_accuracy",
    "source": "source_overlap_f1",
    "cue": "cue_overlap_f1",
}


def to_tables(scores: Mapping[str, Scores]) -> list[RenderableType]:
    """Draw scores, by name of the evaluation set, for a terminal of 80 columns or more.

    A table over all sets, one for the labels of each set, one of speakers, one of source and cue,
    one of hard cases. Nothing in them is told by colour alone.
    """
    return [draw(grid) for grid in _grids(scores)]


def to_markdown(scores: Mapping[str, Scores]) -> str:
    """Write the tables of ``to_tables`` as Markdown, each under a third-level heading."""
    return "\n".join(write(grid) for grid in _grids(scores))


def _grids(scores: Mapping[str, Scores]) -> Iterator[Grid]:
    yield overview_grid(scores)
    for name, one in scores.items():
        yield from _label_grids(name, one)
    for title, columns in _OVER_SETS.items():
        rows = [(name, *_cells(one.estimates, columns.values())) for name, one in scores.items()]
        yield Grid(title=title, header=("set", *columns), rows=rows)


def overview_grid(scores: Mapping[str, Scores]) -> Grid:
    """Give the table over all sets."""
    return Grid(
        title="All sets",
        header=("set", "articles", "sentences", "macro-F1 (95 %)", "accuracy", "ECE"),
        rows=[
            (
                *(name, str(one.n_articles), str(one.n_sentences)),
                *(str(one.estimates["macro_f1"]), f"{one.accuracy:.3f}", f"{one.ece:.3f}"),
            )
            for name, one in scores.items()
        ],
    )


def report_grids(reports: Mapping[str, SetReport]) -> list[Grid]:
    """Give the tables of a report, by name of the evaluation set.

    A table over all sets; then, for each set, its labels, every measure with its interval, and its
    slices.
    """
    grids = [overview_grid({name: report.scores for name, report in reports.items()})]
    return grids + [grid for name, report in reports.items() for grid in set_grids(name, report)]


def set_grids(name: str, report: SetReport) -> list[Grid]:
    """Give the tables of one set; see ``report_grids``."""
    grids = [*_label_grids(name, report.scores), _measures(name, report.scores)]
    rows = [
        row
        for by, slices in groupby(report.slices, key=lambda one: one.by)
        for row in ((f"by {by}", *[""] * (2 + len(_OF_SLICES))), *map(_slice, slices))
    ]
    return [*grids, _slice_grid(f"{name}: slices", rows)] if rows else grids


def style_grids(reports: Mapping[str, SetReport]) -> list[Grid]:
    """Give a table of each set whose record tells outlet styles apart, a row for each style."""
    rows = {
        name: [_slice(one) for one in report.slices if one.by == "style"]
        for name, report in reports.items()
    }
    return [
        _slice_grid(f"{name}: by style of the outlet", some) for name, some in rows.items() if some
    ]


def _label_grids(name: str, scores: Scores) -> Iterator[Grid]:
    """Give the table of one set's labels, with what their sentences were read as.

    Two tables if there are so many labels that one would be too wide; the columns of the second
    are numbered like its rows.
    """
    ratios = ("label", "precision", "recall", "F1", "gold")
    rows = [
        (str(label), *_ratios(found), str(found.n_gold)) for label, found in scores.labels.items()
    ]
    read_as = [tuple(map(str, row.values())) for row in scores.confusion.values()]
    if len(rows) <= _MOST_BESIDE:
        yield Grid(
            title=f"{name}: labels, and what their sentences were read as",
            header=(*ratios, *map(short_name, scores.labels)),
            rows=[(*row, *others) for row, others in zip(rows, read_as, strict=True)],
        )
        return
    yield Grid(title=f"{name}: labels", header=ratios, rows=rows)
    numbered = [f"{number} {label}" for number, label in enumerate(scores.labels, start=1)]
    yield Grid(
        title=f"{name}: what the sentences of each label were read as",
        header=("label", *map(str, range(1, len(numbered) + 1))),
        rows=[(label, *others) for label, others in zip(numbered, read_as, strict=True)],
    )


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


def _slice_grid(title: str, rows: list[tuple[str, ...]]) -> Grid:
    return Grid(
        title=title,
        header=("slice", "n", "accuracy (95 %)", *_OF_SLICES),
        rows=rows,
        note=f"n: sentences. * fewer than {FEW_SENTENCES}: proves little.",
    )


def _slice(one: MeasuredSlice[Estimate]) -> tuple[str, ...]:
    size = f"{one.n_sentences}{'*' * one.is_small}"
    accuracy = str(one.measures["accuracy"])
    return (f"· {one.value}", size, accuracy, *_cells(one.measures, _OF_SLICES.values()))


def _cells(estimates: Mapping[str, Estimate], names: Iterable[str]) -> list[str]:
    found = (estimates.get(name) for name in names)
    return [f"{one.value:.3f}" if one else NOTHING for one in found]


def _ratios(agreement: Agreement) -> tuple[str, str, str]:
    n_gold, n_predicted = agreement.n_gold, agreement.n_predicted
    found = (
        (agreement.precision, n_predicted),
        (agreement.recall, n_gold),
        (agreement.f1, n_gold + n_predicted),
    )
    precision, recall, f1 = (f"{ratio:.3f}" if of else NOTHING for ratio, of in found)
    return precision, recall, f1
