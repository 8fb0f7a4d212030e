"""The figures that people look at: confusion, learning curves."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from stance.evaluation.scores import Scores
from stance.files import write_whole
from stance.text.characters import readable

#: Measures that each label has.
_OF_LABELS = ("precision", "recall", "f1")
_DOTS_PER_INCH = 150
#: Above this share of a row, a cell is so dark that its number has to be white.
_DARK_FRACTION = 0.6
#: A curve of more points is drawn without dots.
_MAX_MARKERS = 20

_Points = list[tuple[int, float]]
_Lines = dict[str, _Points]


def draw_confusion(scores: Scores, *, name: str) -> Figure:
    """Draw which label was read as which.

    Args:
        scores: Of one evaluation set.
        name: What the set is called.

    Returns:
        Gold labels in rows, predicted ones in columns; each cell has its sentences and their
        share of the row, and is coloured by that share.
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
    title_panel(axes, f"{name}: macro-F1 {scores.macro_f1:.3f}, {scores.n_sentences} sentences")
    return figure


def draw_learning_curves(history: Sequence[tuple[int, Mapping[str, float]]]) -> Figure:
    """Draw how a run's metrics went.

    Metrics of the same meaning share a panel: ``dev.f1.expert_analysis`` is a line of the panel
    ``dev.f1``, ``dev.macro_f1`` and ``test.macro_f1`` are two lines of ``macro_f1``. What was
    measured only once has no curve and is left out, unless nothing was measured twice.

    Args:
        history: Step and metrics, as the run logged them; a metric need not be at every step.

    Returns:
        One panel for each meaning, in the order in which they first occur.

    Raises:
        ValueError: If no finite number is in it.
    """
    panels = _panels(history)
    if not panels:
        raise ValueError("there is no curve to draw: the history holds no finite number")
    n_columns = min(2, len(panels))
    n_rows = math.ceil(len(panels) / n_columns)
    figure = Figure(figsize=(4.6 * n_columns, 2.8 * n_rows), layout="constrained")
    grid = list(figure.subplots(n_rows, n_columns, squeeze=False).flat)
    for axes, (panel, lines) in zip(grid, panels.items(), strict=False):
        _draw_panel(axes, lines)
        title_panel(axes, panel)
        axes.set_xlabel("step")
    for axes in grid[len(panels) :]:
        axes.set_visible(False)
    return figure


def to_png(figure: Figure) -> bytes:
    """Give the content of a PNG file that shows a figure.

    Args:
        figure: What to show.

    Returns:
        The file's content.
    """
    content = BytesIO()
    figure.savefig(content, format="png", dpi=_DOTS_PER_INCH)
    return content.getvalue()


def save_png(figure: Figure, path: Path) -> None:
    """Write a figure, never half of it.

    Args:
        figure: What to write.
        path: PNG file; replaced if it exists.
    """
    write_whole(to_png(figure), path)


def _panels(history: Sequence[tuple[int, Mapping[str, float]]]) -> dict[str, _Lines]:
    curves: dict[str, _Points] = defaultdict(list)
    for step, metrics in history:
        for name, value in metrics.items():
            if math.isfinite(value):
                curves[name].append((step, value))
    longest = max(map(len, curves.values()), default=0)
    panels: dict[str, _Lines] = defaultdict(dict)
    for name, points in curves.items():
        if len(points) > 1 or longest == 1:
            panel, line = _place(name)
            panels[panel][line] = points
    return panels


def _place(name: str) -> tuple[str, str]:
    """Give the panel and the line of a metric."""
    *before, last = name.split(".")
    is_of_label = bool(before) and before[-1] in _OF_LABELS
    return (".".join(before), last) if is_of_label else (last, ".".join(before))


def _draw_panel(axes: Axes, lines: _Lines) -> None:
    for name, points in lines.items():
        steps, values = zip(*sorted(points), strict=True)
        marker = "o" if len(points) <= _MAX_MARKERS else None
        axes.plot(steps, values, marker=marker, markersize=4, label=name or "run")
    if list(lines) != [""]:
        axes.legend(frameon=False, fontsize=8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.ticklabel_format(axis="y", scilimits=(-3, 6))
    axes.spines[["top", "right"]].set_visible(False)


def title_panel(axes: Axes, text: str) -> None:
    """Give a panel its title, as plain text."""
    # A name from a config may hold a dollar sign, which is no formula.
    axes.set_title(readable(text), fontsize=11, loc="left", parse_math=False)
