"""What a series of runs came to as tables: for a terminal, and for a file."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType

from stance.evaluation.grids import NOTHING, Grid, draw, write
from stance.evaluation.repeated import Repeated
from stance.run_record.naming import RESERVED

_SCORE = "macro_f1"
#: What every set has, and the handful under ``dev/`` that repeats some of its scores has not.
_OF_ALL_SETS = "accuracy"
#: What a person looks at first, of each set, beside the F1 of each label; the file has everything.
_HEADLINES = (
    _SCORE,
    "accuracy",
    "ece",
    "attributed_f1",
    "speaker_accuracy",
    "source_overlap_f1",
    "cue_overlap_f1",
)


def series_tables(
    runs: Mapping[str, Mapping[str, float]], metrics: Mapping[str, Repeated]
) -> list[RenderableType]:
    """Draw what a series came to for a terminal.

    Args:
        runs: Metrics by name, by run.
        metrics: The same over all runs.

    Returns:
        Macro-F1 of each run on each set, and one table for the main metrics of each set.
    """
    chosen = {name: one for name, one in metrics.items() if _is_headline(name.partition("/")[2])}
    return [draw(grid) for grid in (_by_run(runs), *_by_set(chosen, names_runs=False))]


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
    grids = (_by_run(runs), *_by_set(metrics, names_runs=True))
    return "\n".join(write(grid) for grid in grids) + note


def _is_headline(metric: str) -> bool:
    return metric in _HEADLINES or metric.startswith("f1.")


def _by_run(runs: Mapping[str, Mapping[str, float]]) -> Grid:
    names = dict.fromkeys(name for metrics in runs.values() for name in metrics)
    sets = [name.partition("/")[0] for name in names if name.partition("/")[2] == _OF_ALL_SETS]
    return Grid(
        title="Macro-F1 of each run",
        header=("run", *sets),
        rows=[
            (run, *(_number(metrics.get(f"{one}/{_SCORE}")) for one in sets))
            for run, metrics in runs.items()
        ],
    )


def _by_set(metrics: Mapping[str, Repeated], *, names_runs: bool) -> Iterator[Grid]:
    sets: dict[str, dict[str, Repeated]] = {}
    for name, one in metrics.items():
        of, _, metric = name.partition("/")
        sets.setdefault("" if of in RESERVED else of, {})[name if of in RESERVED else metric] = one
    runs = ("runs", "lowest run", "highest run") if names_runs else ()
    for name, members in sets.items():
        yield Grid(
            title=f"{name or 'Training'}: over all runs",
            header=("metric", "mean", "± deviation", "95 % (t)", "lowest", "highest", *runs),
            rows=[
                (metric, *_numbers(one), *(_runs(one) if names_runs else ()))
                for metric, one in members.items()
            ],
        )


def _numbers(one: Repeated) -> tuple[str, ...]:
    interval = one.interval
    between = NOTHING if interval is None else f"{interval.low:.3f}–{interval.high:.3f}"
    spread = (_number(one.deviation), between)
    return (_number(one.mean), *spread, _number(one.lowest), _number(one.highest))


def _runs(one: Repeated) -> tuple[str, ...]:
    return (str(one.n_runs), one.lowest_run, one.highest_run)


def _number(number: float | None) -> str:
    return NOTHING if number is None else f"{number:.3f}"
