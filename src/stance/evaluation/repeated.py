"""What several runs of one config come to together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from scipy.stats import t as student

from stance.evaluation.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """One metric over several runs.

    Attributes:
        n_runs: How many runs have it.
        mean: Their mean.
        deviation: Their standard deviation, with ``n_runs - 1``; None for one run.
        interval: Where the mean of all such runs plausibly lies, at 95 %; None for one run.
        lowest: The least value.
        lowest_run: The run that has it.
        highest: The greatest value.
        highest_run: The run that has it.
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

        Args:
            name: The metric, as each child calls it.

        Returns:
            ``mean/…``, ``lowest/…``, ``highest/…``, and with two runs or more ``deviation/…``,
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

    Args:
        runs: Metrics by name, by run.

    Returns:
        By metric, in the order in which they first occur. A metric that some runs lack (an
        expert's F1 where nobody is an expert) is that of the others.

    Examples:
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
    (Bengio & Grandvalet 2004, *JMLR* 5); values left out are a sample only of values alike.

    Args:
        values: One of each run, two at least.
        level: How often such an interval covers the mean, in (0, 1).

    Returns:
        The interval; it may leave [0, 1], which says that there are too few runs.

    Raises:
        ValueError: If there are fewer than two values.
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
