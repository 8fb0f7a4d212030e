"""Measuring a model on labelled articles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from stance.article import Article
from stance.evaluation.scores import Scores, score
from stance.prediction.predictor import Predictor
from stance.run_record.naming import deciding, todays_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """One evaluation set with a model's answers.

    Attributes:
        gold: Labelled articles.
        predicted: The same articles with gold sentence spans, as the model sees them.
        scores: How well the two agree.
    """

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
