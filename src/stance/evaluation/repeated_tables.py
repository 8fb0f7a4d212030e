"""What a series of runs came to as tables: for a terminal, and for a file."""

from collections.abc import Iterator, Mapping

from rich.table import Table

from stance.evaluation.grids import Grid, draw, write
from stance.evaluation.repeated import Repeated
from stance.evaluation.tables import NOTHING

_SCORE = "macro_f1"
#: What a person looks at first, of each set; the file has everything.
_HEADLINES = (
    _SCORE,
    "accuracy",
    "f1.official_statement",
    "f1.expert_analysis",
    "f1.reported_fact",
    "ece",
    "attributed_f1",
    "speaker_accuracy",
    "source_overlap_f1",
    "cue_overlap_f1",
)


def series_tables(
    runs: Mapping[str, Mapping[str, float]], metrics: Mapping[str, Repeated]
) -> list[Table]:
    """Draw what a series came to for a terminal.

    Args:
        runs: Metrics by name, by run.
        metrics: The same over all runs.

    Returns:
        Macro-F1 of each run on each set, and one table for the main metrics of each set.
    """
    chosen = {name: one for name, one in metrics.items() if name.partition(".")[2] in _HEADLINES}
    return [draw(grid) for grid in (_by_run(runs), *_by_set(chosen))]


def series_to_markdown(
    runs: Mapping[str, Mapping[str, float]], metrics: Mapping[str, Repeated]
) -> str:
    """Write what a series came to as Markdown, every metric of it.

    Args:
        runs: Metrics by name, by run.
        metrics: The same over all runs.

    Returns:
        Markdown with a third-level heading over each table, ending in a line break.
    """
    note = (
        "\nThe interval is Student's t over the runs, at 95 %. It holds for independent runs, as "
        "seeds are; folds share training data, so theirs is too narrow.\n"
    )
    return "\n".join(write(grid) for grid in (_by_run(runs), *_by_set(metrics))) + note


def _by_run(runs: Mapping[str, Mapping[str, float]]) -> Grid:
    names = dict.fromkeys(name for metrics in runs.values() for name in metrics)
    sets = [name.partition(".")[0] for name in names if name.partition(".")[2] == _SCORE]
    return Grid(
        title="Macro-F1 of each run",
        header=("run", *sets),
        rows=[
            (run, *(_number(metrics.get(f"{one}.{_SCORE}")) for one in sets))
            for run, metrics in runs.items()
        ],
    )


def _by_set(metrics: Mapping[str, Repeated]) -> Iterator[Grid]:
    sets: dict[str, dict[str, Repeated]] = {}
    for name, one in metrics.items():
        of, dot, metric = name.partition(".")
        sets.setdefault(of if dot else "", {})[metric or name] = one
    for name, members in sets.items():
        yield Grid(
            title=f"{name or 'Training'}: over all runs",
            header=("metric", "runs", "mean", "± deviation", "95 % (t)", "lowest", "highest"),
            rows=[(metric, *_cells(one)) for metric, one in members.items()],
        )


def _cells(one: Repeated) -> tuple[str, ...]:
    interval = one.interval
    return (
        str(one.n_runs),
        _number(one.mean),
        _number(one.deviation),
        NOTHING if interval is None else f"{interval.low:.3f}–{interval.high:.3f}",
        f"{one.lowest:.3f} {one.lowest_run}",
        f"{one.highest:.3f} {one.highest_run}",
    )


def _number(number: float | None) -> str:
    return NOTHING if number is None else f"{number:.3f}"
