"""What several runs of one config come to together, and its tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from rich.console import RenderableType
from scipy.stats import t as student

from stance.evaluation.intervals import Interval
from stance.rendering.grids import NOTHING, Grid, draw, write
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """One metric over the runs that have it.

    ``deviation`` is the standard deviation, with ``n_runs - 1``; ``interval`` is where the mean of
    all such runs plausibly lies, at 95 %. Both are None for one run.
    """

    n_runs: int
    mean: float
    deviation: float | None
    interval: Interval | None
    lowest: float
    lowest_run: str
    highest: float
    highest_run: str

    def to_metrics(self, name: str) -> dict[str, float]:
        """Give the numbers as metrics of the run that has these runs as its children.

        ``mean/…``, ``lowest/…`` and ``highest/…``; with two runs or more also ``deviation/…``, and
        ``low/…`` and ``high/…``, the ends of the interval.
        """
        metrics = {"mean": self.mean, "lowest": self.lowest, "highest": self.highest}
        if self.deviation is not None:
            metrics["deviation"] = self.deviation
        if self.interval is not None:
            metrics |= {"low": self.interval.low, "high": self.interval.high}
        return {f"{kind}/{name}": value for kind, value in metrics.items()}


def summarise(runs: Mapping[str, Mapping[str, float]]) -> dict[str, Repeated]:
    """Give mean, spread and interval of every metric of several runs.

    A metric that some runs lack (an expert's F1 where nobody is an expert) is that of the others.

    >>> of_f1 = summarise({"seed-1": {"f1": 0.8}, "seed-2": {"f1": 0.9}})["f1"]
    >>> round(of_f1.mean, 3), round(of_f1.deviation, 3), of_f1.lowest_run
    (0.85, 0.071, 'seed-1')
    """
    names = dict.fromkeys(name for metrics in runs.values() for name in metrics)
    return {
        name: _repeated({run: metrics[name] for run, metrics in runs.items() if name in metrics})
        for name in names
    }


def t_interval(values: Sequence[float], *, level: float = 0.95) -> Interval:
    """Give the interval for the mean of runs of which these are a sample.

    Student's t with ``n - 1`` degrees of freedom (Student 1908, *Biometrika* 6). It holds for
    independent runs, as seeds are. Folds share training data, so for them it is too narrow
    (Bengio & Grandvalet 2004, *JMLR* 5); values left out are a sample only of values alike. It may
    leave [0, 1], which says that there are too few runs.
    """
    if len(values) < 2:  # noqa: PLR2004
        raise ValueError("one run has no spread; an interval needs two values or more")
    n = len(values)
    half = float(student.ppf((1 + level) / 2, n - 1)) * stdev(values) / sqrt(n)
    return Interval(low=fmean(values) - half, high=fmean(values) + half)


def _repeated(values: Mapping[str, float]) -> Repeated:
    has_spread = len(values) > 1
    lowest, highest = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
    numbers = list(values.values())
    return Repeated(
        n_runs=len(values),
        mean=fmean(numbers),
        deviation=stdev(numbers) if has_spread else None,
        interval=t_interval(numbers) if has_spread else None,
        lowest=values[lowest],
        lowest_run=lowest,
        highest=values[highest],
        highest_run=highest,
    )


def series_tables(
    runs: Mapping[str, Mapping[str, float]], metrics: Mapping[str, Repeated]
) -> list[RenderableType]:
    """Draw macro-F1 of each run on each set, and a table of the main metrics of each set."""
    named = {name: name.partition("/")[2] for name in metrics}
    chosen = {
        name: metrics[name]
        for name, metric in named.items()
        if metric in _HEADLINES or metric.startswith("f1.")
    }
    return [draw(grid) for grid in (_by_run(runs), *_by_set(chosen, names_runs=False))]


def series_to_markdown(
    runs: Mapping[str, Mapping[str, float]], metrics: Mapping[str, Repeated]
) -> str:
    """Write what a series came to as Markdown, every metric of it."""
    note = (
        "\nThe interval is Student's t over the runs, at 95 %. It holds for independent runs, as "
        "seeds are; folds share training data, so theirs is too narrow.\n"
    )
    grids = (_by_run(runs), *_by_set(metrics, names_runs=True))
    return "\n".join(write(grid) for grid in grids) + note


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
