"""The figures that people look at."""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from stance.evaluation.measures import COVERAGE
from stance.evaluation.scores import Scores
from stance.files import write_whole
from stance.text.characters import readable

_DOTS_PER_INCH = 150
_BLUE, _GREY = "#1f5fbf", "#767676"
#: Above this share of a row, a cell is so dark that its number has to be white.
_DARK_FRACTION = 0.6
#: A curve of more points is drawn without dots.
_MAX_MARKERS = 20


def draw_confusion(scores: Scores, *, name: str) -> Figure:
    """Draw which label was read as which.

    Gold labels are in rows, predicted ones in columns; each cell has its sentences and their share
    of the row, and is coloured by that share.
    """
    labels = list(scores.labels)
    names = [label.replace("_", "\n") for label in labels]
    counts = np.array([[scores.confusion[gold][other] for other in labels] for gold in labels])
    fractions = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(2.6 + len(labels), 2.0 + len(labels)), layout="constrained")
    axes = figure.subplots()
    axes.imshow(fractions, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(counts.shape):
        axes.text(
            column,
            row,
            f"{counts[row, column]}\n{fractions[row, column]:.0%}",
            ha="center",
            va="center",
            color="white" if fractions[row, column] > _DARK_FRACTION else "black",
        )
    axes.set_xticks(range(len(labels)), names)
    axes.set_yticks(range(len(labels)), names)
    axes.set_xlabel("predicted")
    axes.set_ylabel("gold")
    _title(axes, f"{name}: macro-F1 {scores.macro_f1:.3f}, {scores.n_sentences} sentences")
    return figure


def draw_reliability(scores: Scores, *, name: str) -> Figure:
    """Draw how often the model is right against how sure it is.

    Above, a point for each bin that has sentences: under the diagonal the model is too sure of
    itself. Below, how many sentences each bin has.
    """
    used = [one for one in scores.bins if one.n_sentences]
    figure = Figure(figsize=(5.6, 6.0), layout="constrained")
    above, below = figure.subplots(2, sharex=True, height_ratios=[3, 1])
    above.plot([0, 1], [0, 1], color=_GREY, linestyle="--", label="as sure as right")
    above.scatter(
        [one.confidence for one in used],
        [one.accuracy for one in used],
        s=[10 + 290 * one.n_sentences / scores.n_sentences for one in used],  # points²
        color=_BLUE,
        label="model, the larger the more sentences",
        clip_on=False,
    )
    above.set_ylabel("accuracy")
    above.set_ylim(-0.02, 1.02)
    above.legend(loc="upper left", frameon=False)
    _title(above, f"{name}: ECE {scores.ece:.3f}, {scores.n_sentences} sentences")
    bars = below.bar(
        [one.low for one in scores.bins],
        [one.n_sentences for one in scores.bins],
        width=[one.high - one.low for one in scores.bins],
        align="edge",
        color=_BLUE,
        edgecolor="white",
    )
    below.bar_label(bars, [str(one.n_sentences or "") for one in scores.bins], fontsize=8)
    below.margins(y=0.2)
    below.set_ylabel("sentences")
    below.set_xlabel("confidence")
    below.set_xlim(0, 1)
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def draw_coverage(scores: Scores, *, name: str) -> Figure:
    """Draw how right the model is if it keeps silent where it is unsure.

    Accuracy on the most confident sentences, for more and more of them; marked are the goal of
    80 % and what all sentences have.
    """
    figure = Figure(figsize=(5.6, 4.0), layout="constrained")
    axes = figure.subplots()
    axes.plot(
        [point.coverage for point in scores.coverage],
        [point.accuracy for point in scores.coverage],
        color=_BLUE,
    )
    axes.axhline(scores.accuracy, color=_GREY, linestyle="--", label="all sentences")
    axes.axvline(COVERAGE, color=_GREY, linestyle=":", label=f"the surest {COVERAGE:.0%}")
    axes.set_xlim(0, 1)
    axes.set_ylim(top=1.005)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.set_xlabel("share of the sentences that get a label")
    axes.set_ylabel("accuracy on them")
    axes.legend(loc="lower left", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    at_80 = scores.estimates["accuracy_at_80"].value
    _title(axes, f"{name}: {at_80:.3f} on the surest {COVERAGE:.0%}, {scores.accuracy:.3f} on all")
    return figure


def draw_learning_curves(curves: Mapping[str, Sequence[tuple[int, float]]]) -> Figure:
    """Draw how the metrics of a run went, each in a panel of its own.

    ``curves`` are step and value by metric. ``fit-2/train/loss``, of another fit of the same run,
    is a second line beside ``train/loss``. What was measured only once has no curve and is left
    out, unless nothing was measured twice; without a finite number it is a ``ValueError``.
    """
    panels: dict[str, dict[str, list[tuple[int, float]]]] = defaultdict(dict)
    finite = {
        name: sorted((step, value) for step, value in points if math.isfinite(value))
        for name, points in curves.items()
    }
    longest = max(map(len, finite.values()), default=0)
    if not longest:
        raise ValueError("there is no curve to draw: the history holds no finite number")
    for name, points in finite.items():
        if len(points) > 1 or (points and longest == 1):
            fit, _, rest = name.partition("/")
            panel, line = (rest, fit) if fit.startswith("fit-") else (name, "run")
            panels[panel][line] = points
    n_columns = min(2, len(panels))
    n_rows = math.ceil(len(panels) / n_columns)
    figure = Figure(figsize=(4.6 * n_columns, 2.8 * n_rows), layout="constrained")
    grid = list(figure.subplots(n_rows, n_columns, squeeze=False).flat)
    for axes, (panel, lines) in zip(grid, panels.items(), strict=False):
        for line, points in lines.items():
            steps, values = zip(*points, strict=True)
            marker = "o" if len(points) <= _MAX_MARKERS else None
            axes.plot(steps, values, marker=marker, markersize=4, label=line)
        if len(lines) > 1:
            axes.legend(frameon=False, fontsize=8)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.ticklabel_format(axis="y", scilimits=(-3, 6))
        axes.spines[["top", "right"]].set_visible(False)
        _title(axes, panel)
        axes.set_xlabel("step")
    for axes in grid[len(panels) :]:
        axes.set_visible(False)
    return figure


def draw_history(scores: Sequence[tuple[int, float]], *, metric: str) -> Figure:
    """Draw the score of each trial of a sweep that was done, by number, and the best so far."""
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
    """Draw which share of the variance of a sweep's scores each setting has, greatest on top."""
    ordered = sorted(importances.items(), key=lambda one: one[1])
    figure = Figure(figsize=(6.4, 1.2 + 0.4 * len(ordered)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh([name for name, _ in ordered], [share for _, share in ordered])
    axes.bar_label(bars, labels=[f"{share:.2f}" for _, share in ordered], padding=2)
    axes.set_xlim(0, 1.08)
    axes.set_xlabel(f"share of the variance of {metric}")
    return figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure as a file holds it; ``about`` is for those who cannot see it."""

    name: str
    about: str
    png: bytes


def draw_pictures(scores: Mapping[str, Scores]) -> dict[str, list[Picture]]:
    """Draw confusion, reliability, and accuracy against coverage, by name of the set."""
    kinds: list[tuple[str, str, Callable[..., Figure]]] = [
        ("confusion", "confusion", draw_confusion),
        ("reliability", "reliability", draw_reliability),
        ("coverage", "accuracy against coverage", draw_coverage),
    ]
    return {
        name: [
            Picture(name=kind, about=about, png=_to_png(draw(one, name=name)))
            for kind, about, draw in kinds
        ]
        for name, one in scores.items()
    }


def save_png(figure: Figure, path: Path) -> None:
    """Write a figure as PNG, never half of it; a file that exists is replaced."""
    write_whole(_to_png(figure), path)


def _to_png(figure: Figure) -> bytes:
    content = BytesIO()
    figure.savefig(content, format="png", dpi=_DOTS_PER_INCH)
    return content.getvalue()


def _title(axes: Axes, text: str) -> None:
    """Give a panel its title, as plain text."""
    # A name from a config may hold a dollar sign, which is no formula.
    axes.set_title(readable(text), fontsize=11, loc="left", parse_math=False)
