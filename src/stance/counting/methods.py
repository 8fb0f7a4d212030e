"""What readers of a report have to know of its figures, in sentences."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from stance.counting.estimating import GroupShares
from stance.counting.sampling import RandomSample
from stance.counting.sections import METHOD_NAMES
from stance.counting.shares import FEWEST_LABELLED, N_RESAMPLES, LabelledSums, Method
from stance.counting.tally import Tally
from stance.labels import short_name
from stance.prediction.manifest import Manifest
from stance.rendering.grids import Grid
from stance.schemes import LabelScheme

_DIGITS = 12
_MEANS = {
    Method.PREDICTION_POWERED: "Predicted shares are corrected by the difference between people "
    "and model on a random sample (prediction-powered inference, Angelopoulos et al. 2023, with "
    "power tuning). This holds whatever the model is worth.",
    Method.CONFUSION: "Shares of predicted labels are corrected by how often the model takes one "
    "label for another (adjusted count, Forman 2008). This holds if it errs here as it did where "
    "the confusion was counted.",
    Method.PROBABILITIES: "Shares are sums of probabilities (Bella et al. 2010). This holds if the "
    "probabilities are calibrated on these articles, which nobody has checked: label a random "
    "sample (stance review export … --sample random) and name it by --labelled.",
    Method.COUNTED: "Shares are counts of predicted labels, which are biased wherever the model "
    "takes one label for another more often than the other way round.",
}


def describe_methods(
    tally: Tally,
    overall: GroupShares,
    *,
    manifest: Manifest | None,
    sample: RandomSample | None,
    confusion_from: str | None,
) -> list[tuple[str, str]]:
    """Give the names and sentences of the box on methods.

    Args:
        tally: What was counted.
        overall: The shares of all articles.
        manifest: Of the model that labelled most of them; None if it is not at hand.
        sample: What people labelled, if they did.
        confusion_from: Where the confusion was counted, if in no sample.

    Returns:
        In order.
    """
    found = [("Model", _models(tally))]
    if manifest is not None:
        found += [("Calibration", _calibration(manifest)), *_card(manifest)]
    elif tally.models:
        what = "The model is not at hand here, and so is its card; name its folder by --model."
        found.append(("Calibration and expected error", what))
    labelled = tally.labelled
    if labelled is not None:
        found.append(("Error on the labelled sample", _error(labelled)))
    correction = _MEANS[overall.method]
    if overall.method is Method.CONFUSION:
        correction += f" It was counted {confusion_from or 'on the labelled sample'}."
    found.append(("Correction", f"{METHOD_NAMES[overall.method].capitalize()}. {correction}"))
    if sample is not None:
        found.append(("Sample", _sample(sample)))
    return [*found, ("Articles and intervals", _intervals(tally))]


def confusion_grid(counts: NDArray[np.float64], scheme: LabelScheme, *, about: str) -> Grid:
    """Give a confusion matrix: labels of people in rows, predicted ones in columns."""
    names = [short_name(label) for label in scheme.names]
    return Grid(
        title=f"Confusion matrix, {about}",
        header=("people say", *(f"model: {name}" for name in names)),
        rows=[(name, *(f"{n:,.0f}" for n in row)) for name, row in zip(names, counts, strict=True)],
        note="Sentences. The model is right on the diagonal.",
    )


def _models(tally: Tally) -> str:
    if not tally.models:
        return "The files do not say which model labelled the articles, or people did."
    named = [
        f"{name} (digest {digest[:_DIGITS] or 'unknown'}, {n:,} articles)"
        for (name, digest), n in tally.models.most_common()
    ]
    n_others = tally.n_articles - sum(tally.models.values())
    others = f"; {n_others:,} articles name no model" if n_others else ""
    return f"{', '.join(named)}{others}."


def _calibration(manifest: Manifest) -> str:
    said = f"Probabilities have a temperature of {manifest.temperature:.2f}, set on articles held"
    said += " back from training"
    if manifest.unseen_temperature != 1:
        said += f", and one of {manifest.unseen_temperature:.2f} more for outlets never seen"
    return f"{said}."


def _card(manifest: Manifest) -> Iterator[tuple[str, str]]:
    figures = manifest.provenance.get("metrics")
    if not isinstance(figures, Mapping):
        return
    sets = [
        f"{name}: {accuracy:.1%} of labels right, calibration error {error:.3f}"
        for name in dict.fromkeys(key.rpartition(".")[0] for key in figures)
        for accuracy, error in [(figures.get(f"{name}.accuracy"), figures.get(f"{name}.ece"))]
        if isinstance(accuracy, float) and isinstance(error, float)
    ]
    if sets:
        yield "Expected error, by the model's card", f"{'; '.join(sets)}."


def _error(labelled: LabelledSums) -> str:
    total = labelled.confusion.sum(axis=0)
    expected = labelled.predicted.expected.sum(axis=0)
    n = total.sum()
    off = np.abs(expected - total.sum(axis=1)).max() / n
    return (
        f"{np.trace(total) / n:.1%} of {int(n):,} predicted labels are right; the sums of "
        f"probabilities are off by {100 * off:.1f} percentage points at most."
    )


def _sample(sample: RandomSample) -> str:
    drawing, n = sample.drawing, len(sample.articles)
    all_of_it = "all" if n == drawing.size else f"the first {n:,}"
    return (
        f"{drawing.size:,} of {drawing.population.n_articles:,} articles, drawn at random with "
        f"seed {drawing.seed}; people reviewed {all_of_it} of them."
    )


def _intervals(tally: Tally) -> str:
    return (
        f"{tally.n_articles:,} articles. Intervals hold 95 % of {N_RESAMPLES:,} bootstrap draws of "
        "whole articles, within each group, so they are about articles like these. Those of "
        "counted labels and of probabilities know nothing of the model's errors. A group with "
        f"fewer than {FEWEST_LABELLED} labelled articles is corrected by the confusion matrix of "
        "all labelled articles, if there is one."
    )
