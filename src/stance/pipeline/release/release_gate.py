"""What a model must satisfy to take the place of the one that ships."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from stance.evaluation.scores import Scores
from stance.prediction.manifest import CARD_FILE, MANIFEST_FILE, read_manifest

#: The figures of a card that count, as ``Scores.to_metrics`` names them.
_MACRO_F1, _ECE = "macro_f1", "ece"
#: How much lower a figure may be than the card says, before a release is refused: retraining
#: with another order of additions moves macro-F1 by about this much. On a set of few articles it
#: moves by more, so there it is a standard error (docs/decisions/0082-…); the mean over all sets is
#: steadier, and held to this.
_LOSS_ALLOWED = 0.01
#: A 95 % interval is so many standard errors wide.
_ERRORS_WIDE = 3.92
#: An expected calibration error that is good whatever the card says.
_GOOD_ECE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a model must satisfy to be shipped.

    Attributes:
        max_megabytes: Size of all its files, at most, in 10⁶ bytes.
        skip: Sets on the card that need not be measured, because their texts are not here.
    """

    max_megabytes: float
    skip: Collection[str] = ()


def read_card(folder: Path) -> dict[str, float]:
    """Give the figures of the model that ships now."""
    if not folder.exists():
        return {}
    metrics = read_manifest(folder).provenance.get("metrics")
    return {
        name: float(figure)
        for name, figure in (metrics if isinstance(metrics, dict) else {}).items()
        if isinstance(figure, int | float)
    }


def reasons_against(
    model: Path, scores: Mapping[str, Scores], *, card: Mapping[str, float], gate: Gate
) -> list[str]:
    """Compare a model with the card of the one that it is to replace."""
    shipped = [path for path in model.iterdir() if path.name not in (CARD_FILE, MANIFEST_FILE)]
    size = sum(path.stat().st_size for path in shipped) / 1e6
    reasons = []
    if size > gate.max_megabytes:
        reasons.append(f"it has {size:.1f} MB, at most {gate.max_megabytes:g} are allowed")
    names = [key.partition(".")[0] for key in card if key.endswith(f".{_MACRO_F1}")]
    measured = [name for name in names if name in scores and name not in gate.skip]
    for name in names:
        if name in measured:
            reasons += _losses(name, scores[name], card=card)
        elif name not in gate.skip:
            reasons.append(
                f"{name} is on the card and was not measured; put its file where the config "
                f"looks for it, or pass --skip {name}"
            )
    return [*reasons, *_mean_loss({name: scores[name] for name in measured}, card=card)]


def _losses(name: str, now: Scores, *, card: Mapping[str, float]) -> Iterator[str]:
    before, ece = card[f"{name}.{_MACRO_F1}"], card.get(f"{name}.{_ECE}", 1.0)
    low, high = (card.get(f"{name}.{_MACRO_F1}_{end}", before) for end in ("low", "high"))
    if now.macro_f1 < before - max(_LOSS_ALLOWED, (high - low) / _ERRORS_WIDE):
        yield f"macro-F1 on {name} is {now.macro_f1:.3f}, the card says {before:.3f}"
    if now.ece > max(ece + _LOSS_ALLOWED, _GOOD_ECE):
        yield f"ECE on {name} is {now.ece:.3f}, the card says {ece:.3f}"


def _mean_loss(scores: Mapping[str, Scores], *, card: Mapping[str, float]) -> Iterator[str]:
    if len(scores) > 1:
        now = fmean(one.macro_f1 for one in scores.values())
        before = fmean(card[f"{name}.{_MACRO_F1}"] for name in scores)
        if now < before - _LOSS_ALLOWED:
            yield f"mean macro-F1 of all sets is {now:.3f}, on the card it is {before:.3f}"
