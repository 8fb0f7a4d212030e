"""Everything that is measured of a model on one evaluation set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    f1_score,
    matthews_corrcoef,
    precision_recall_fscore_support,
)

from stance.article import Article
from stance.evaluation.agreement import Agreement
from stance.evaluation.coverage import CoveragePoint, coverage_curve
from stance.evaluation.intervals import Estimate, Interval, draw_articles, estimate_all
from stance.evaluation.pairing import pair_articles
from stance.evaluation.reliability import (
    ConfidenceBin,
    brier_score,
    confidence_bins,
    expected_calibration_error,
)
from stance.evaluation.spans import SpanKind, SpanScores, score_spans
from stance.evaluation.speakers import SpeakerScores, score_speakers
from stance.evaluation.tallies import tally
from stance.frozen import FrozenDict
from stance.parts import Sentence
from stance.schemes import LabelScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well a model does on one evaluation set.

    Higher is better throughout, save ``ece`` and ``brier``. All sentences of all articles count
    alike.

    Attributes:
        n_articles: Articles compared.
        n_sentences: Sentences compared.
        accuracy: Fraction of sentences with the right label.
        macro_f1: Mean F1 of the labels that occur in gold or prediction, in [0, 1].
        mcc: Matthews' correlation of gold and predicted labels, in [-1, 1]; 0 is chance.
        labels: Agreement on each label, in the order of the scheme; one that occurs on neither
            side has 0 throughout, and no part in ``macro_f1``.
        confusion: Sentences by gold label, then by predicted label.
        ece: Mean gap between confidence and accuracy, in [0, 1]; see ``reliability``.
        brier: Mean squared distance of the probabilities from the truth, in [0, 2].
        bins: What ``ece`` is made of, from low to high confidence.
        attributed: Agreement on which sentences have a speaker at all.
        speakers: Who the speakers are.
        source: The words that name them.
        cue: The words that signal the speech.
        coverage: Accuracy on the most confident sentences, for more and more of them.
        estimates: All of these and more by the names of ``docs/evaluation.md``, each with its
            95 % bootstrap interval over articles.
    """

    n_articles: int
    n_sentences: int
    accuracy: float
    macro_f1: float
    mcc: float
    labels: Mapping[str, Agreement]
    confusion: Mapping[str, Mapping[str, int]]
    ece: float
    brier: float
    bins: tuple[ConfidenceBin, ...]
    attributed: Agreement
    speakers: SpeakerScores
    source: SpanScores
    cue: SpanScores
    coverage: tuple[CoveragePoint, ...]
    estimates: Mapping[str, Estimate]

    @property
    def macro_f1_interval(self) -> Interval:
        """The 95 % bootstrap interval of ``macro_f1``."""
        return self.estimates["macro_f1"].interval

    def to_metrics(self, prefix: str) -> dict[str, float]:
        """Give the scores as flat, named numbers.

        A score of something that the gold side does not have (experts in an article without
        any, spans in a corpus without spans) is left out: its 0 would look like a failure.

        Args:
            prefix: Name of the evaluation set, as in ``wikinews-dev.macro_f1``.

        Returns:
            One entry for each score, such as ``….f1.expert_analysis``, ``….ece``,
            ``….speaker_accuracy``, ``….source_overlap_f1``.
        """
        interval = self.macro_f1_interval
        counts = {"n_articles": self.n_articles, "n_sentences": self.n_sentences}
        ends = {"macro_f1_low": interval.low, "macro_f1_high": interval.high}
        values = {name: estimate.value for name, estimate in self.estimates.items()}
        return {f"{prefix}.{name}": float(one) for name, one in (counts | values | ends).items()}


def score(gold: Sequence[Article], predicted: Sequence[Article], *, seed: int = 1) -> Scores:
    """Compare what a model said with what people said.

    Args:
        gold: Labelled articles.
        predicted: The same articles in the same order, predicted with the gold sentence spans.
        seed: Chooses the resamples of the interval.

    Returns:
        All scores.

    Raises:
        ValueError: If there is no sentence, or the two sides are not about the same sentences;
            it names the article and the sentence.
    """
    pairs = pair_articles(gold, predicted)
    sentences = [one for pair in pairs for one in pair.sentences]
    if not sentences:
        raise ValueError("there is nothing to score: no article with a sentence was given")
    bins = confidence_bins(sentences)
    scheme = pairs[0].gold.scheme
    columns = _columns(sentences, scheme)
    confusion = confusion_matrix(*columns, labels=range(len(scheme.names)))
    draws = draw_articles(len(pairs), seed=seed)
    return Scores(
        n_articles=len(pairs),
        n_sentences=len(sentences),
        accuracy=float(accuracy_score(*columns)),
        macro_f1=float(f1_score(*columns, average="macro", zero_division=0.0)),
        mcc=_correlation(*columns),
        labels=_label_agreement(columns, scheme),
        confusion=FrozenDict(
            {
                label: FrozenDict(dict(zip(scheme.names, map(int, row), strict=True)))
                for label, row in zip(scheme.names, confusion, strict=True)
            }
        ),
        ece=expected_calibration_error(bins),
        brier=brier_score(sentences, labels=scheme.names),
        bins=bins,
        attributed=_attributed(sentences),
        speakers=score_speakers(pairs),
        source=score_spans(pairs, kind=SpanKind.SOURCE),
        cue=score_spans(pairs, kind=SpanKind.CUE),
        coverage=coverage_curve(sentences),
        estimates=FrozenDict(estimate_all(tally(pairs), draws)),
    )


def _columns(
    sentences: Sequence[tuple[Sentence, Sentence]], scheme: LabelScheme
) -> tuple[list[int], list[int]]:
    """Give gold and predicted labels as the numbers that scikit-learn prefers."""
    gold = [scheme.names.index(one.label) for one, _ in sentences]
    return gold, [scheme.names.index(other.label) for _, other in sentences]


def _correlation(gold: Sequence[int], predicted: Sequence[int]) -> float:
    if len({*gold, *predicted}) == 1:  # scikit-learn says 0 as well, but warns
        return 0.0
    return float(matthews_corrcoef(gold, predicted))


def _label_agreement(
    columns: tuple[list[int], list[int]], scheme: LabelScheme
) -> Mapping[str, Agreement]:
    gold, predicted = columns
    precisions, recalls, _, supports = precision_recall_fscore_support(
        gold, predicted, labels=range(len(scheme.names)), zero_division=0.0
    )
    return FrozenDict(
        {
            label: Agreement(
                precision=float(precisions[index]),
                recall=float(recalls[index]),
                n_gold=int(supports[index]),
                n_predicted=predicted.count(index),
            )
            for index, label in enumerate(scheme.names)
        }
    )


def _attributed(sentences: Sequence[tuple[Sentence, Sentence]]) -> Agreement:
    return Agreement.of_counts(
        n_right=sum(None not in (one.speaker, other.speaker) for one, other in sentences),
        n_predicted=sum(other.speaker is not None for _, other in sentences),
        n_gold=sum(one.speaker is not None for one, _ in sentences),
    )
