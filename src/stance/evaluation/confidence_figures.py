"""The figures that show whether a model knows when it is wrong: reliability and coverage."""

from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from stance.evaluation.coverage import COVERAGE
from stance.evaluation.figures import title_panel
from stance.evaluation.scores import Scores

_BLUE, _GREY = "#1f5fbf", "#767676"


def draw_reliability(scores: Scores, *, name: str) -> Figure:
    """Draw how often the model is right against how sure it is.

    Args:
        scores: Of one evaluation set.
        name: What the set is called.

    Returns:
        Above, a point for each bin that has sentences: under the diagonal the model is too sure
        of itself. Below, how many sentences each bin has.
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
    title_panel(above, f"{name}: ECE {scores.ece:.3f}, {scores.n_sentences} sentences")
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

    Args:
        scores: Of one evaluation set.
        name: What the set is called.

    Returns:
        Accuracy on the most confident sentences, for more and more of them; marked are the goal
        of 80 % and what all sentences have.
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
    title_panel(
        axes, f"{name}: {at_80:.3f} on the surest {COVERAGE:.0%}, {scores.accuracy:.3f} on all"
    )
    return figure
