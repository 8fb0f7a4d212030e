"""Everything that is measured of a model on one evaluation set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    accuracy_score,
    f1_score,
    precision_recall_fscore_support,
)

from stance.article import Article
from stance.evaluation.agreement import Agreement
from stance.evaluation.intervals import Interval, macro_f1_interval
from stance.evaluation.pairing import pair_articles
from stance.evaluation.reliability import (
    ConfidenceBin,
    brier_score,
    confidence_bins,
    expected_calibration_error,
)
from stance.evaluation.spans import SpanKind, SpanScores, score_spans
from stance.evaluation.speakers import SpeakerScores, score_speakers
from stance.frozen import FrozenDict
from stance.labels import LABELS, Label
from stance.parts import Sentence


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
        macro_f1_interval: Its 95 % bootstrap interval over articles.
        labels: Agreement on each label; one that occurs on neither side has 0 throughout, and no
            part in ``macro_f1``.
        confusion: Sentences by gold label, then by predicted label.
        ece: Mean gap between confidence and accuracy, in [0, 1]; see ``reliability``.
        brier: Mean squared distance of the probabilities from the truth, in [0, 2].
        bins: What ``ece`` is made of, from low to high confidence.
        attributed: Agreement on which sentences have a speaker at all.
        speakers: Who the speakers are.
        source: The words that name them.
        cue: The words that signal the speech.
    """

    n_articles: int
    n_sentences: int
    accuracy: float
    macro_f1: float
    macro_f1_interval: Interval
    labels: Mapping[Label, Agreement]
    confusion: Mapping[Label, Mapping[Label, int]]
    ece: float
    brier: float
    bins: tuple[ConfidenceBin, ...]
    attributed: Agreement
    speakers: SpeakerScores
    source: SpanScores
    cue: SpanScores

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
        return {f"{prefix}.{name}": float(value) for name, value in self._metrics()}

    def _metrics(self) -> Iterator[tuple[str, float]]:
        yield from (("n_articles", self.n_articles), ("n_sentences", self.n_sentences))
        yield from (("accuracy", self.accuracy), ("macro_f1", self.macro_f1))
        yield "macro_f1_low", self.macro_f1_interval.low
        yield "macro_f1_high", self.macro_f1_interval.high
        for label, agreement in self.labels.items():
            if agreement.n_gold:
                yield f"precision.{label.value}", agreement.precision
                yield f"recall.{label.value}", agreement.recall
                yield f"f1.{label.value}", agreement.f1
        yield from (("ece", self.ece), ("brier", self.brier))
        if self.attributed.n_gold:
            yield "attributed_f1", self.attributed.f1
            yield "speaker_accuracy", self.speakers.accuracy
            yield "speaker_kind_accuracy", self.speakers.kind_accuracy
            yield "speaker_name_accuracy", self.speakers.name_accuracy
            yield "speaker_b3_f1", self.speakers.grouping.f1
        for kind, spans in ((SpanKind.SOURCE, self.source), (SpanKind.CUE, self.cue)):
            if spans.exact.n_gold:
                yield f"{kind.value}_exact_f1", spans.exact.f1
                yield f"{kind.value}_overlap_f1", spans.overlap.f1
                yield f"{kind.value}_words_f1", spans.words.f1


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
    confusions = np.stack([_confusion(pair.sentences) for pair in pairs])
    bins = confidence_bins(sentences)
    columns = _columns(sentences)
    return Scores(
        n_articles=len(pairs),
        n_sentences=len(sentences),
        accuracy=float(accuracy_score(*columns)),
        macro_f1=float(f1_score(*columns, average="macro", zero_division=0.0)),
        macro_f1_interval=macro_f1_interval(confusions, seed=seed),
        labels=_label_agreement(sentences),
        confusion=FrozenDict(
            {
                label: FrozenDict(dict(zip(LABELS, map(int, row), strict=True)))
                for label, row in zip(LABELS, confusions.sum(axis=0), strict=True)
            }
        ),
        ece=expected_calibration_error(bins),
        brier=brier_score(sentences),
        bins=bins,
        attributed=_attributed(sentences),
        speakers=score_speakers(pairs),
        source=score_spans(pairs, kind=SpanKind.SOURCE),
        cue=score_spans(pairs, kind=SpanKind.CUE),
    )


def _columns(sentences: Sequence[tuple[Sentence, Sentence]]) -> tuple[list[int], list[int]]:
    """Give gold and predicted labels as the numbers that scikit-learn prefers."""
    gold = [LABELS.index(one.label) for one, _ in sentences]
    return gold, [LABELS.index(other.label) for _, other in sentences]


def _confusion(sentences: Sequence[tuple[Sentence, Sentence]]) -> NDArray[np.int64]:
    counts = np.zeros((len(LABELS), len(LABELS)), dtype=np.int64)
    np.add.at(counts, _columns(sentences), 1)
    return counts


def _label_agreement(sentences: Sequence[tuple[Sentence, Sentence]]) -> Mapping[Label, Agreement]:
    gold, predicted = _columns(sentences)
    precisions, recalls, _, supports = precision_recall_fscore_support(
        gold, predicted, labels=range(len(LABELS)), zero_division=0.0
    )
    return FrozenDict(
        {
            label: Agreement(
                precision=float(precisions[index]),
                recall=float(recalls[index]),
                n_gold=int(supports[index]),
                n_predicted=predicted.count(index),
            )
            for index, label in enumerate(LABELS)
        }
    )


def _attributed(sentences: Sequence[tuple[Sentence, Sentence]]) -> Agreement:
    return Agreement.of_counts(
        n_right=sum(None not in (one.speaker, other.speaker) for one, other in sentences),
        n_predicted=sum(other.speaker is not None for _, other in sentences),
        n_gold=sum(one.speaker is not None for one, _ in sentences),
    )
