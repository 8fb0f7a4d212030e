"""What a model's answers on an evaluation set look like, drawn once for whoever shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matplotlib.figure import Figure

from stance.evaluation.confidence_figures import draw_coverage, draw_reliability
from stance.evaluation.figures import draw_confusion, to_png
from stance.evaluation.scores import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure as a file holds it.

    Attributes:
        name: Short, for a file.
        about: What it shows, for those who cannot see it.
        png: The file's content.
    """

    name: str
    about: str
    png: bytes


def draw_pictures(scores: Mapping[str, Scores]) -> dict[str, list[Picture]]:
    """Draw confusion, reliability, and accuracy against coverage.

    Args:
        scores: By name of the evaluation set.

    Returns:
        By name of the set.
    """
    return {name: _draw_set(one, name=name) for name, one in scores.items()}


def _draw_set(scores: Scores, *, name: str) -> list[Picture]:
    kinds: list[tuple[str, str, Callable[..., Figure]]] = [
        ("confusion", "confusion", draw_confusion),
        ("reliability", "reliability", draw_reliability),
        ("coverage", "accuracy against coverage", draw_coverage),
    ]
    return [
        Picture(name=kind, about=about, png=to_png(draw(scores, name=name)))
        for kind, about, draw in kinds
    ]
