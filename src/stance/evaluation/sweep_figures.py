"""What a sweep looks like: how it went, and what mattered."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator


def draw_history(scores: Sequence[tuple[int, float]], *, metric: str) -> Figure:
    """Draw the score of each trial, and the best so far.

    Args:
        scores: Number and score of each trial that was done, in their order.
        metric: What the score is.

    Returns:
        One panel.
    """
    numbers = [number for number, _ in scores]
    values = [score for _, score in scores]
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.subplots()
    axes.plot(numbers, values, "o", label="trial")
    axes.step(numbers, list(accumulate(values, max)), where="post", label="best so far")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("trial")
    axes.set_ylabel(metric)
    axes.legend()
    return figure


def draw_importances(importances: Mapping[str, float], *, metric: str) -> Figure:
    """Draw how much each setting mattered.

    Args:
        importances: Share of the scores' variance by setting, in [0, 1].
        metric: What the scores are.

    Returns:
        One bar for each setting, the greatest on top.
    """
    ordered = sorted(importances.items(), key=lambda one: one[1])
    figure = Figure(figsize=(6.4, 1.2 + 0.4 * len(ordered)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh([name for name, _ in ordered], [share for _, share in ordered])
    axes.bar_label(bars, labels=[f"{share:.2f}" for _, share in ordered], padding=2)
    axes.set_xlim(0, 1.08)
    axes.set_xlabel(f"share of the variance of {metric}")
    return figure
