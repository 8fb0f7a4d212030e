"""How a model that has been trained stands beside the one that was there before."""

from collections.abc import Callable, Mapping

from stance.config import RunConfig
from stance.evaluation.scores import Scores
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.pipeline.train.data import RunData
from stance.prediction.locating import BUNDLED, locate_model
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.schemes import NEWS


def standing(
    config: RunConfig,
    data: RunData,
    scores: Mapping[str, Scores],
    *,
    report: Callable[[str, int, int], None],
) -> list[str]:
    """Compare macro-F1 with that of the bundled model, or of the model that training went on from.

    Of the bundled model the figures on its own dev are known. A model that training went on from
    reads the run's dev once more.
    """
    if data.scheme != NEWS:
        return []
    known = _figures_of_bundled()
    said = [
        _beside(part.name, scores, other="the bundled model", figure=known[part.digest])
        for part in (*data.dev, *data.evaluation)
        if part.digest in known
    ]
    if config.training.start is not None:
        before = Predictor.load(config.training.start)
        new = {part.name: part.articles for part in data.dev if part.digest not in known}
        for name, one in evaluate_sets(before, new, report=report).items():
            other = f"{config.training.start}, from which training went on,"
            said.append(_beside(name, scores, other=other, figure=one.scores.macro_f1))
    return said


def _figures_of_bundled() -> dict[str, float]:
    """Give its macro-F1 by the digest of the set, as far as it tells both."""
    facts = read_manifest(locate_model(BUNDLED)).provenance
    dev, metrics = facts.get("dev"), facts.get("metrics")
    if not isinstance(dev, dict) or not isinstance(metrics, dict):
        return {}
    return {
        str(digest): figure
        for name, digest in dev.items()
        if isinstance(figure := metrics.get(f"{name}.macro_f1"), float)
    }


def _beside(name: str, scores: Mapping[str, Scores], *, other: str, figure: float) -> str:
    own = scores[name].macro_f1
    verdict = "it stays the better one" if own < figure else "this one is no worse"
    return f"macro-F1 on {name} is {own:.3f}; {other} has {figure:.3f}: {verdict}"
