"""A report as plain values, ready for JSON."""

from collections.abc import Mapping
from dataclasses import asdict

from stance.evaluation.comparing import Difference
from stance.evaluation.intervals import Estimate
from stance.evaluation.reports import SetReport


def report_values(report: SetReport) -> dict[str, object]:
    """Give one set's report without its errors; what gold has nothing of is left out.

    Args:
        report: Of one evaluation set.

    Returns:
        ``n_articles``, ``n_sentences``, ``measures`` (value, low and high by name),
        ``confusion`` (sentences by gold, then by predicted label), ``slices``, ``reliability``
        (the bins that have sentences), ``coverage`` (the curve) and ``worst_articles``.
    """
    scores = report.scores
    return {
        "n_articles": scores.n_articles,
        "n_sentences": scores.n_sentences,
        "measures": _estimates(scores.estimates),
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
                "measures": _estimates(one.estimates),
            }
            for one in report.slices
        ],
        "reliability": [asdict(one) for one in scores.bins if one.n_sentences],
        "coverage": [asdict(one) for one in scores.coverage],
        "worst_articles": [asdict(one) for one in report.worst],
    }


def difference_values(differences: Mapping[str, Difference]) -> dict[str, dict[str, float]]:
    """Give differences by measure: first, second, difference, low, high and p."""
    return {
        name: {
            "first": one.first,
            "second": one.second,
            "difference": one.difference,
            "low": one.interval.low,
            "high": one.interval.high,
            "p": one.p,
        }
        for name, one in differences.items()
    }


def _estimates(estimates: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {
        name: {"value": one.value, "low": one.interval.low, "high": one.interval.high}
        for name, one in estimates.items()
    }
