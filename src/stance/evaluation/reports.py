"""An evaluation set with everything that a report says of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stance.article import Article
from stance.evaluation.errors import LabelError, find_errors
from stance.evaluation.intervals import Estimate, draw_articles, estimate_all
from stance.evaluation.pairing import ArticlePair, pair_articles
from stance.evaluation.scores import Scores
from stance.evaluation.slicing import FEW_SENTENCES, slice_pairs
from stance.evaluation.tallies import Tallies, tally

#: Measures that a slice is shown with; macro-F1 only where gold has more than one label.
SLICE_MEASURES = (
    *("accuracy", "macro_f1", "attributed_f1", "speaker_accuracy"),
    *("source_overlap_f1", "cue_overlap_f1"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceScores:
    """How well a model does on some sentences of a set.

    Attributes:
        by: What the set was sliced by.
        value: What these sentences have in common.
        n_articles: Articles that they are from.
        n_sentences: How many they are.
        estimates: By name of the measure.
    """

    by: str
    value: str
    n_articles: int
    n_sentences: int
    estimates: Mapping[str, Estimate]

    @property
    def is_small(self) -> bool:
        """Whether they are too few to prove much."""
        return self.n_sentences < FEW_SENTENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScores:
    """How well a model does on one article.

    Attributes:
        article_id: The article.
        title: What its record calls it; empty if it does not say.
        n_sentences: Its sentences.
        n_wrong: Those with the wrong label.
    """

    article_id: str
    title: str
    n_sentences: int
    n_wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReport:
    """One evaluation set as a report shows it.

    Attributes:
        scores: Of the whole set.
        slices: Of its parts, those by the same thing together.
        worst: Articles with a wrong label, the largest share of wrong sentences first.
        errors: Every sentence with the wrong label, the most confident first.
    """

    scores: Scores
    slices: tuple[SliceScores, ...]
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
    """Look at an evaluation set from every side.

    Args:
        gold: Labelled articles.
        predicted: The same articles in the same order, predicted with the gold sentence spans.
        scores: Of the whole set.
        fields: Further fields of the record to slice by.
        seed: Chooses the resamples.

    Returns:
        What a report shows.
    """
    pairs = pair_articles(gold, predicted)
    tallies = tally(pairs)
    draws = draw_articles(len(pairs), seed=seed)
    slices = []
    for one in slice_pairs(pairs, fields=fields):
        part = tallies.where(one.chosen)
        estimates = estimate_all(part, draws, names=SLICE_MEASURES)
        slices.append(
            SliceScores(
                by=one.by,
                value=one.value,
                n_articles=len(set(part.articles.tolist())),
                n_sentences=len(part.articles),
                estimates={
                    name: estimates[name]
                    for name in SLICE_MEASURES
                    if name in estimates and (name != "macro_f1" or has_labels(part))
                },
            )
        )
    return SetReport(
        scores=scores,
        slices=tuple(slices),
        worst=tuple(_worst(pairs)),
        errors=tuple(find_errors(gold, predicted)),
    )


def has_labels(tallies: Tallies) -> bool:
    """Tell whether gold has more than one label; with one, macro-F1 says little."""
    return sum(bool(tallies.column(f"label.{label}.gold").any()) for label in tallies.labels) > 1


def _worst(pairs: Sequence[ArticlePair]) -> list[ArticleScores]:
    found = []
    for pair in pairs:
        n_wrong = sum(one.label != other.label for one, other in pair.sentences)
        if n_wrong:
            found.append(
                ArticleScores(
                    article_id=pair.gold.id,
                    title=str(pair.gold.metadata.get("title") or ""),
                    n_sentences=len(pair.sentences),
                    n_wrong=n_wrong,
                )
            )
    return sorted(found, key=lambda one: (-one.n_wrong / one.n_sentences, -one.n_wrong))
