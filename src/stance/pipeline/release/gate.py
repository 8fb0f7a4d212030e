"""What a model must show before it becomes champion."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from stance.config import PromotionSection
from stance.evaluation.comparing import compare_tallies
from stance.evaluation.pairing import pair_articles
from stance.evaluation.tallies import tally
from stance.pipeline.evaluate.measured_sets import load_measured
from stance.pipeline.evaluate.overlap import Overlap, overlaps
from stance.pipeline.evaluate.sets import Evaluated, evaluate_sets
from stance.prediction.predictor import Predictor
from stance.run_record.layout import MODEL_FOLDER
from stance.run_record.metrics import latest, read_metrics
from stance.run_record.values import DatasetContext, RunRecord


def failed_conditions(
    record: RunRecord,
    *,
    folder: Path,
    champion: Predictor | None,
    report: Callable[[str, int, int], None] | None = None,
) -> list[str]:
    """Measure a run's model and the champion on the run's own sets, and name what speaks against.

    The conditions: the sets are those that the run was measured on, and the model learnt from none
    of their articles, nor did one that it went on from; on none is macro-F1 worse
    than the champion's beyond the 95 % interval of a paired bootstrap by article; measured again,
    macro-F1 is what the run says; ECE, and the parity with PyTorch, are within the tolerances
    of the config's ``promotion``.
    Gives a sentence for each condition that fails; none if the gate is passed.
    """
    section = _section(record)
    figures = latest(read_metrics(folder))
    failed = list(_parity(figures, section))
    predictor = Predictor.load(folder / MODEL_FOLDER)
    scheme = predictor.manifest.label_scheme
    sets = {}
    for use in record.datasets:
        if use.context is not DatasetContext.TRAINING:
            found = load_measured(record, use, scheme=scheme)
            if isinstance(found, str):
                failed.append(found)
            else:
                sets[use.name] = found.articles
    failed += _met(overlaps(predictor.manifest, sets))
    own = evaluate_sets(predictor, sets, report=report)
    for name, one in own.items():
        failed += _alone(name, one, recorded=figures.get(f"{name}/macro_f1"), section=section)
    if champion is not None and champion.manifest.label_scheme != scheme:
        theirs = champion.manifest.label_scheme
        failed.append(f"its labels are of the scheme {scheme}, the champion's of {theirs}")
    elif champion is not None:
        others = evaluate_sets(champion, sets, report=report)
        failed += [fault for name in own if (fault := _worse(name, others[name], own[name]))]
    return failed


def _met(found: Mapping[str, Overlap]) -> Iterator[str]:
    """Name the sets on which figures say little; training refuses those of its own articles."""
    for name, one in found.items():
        if one.n_learnt_from:
            yield (
                f"{name}: {one.n_learnt_from} of its {one.n_articles} articles are among those "
                "that the model, or one that it went on from, learnt from"
            )


def _section(record: RunRecord) -> PromotionSection:
    """Give the tolerances of the run's config; a run older than the section has the defaults."""
    names = PromotionSection.model_fields
    said = {name: record.params.get(f"promotion.{name}") for name in names}
    return PromotionSection.model_validate({k: v for k, v in said.items() if v is not None})


def _parity(figures: Mapping[str, float], section: PromotionSection) -> Iterator[str]:
    agreement = figures.get("model/export_label_agreement")
    if agreement is not None and agreement < section.label_agreement:
        yield (
            f"parity: {agreement:.4f} of the labels are PyTorch's, fewer than "
            f"promotion.label_agreement, {section.label_agreement}"
        )
    difference = figures.get("model/export_largest_difference")
    if difference is not None and difference > section.probability_tolerance:
        yield (
            f"parity: a probability differs from PyTorch's by {difference:.4f}, more than "
            f"promotion.probability_tolerance, {section.probability_tolerance}"
        )


def _alone(
    name: str, own: Evaluated, *, recorded: float | None, section: PromotionSection
) -> Iterator[str]:
    scores = own.scores
    if recorded is not None and abs(scores.macro_f1 - recorded) > section.drift:
        yield (
            f"{name}: macro-F1 is {scores.macro_f1:.4f} now, {recorded:.4f} in the run; that is "
            f"more than promotion.drift, {section.drift}"
        )
    if scores.ece > section.max_ece:
        yield f"{name}: ECE is {scores.ece:.4f}, more than promotion.max_ece, {section.max_ece}"


def _worse(name: str, champion: Evaluated, own: Evaluated) -> str | None:
    before, after = (tally(pair_articles(one.gold, one.predicted)) for one in (champion, own))
    found = compare_tallies(before, after, names=("macro_f1",))["macro_f1"]
    if found.interval.high >= 0:
        return None
    return (
        f"{name}: macro-F1 falls from the champion's {found.first:.4f} to {found.second:.4f}, "
        f"beyond chance (difference {found.interval.low:+.4f} to {found.interval.high:+.4f}, 95 %)"
    )
