"""Measuring a model on labelled articles, those of a finished run among them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import ValidationError

from stance.article import Article
from stance.config import CorpusPart
from stance.corpus.parts import LoadedPart, load_part
from stance.errors import CorpusError
from stance.evaluation.scores import Scores, score
from stance.prediction.predictor import Predictor
from stance.run_record.naming import deciding, todays_name
from stance.run_record.values import DatasetUse, RunRecord
from stance.schemes import LabelScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """One evaluation set with a model's answers."""

    gold: tuple[Article, ...]
    predicted: tuple[Article, ...]
    scores: Scores


def evaluate_sets(
    predictor: Predictor,
    sets: Mapping[str, Sequence[Article]],
    *,
    report: Callable[[str, int, int], None] | None = None,
) -> dict[str, Evaluated]:
    """Predict and score whole evaluation sets, with the gold sentence spans."""
    evaluated = {}
    for name, gold in sets.items():
        predicted = predict_gold(predictor, gold, report=partial(report, name) if report else None)
        evaluated[name] = Evaluated(
            gold=tuple(gold), predicted=tuple(predicted), scores=score(gold, predicted)
        )
    return evaluated


def predict_gold(
    predictor: Predictor,
    gold: Sequence[Article],
    *,
    report: Callable[[int, int], None] | None = None,
) -> list[Article]:
    """Predict articles with their own sentence spans."""
    predicted = []
    for index, article in enumerate(gold):
        spans = [sentence.span for sentence in article.sentences]
        predicted.append(predictor.predict(article.text, sentences=spans))
        if report:
            report(index + 1, len(gold))
    return predicted


def run_metrics(scores: Mapping[str, Scores], *, dev: str) -> dict[str, float]:
    """Give the metrics of several evaluation sets as a run records them.

    Those that decide come first, under the same names in every run (MLflow's comparison opens on
    what was recorded first); then all figures by ``set/metric``. ``dev`` is the first part of dev.
    """
    figures = flat_metrics(scores)
    return deciding(figures, dev=dev) | {todays_name(one): figures[one] for one in figures}


def flat_metrics(scores: Mapping[str, Scores]) -> dict[str, float]:
    """Give the metrics of several evaluation sets under one roof.

    Figures are named ``set.metric``, as ``Scores.to_metrics`` has them.
    """
    return {
        key: figure for name, one in scores.items() for key, figure in one.to_metrics(name).items()
    }


_MADE_FOR_SERIES = "made for this run of a series, so it cannot be measured on again"


def load_measured(record: RunRecord, use: DatasetUse, *, scheme: LabelScheme) -> LoadedPart | str:
    """Load the part of a corpus that a run was measured on, if it is what it was.

    Gives the part, or why that cannot be, with the name of the set.
    """
    place = f"data.{use.context.value}.{use.name}"
    said = {
        name: record.params[f"{place}.{name}"]
        for name in CorpusPart.model_fields
        if f"{place}.{name}" in record.params
    }
    if not said:
        return f"{use.name}: {_MADE_FOR_SERIES}"
    try:
        part = load_part(CorpusPart.model_validate(said | {"optional": True}), scheme=scheme)
    except ValidationError:
        return f"{use.name}: its config does not hold in this version of stance"
    except CorpusError as error:
        return f"{use.name}: {error}"
    if part is None:
        return f"{use.name}: no file {use.source} here any more"
    if part.digest != use.digest:
        other = "other data now than when the run was measured"
        return f"{use.name}: {_MADE_FOR_SERIES if record.parent_id else other}"
    return part
