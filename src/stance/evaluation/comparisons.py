"""Two models on one evaluation set: every measure, every slice, every sentence that flipped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stance.article import Article
from stance.evaluation.comparing import Difference, compare_tallies
from stance.evaluation.pairing import pair_articles
from stance.evaluation.reports import has_labels
from stance.evaluation.slicing import FEW_SENTENCES, slice_pairs
from stance.evaluation.tallies import tally
from stance.text.characters import readable

#: Measures by which slices are compared; macro-F1 only where gold has more than one label.
SLICE_MEASURES = ("accuracy", "macro_f1")


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceComparison:
    """Two models on some sentences of a set.

    Attributes:
        by: What the set was sliced by.
        value: What these sentences have in common.
        n_sentences: How many they are.
        differences: By name of the measure, of ``SLICE_MEASURES``.
    """

    by: str
    value: str
    n_sentences: int
    differences: Mapping[str, Difference]

    @property
    def is_small(self) -> bool:
        """Whether they are too few to prove much."""
        return self.n_sentences < FEW_SENTENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A sentence that one model has right and the other wrong.

    Attributes:
        article_id: Its article.
        position: Which sentence of the article it is, from 1.
        sentence: Its text.
        gold: The right label.
        first: What the first model says.
        second: What the second model says.
    """

    article_id: str
    position: int
    sentence: str
    gold: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetComparison:
    """Two models on one evaluation set.

    Attributes:
        n_articles: Articles compared.
        n_sentences: Sentences compared.
        differences: By name of the measure.
        slices: The same on parts of the set.
        mended: Sentences that the first has wrong and the second right.
        broken: Sentences that the first has right and the second wrong.
    """

    n_articles: int
    n_sentences: int
    differences: Mapping[str, Difference]
    slices: tuple[SliceComparison, ...]
    mended: tuple[Flip, ...]
    broken: tuple[Flip, ...]


def compare_set(
    gold: Sequence[Article],
    first: Sequence[Article],
    second: Sequence[Article],
    *,
    fields: Iterable[str] = (),
    seed: int = 1,
) -> SetComparison:
    """Compare what two models say of the same articles.

    Args:
        gold: Labelled articles.
        first: The same articles in the same order, as the first model sees them.
        second: The same as the second model sees them.
        fields: Further fields of the record to slice by.
        seed: Chooses the resamples.

    Returns:
        How they differ.

    Raises:
        ValueError: If they are not about the same sentences.
    """
    pairs, other_pairs = pair_articles(gold, first), pair_articles(gold, second)
    tallies, other_tallies = tally(pairs), tally(other_pairs)
    slices = []
    for one in slice_pairs(pairs, fields=fields):
        part, other_part = tallies.where(one.chosen), other_tallies.where(one.chosen)
        names = SLICE_MEASURES if has_labels(part) else SLICE_MEASURES[:1]
        found = compare_tallies(part, other_part, names=names, seed=seed)
        slices.append(
            SliceComparison(
                by=one.by,
                value=one.value,
                n_sentences=len(part.articles),
                differences={name: found[name] for name in names},
            )
        )
    flips = _flips(gold, first, second)
    return SetComparison(
        n_articles=len(gold),
        n_sentences=len(tallies.articles),
        differences=compare_tallies(tallies, other_tallies, seed=seed),
        slices=tuple(slices),
        mended=tuple(flip for flip in flips if flip.second == flip.gold),
        broken=tuple(flip for flip in flips if flip.first == flip.gold),
    )


def _flips(
    gold: Sequence[Article], first: Sequence[Article], second: Sequence[Article]
) -> list[Flip]:
    return [
        Flip(
            article_id=readable(article.id),
            position=position,
            sentence=" ".join(readable(article.text_of(sentence)).split()),
            gold=sentence.label,
            first=one.label,
            second=other.label,
        )
        for article, before, after in zip(gold, first, second, strict=True)
        for position, (sentence, one, other) in enumerate(
            zip(article.sentences, before.sentences, after.sentences, strict=True), start=1
        )
        if (one.label == sentence.label) != (other.label == sentence.label)
    ]
