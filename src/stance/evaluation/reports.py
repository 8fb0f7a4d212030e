"""An evaluation set with everything that a report says of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from stance.article import Article
from stance.evaluation.errors import LabelError, find_errors
from stance.evaluation.intervals import Estimate, draw_articles, estimate_all
from stance.evaluation.pairing import ArticlePair, pair_articles
from stance.evaluation.scores import Scores
from stance.evaluation.slicing import MeasuredSlice, measure_slices
from stance.evaluation.tallies import tally

#: Measures that a slice is shown with.
SLICE_MEASURES = (
    *("accuracy", "macro_f1", "attributed_f1", "speaker_accuracy"),
    *("source_overlap_f1", "cue_overlap_f1"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScores:
    """How many sentences of an article have the wrong label; without a title it is empty."""

    article_id: str
    title: str
    n_sentences: int
    n_wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReport:
    """One evaluation set as a report shows it.

    ``worst`` are the articles with a wrong label, the largest share of wrong sentences first;
    ``errors`` the sentences with the wrong label, the most confident first.
    """

    scores: Scores
    slices: tuple[MeasuredSlice[Estimate], ...]
    worst: tuple[ArticleScores, ...]
    errors: tuple[LabelError, ...]


def report_set(
    gold: Sequence[Article],
    predicted: Sequence[Article],
    *,
    scores: Scores,
    fields: Iterable[str] = (),
    seed: int = 1,
) -> SetReport:
    """Look at an evaluation set from every side; ``fields`` of the record make further slices."""
    pairs = pair_articles(gold, predicted)
    tallies, draws = tally(pairs), draw_articles(len(pairs), seed=seed)
    return SetReport(
        scores=scores,
        slices=measure_slices(
            pairs,
            lambda chosen, names: estimate_all(tallies.where(chosen), draws, names=names),
            names=SLICE_MEASURES,
            fields=fields,
        ),
        worst=tuple(_worst(pairs)),
        errors=tuple(find_errors(gold, predicted)),
    )


def report_values(report: SetReport) -> dict[str, object]:
    """Give one set's report without its errors as plain values, ready for JSON.

    What gold has nothing of is left out, as are the bins of confidence without a sentence.
    """
    scores = report.scores
    return {
        "n_articles": scores.n_articles,
        "n_sentences": scores.n_sentences,
        "measures": _values(scores.estimates),
        "confusion": {
            str(gold): {str(predicted): n for predicted, n in row.items()}
            for gold, row in scores.confusion.items()
        },
        "slices": [
            {
                "by": one.by,
                "value": one.value,
                "n_articles": one.n_articles,
                "n_sentences": one.n_sentences,
                "is_small": one.is_small,
                "measures": _values(one.measures),
            }
            for one in report.slices
        ],
        "reliability": [asdict(one) for one in scores.bins if one.n_sentences],
        "coverage": [asdict(one) for one in scores.coverage],
        "worst_articles": [asdict(one) for one in report.worst],
    }


def _values(estimates: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {
        name: {"value": one.value, "low": one.interval.low, "high": one.interval.high}
        for name, one in estimates.items()
    }


def _worst(pairs: Sequence[ArticlePair]) -> list[ArticleScores]:
    found = [
        ArticleScores(
            article_id=pair.gold.id,
            title=str(pair.gold.metadata.get("title") or ""),
            n_sentences=len(pair.sentences),
            n_wrong=sum(one.label != other.label for one, other in pair.sentences),
        )
        for pair in pairs
    ]
    wrong = [one for one in found if one.n_wrong]
    return sorted(wrong, key=lambda one: (-one.n_wrong / one.n_sentences, -one.n_wrong))
