"""What every score is counted from: a row of numbers for each sentence of an evaluation set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stance.article import Article
from stance.evaluation.pairing import ArticlePair
from stance.evaluation.reliability import N_BINS, bin_of, squared_distance
from stance.evaluation.spans import SpanKind, words_in
from stance.evaluation.voices import Voice, voices_of
from stance.labels import Label, SpeakerKind
from stance.parts import Sentence
from stance.schemes import NEWS, LabelScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """An evaluation set as numbers, so that any part of it can be scored, and drawn anew.

    Every score is a function of sums of these columns (see ``measures``), save those of
    ``coverage``, which need the order of the confidences as well.

    Attributes:
        columns: What each column counts.
        values: Shape ``(sentences, columns)``, float64.
        articles: Shape ``(sentences,)``, int64: which article each sentence is from.
        n_articles: How many articles there are, those without sentences included.
        confidences: Shape ``(sentences,)``, float64, in [0, 1].
        labels: Of the scheme, in its order.
    """

    columns: tuple[str, ...]
    values: NDArray[np.float64] = field(repr=False)
    articles: NDArray[np.int64] = field(repr=False)
    n_articles: int
    confidences: NDArray[np.float64] = field(repr=False)
    labels: tuple[str, ...] = NEWS.names

    def column(self, name: str) -> NDArray[np.float64]:
        """Give one column; shape ``(sentences,)``."""
        values: NDArray[np.float64] = self.values[:, self.columns.index(name)]
        return values

    def where(self, chosen: NDArray[np.bool_]) -> "Tallies":
        """Give the sentences for which ``chosen``, of shape ``(sentences,)``, is true."""
        return Tallies(
            columns=self.columns,
            values=self.values[chosen],
            articles=self.articles[chosen],
            n_articles=self.n_articles,
            confidences=self.confidences[chosen],
            labels=self.labels,
        )

    def by_article(self) -> NDArray[np.float64]:
        """Give the sums of each article; shape ``(articles, columns)``."""
        n_sentences = len(self.articles)
        places = (self.articles, np.arange(n_sentences))
        shape = (self.n_articles, n_sentences)
        sums: NDArray[np.float64] = csr_array((np.ones(n_sentences), places), shape) @ self.values
        return sums

    def totals(self, sums: NDArray[np.float64]) -> Mapping[str, NDArray[np.float64]]:
        """Give sums by name.

        Args:
            sums: Shape ``(…, columns)``, such as some weights times ``by_article()``.

        Returns:
            Arrays of shape ``(…)`` by column.
        """
        return dict(zip(self.columns, np.moveaxis(sums, -1, 0), strict=True))


def tally(pairs: Sequence[ArticlePair]) -> Tallies:
    """Count what the scores need.

    Args:
        pairs: Gold and predicted articles.

    Returns:
        A row for each sentence, in the order of the articles.
    """
    rows = [row for pair in pairs for row in _rows(pair)]
    lengths = [len(pair.gold.sentences) for pair in pairs]
    columns = tuple(rows[0]) if rows else ()
    return Tallies(
        columns=columns,
        values=np.array([list(row.values()) for row in rows]).reshape(len(rows), len(columns)),
        articles=np.repeat(np.arange(len(pairs)), lengths),
        n_articles=len(pairs),
        confidences=np.array(
            [predicted.confidence for pair in pairs for _, predicted in pair.sentences]
        ),
        labels=(pairs[0].gold.scheme if pairs else NEWS).names,
    )


def _rows(pair: ArticlePair) -> Iterator[dict[str, float]]:
    for (gold, predicted), voice in zip(pair.sentences, voices_of(pair), strict=True):
        row = {
            "sentences": 1,
            "right": gold.label == predicted.label,
            **_labels(gold, predicted, scheme=pair.gold.scheme),
            **_trust(gold, predicted),
            **_speaking(voice, predicted, scheme=pair.gold.scheme),
            **_hard(pair.gold, gold, predicted),
        }
        for kind in SpanKind:
            row.update(_spans(pair.gold.text, gold, predicted, kind=kind))
        yield {name: float(value) for name, value in row.items()}


def _labels(gold: Sentence, predicted: Sentence, *, scheme: LabelScheme) -> dict[str, float]:
    row: dict[str, float] = {}
    for label in scheme.names:
        is_gold, is_predicted = gold.label == label, predicted.label == label
        row[f"label.{label}.gold"] = is_gold
        row[f"label.{label}.predicted"] = is_predicted
        row[f"label.{label}.right"] = is_gold and is_predicted
    return row


def _trust(gold: Sentence, predicted: Sentence) -> dict[str, float]:
    """Count for the calibration error, bin by bin, and for the Brier score."""
    row = dict.fromkeys((f"bin.{index}" for index in range(N_BINS)), 0.0)
    gap = predicted.confidence - (gold.label == predicted.label)
    row[f"bin.{bin_of(predicted.confidence)}"] = gap
    return row | {"distance": squared_distance(gold, predicted)}


def _speaking(voice: Voice | None, predicted: Sentence, *, scheme: LabelScheme) -> dict[str, float]:
    is_first = voice is not None and voice.is_first
    return {
        "attributed.gold": voice is not None,
        "attributed.predicted": predicted.speaker is not None,
        "attributed.right": voice is not None and voice.is_grouped,
        "speaker.right": voice is not None and voice.is_right,
        "speaker.precision": voice.precision if voice else 0,
        "speaker.recall": voice.recall if voice else 0,
        "speakers": is_first,
        "speakers.kinds": is_first and bool(scheme.label_of_kind),  # else no kind is predicted
        "speakers.kind": is_first and voice is not None and voice.is_same_kind,
        "speakers.name": is_first and voice is not None and voice.is_same_name,
    }


def _hard(article: Article, gold: Sentence, predicted: Sentence) -> dict[str, float]:
    """Count two kinds of sentences that models get wrong most often, in news."""
    speaker = article.speaker_of(gold)
    is_news = article.scheme == NEWS
    is_carried = is_news and is_carried_expert(gold)
    is_other = is_news and speaker is not None and speaker.kind is SpeakerKind.OTHER
    return {
        "carried": is_carried,
        "carried.right": is_carried and predicted.label == Label.EXPERT_ANALYSIS,
        "other": is_other,
        "other.fact": is_other and predicted.label == Label.REPORTED_FACT,
    }


def is_carried_expert(gold: Sentence) -> bool:
    """Tell whether an expert goes on speaking in a sentence that names nobody and has no cue."""
    is_bare = gold.source is None and gold.cue is None
    return is_bare and gold.label == Label.EXPERT_ANALYSIS


def _spans(text: str, gold: Sentence, predicted: Sentence, *, kind: SpanKind) -> dict[str, float]:
    one, other = kind.of(gold), kind.of(predicted)
    words, other_words = words_in(text, gold, one), words_in(text, gold, other)
    return {
        f"{kind.value}.gold": one is not None,
        f"{kind.value}.predicted": other is not None,
        f"{kind.value}.exact": one is not None and one == other,
        f"{kind.value}.overlap": bool(one and other and one.overlaps(other)),
        f"{kind.value}.words.gold": len(words),
        f"{kind.value}.words.predicted": len(other_words),
        f"{kind.value}.words.right": len(words & other_words),
    }
