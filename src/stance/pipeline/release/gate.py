"""The one gate: what a model must show before it is promoted, and before it is released."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from stance.article import Article
from stance.config import PromotionSection
from stance.evaluation.comparing import compare_tallies
from stance.evaluation.pairing import pair_articles
from stance.evaluation.scores import Scores
from stance.evaluation.tallies import tally
from stance.pipeline.evaluate.overlap import overlaps
from stance.pipeline.evaluate.sets import Evaluated, evaluate_sets, load_measured
from stance.prediction.manifest import Manifest, read_manifest
from stance.prediction.predictor import Predictor
from stance.run_record.metrics import latest, read_metrics
from stance.run_record.values import MODEL_FOLDER, DatasetContext, RunRecord

#: How much macro-F1 or ECE may be worse unasked: retraining with another order of additions moves
#: macro-F1 by about this much.
_LOSS_ALLOWED = 0.01
#: A 95 % interval is so many standard errors wide.
_ERRORS_WIDE = 3.92


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the model before came to on an evaluation set.

    Attributes:
        macro_f1: Higher is better.
        ece: Expected calibration error; lower is better.
        loss_allowed: How far macro-F1 may fall, if only the card of the model before is known.
        change: The 95 % interval of the difference in macro-F1, by a paired bootstrap over
            articles, if both models have read the set.
    """

    macro_f1: float
    ece: float
    loss_allowed: float = 0.0
    change: tuple[float, float] | None = None


def reasons_against(
    own: Mapping[str, Scores],
    *,
    before: Mapping[str, Figures],
    section: PromotionSection,
    skip: Collection[str] = (),
) -> list[str]:
    """Name what speaks against a model, by its figures and those of the model before.

    On each set macro-F1 must not fall beyond chance, nor on the mean of all by more than 0.01. ECE
    must be at most ``promotion.max_ece``, or 0.01 above that of the model before. A set on which
    the model before was measured must be measured too, unless it is among those to ``skip``.
    """
    reasons: list[str] = []
    for name, scores in own.items():
        if name not in skip:
            reasons += _reasons(name, scores, before=before.get(name), section=section)
    for name in before:
        if name not in own and name not in skip:
            reasons.append(
                f"{name}: it is on the card and was not measured; put its file where the config "
                f"looks for it, or pass --skip {name}"
            )
    both = [name for name in before if name in own and name not in skip]
    if len(both) > 1:
        now, then = (fmean(side[name].macro_f1 for name in both) for side in (own, before))
        if now < then - _LOSS_ALLOWED:
            reasons.append(f"mean of all sets: macro-F1 falls from {then:.4f} to {now:.4f}")
    return reasons


def _reasons(
    name: str, scores: Scores, *, before: Figures | None, section: PromotionSection
) -> Iterator[str]:
    limit = section.max_ece
    if before is not None:
        limit = max(limit, before.ece + _LOSS_ALLOWED)
        said = f"{name}: macro-F1 falls from {before.macro_f1:.4f} to {scores.macro_f1:.4f}"
        if before.change is None:
            if scores.macro_f1 < before.macro_f1 - before.loss_allowed:
                yield f"{said}, more than the {before.loss_allowed:.4f} allowed"
        elif before.change[1] < 0:
            low, high = before.change
            yield f"{said}, beyond chance (difference {low:+.4f} to {high:+.4f}, 95 %)"
    if scores.ece > limit:
        yield f"{name}: ECE is {scores.ece:.4f}, more than {limit:.4f} (promotion.max_ece)"


def card_figures(metrics: object) -> dict[str, Figures]:
    """Give what the card of a model says of each set; ``metrics`` are those of its provenance.

    Macro-F1 may fall by 0.01 from there; on a set of few articles by a standard error, as the
    interval on the card tells it.
    """
    known = {
        name: float(figure)
        for name, figure in (metrics if isinstance(metrics, dict) else {}).items()
        if isinstance(figure, int | float)
    }
    found = {}
    for key, macro_f1 in known.items():
        name, _, measure = key.partition(".")
        if measure == "macro_f1":
            low, high = (known.get(f"{key}_{end}", macro_f1) for end in ("low", "high"))
            found[name] = Figures(
                macro_f1=macro_f1,
                ece=known.get(f"{name}.ece", 1.0),
                loss_allowed=max(_LOSS_ALLOWED, (high - low) / _ERRORS_WIDE),
            )
    return found


def reasons_against_size(folder: Path, *, max_megabytes: float) -> list[str]:
    """Refuse a model whose files are larger than ``max_megabytes``, in 10⁶ bytes."""
    size = sum((folder / name).stat().st_size for name in read_manifest(folder).files) / 1e6
    if size <= max_megabytes:
        return []
    return [f"it has {size:.1f} MB, at most {max_megabytes:g} are allowed"]


def reasons_against_run(
    record: RunRecord,
    *,
    folder: Path,
    champion: Predictor | None,
    report: Callable[[str, int, int], None] | None = None,
) -> list[str]:
    """Measure a run's model and the champion on the run's own sets, and name what speaks against.

    Besides ``reasons_against``: the sets are those that the run was measured on; the model, or one
    that it went on from, learnt from none of their articles; measured again, macro-F1 is what the
    run says. Without a champion there is nothing to compare with.
    """
    predictor = Predictor.load(folder / MODEL_FOLDER)
    scheme = predictor.manifest.label_scheme
    section, reasons = _section(record), []
    sets: dict[str, Sequence[Article]] = {}
    for use in record.datasets:
        if use.context is not DatasetContext.TRAINING:
            found = load_measured(record, use, scheme=scheme)
            if isinstance(found, str):
                reasons.append(found)
            else:
                sets[use.name] = found.articles
    reasons += _met(predictor.manifest, sets)
    own = evaluate_sets(predictor, sets, report=report)
    reasons += _drifted(own, recorded=latest(read_metrics(folder)), section=section)
    before: dict[str, Figures] = {}
    if champion is not None and champion.manifest.label_scheme != scheme:
        theirs = champion.manifest.label_scheme
        reasons.append(f"its labels are of the scheme {scheme}, the champion's of {theirs}")
    elif champion is not None:
        others = evaluate_sets(champion, sets, report=report)
        before = {name: _paired(others[name], own[name]) for name in own}
    scores = {name: one.scores for name, one in own.items()}
    return reasons + reasons_against(scores, before=before, section=section)


def _paired(champion: Evaluated, own: Evaluated) -> Figures:
    before, after = (tally(pair_articles(one.gold, one.predicted)) for one in (champion, own))
    found = compare_tallies(before, after, names=("macro_f1",))["macro_f1"]
    return Figures(
        macro_f1=found.first,
        ece=champion.scores.ece,
        change=(found.interval.low, found.interval.high),
    )


def _met(manifest: Manifest, sets: Mapping[str, Sequence[Article]]) -> Iterator[str]:
    """Name the sets on which figures say little; training refuses those of its own articles."""
    for name, one in overlaps(manifest, sets).items():
        if one.n_learnt_from:
            yield (
                f"{name}: {one.n_learnt_from} of its {one.n_articles} articles are among those "
                "that the model, or one that it went on from, learnt from"
            )


def _drifted(
    own: Mapping[str, Evaluated], *, recorded: Mapping[str, float], section: PromotionSection
) -> Iterator[str]:
    for name, one in own.items():
        then, now = recorded.get(f"{name}/macro_f1"), one.scores.macro_f1
        if then is not None and abs(now - then) > section.drift:
            yield (
                f"{name}: macro-F1 is {now:.4f} now, {then:.4f} in the run; that is more than "
                f"promotion.drift, {section.drift}"
            )


def _section(record: RunRecord) -> PromotionSection:
    """Give the tolerances of the run's config; a run older than the section has the defaults."""
    names = PromotionSection.model_fields
    said = {name: record.params.get(f"promotion.{name}") for name in names}
    return PromotionSection.model_validate({k: v for k, v in said.items() if v is not None})
