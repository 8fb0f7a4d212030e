"""Whether one model is better than another on the same sentences, by how much, and where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stance.article import Article
from stance.evaluation.intervals import N_RESAMPLES, Interval, draw_articles, interval_of
from stance.evaluation.measures import measure_all
from stance.evaluation.pairing import pair_articles
from stance.evaluation.slicing import MeasuredSlice, measure_slices
from stance.evaluation.tallies import Tallies, tally
from stance.frozen import FrozenDict
from stance.text.characters import readable

#: Measures by which slices are compared.
SLICE_MEASURES = ("accuracy", "macro_f1")
#: Two differences closer than this are equal: sums of floats depend on their order.
_EQUAL = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure of two models on the same sentences.

    Attributes:
        first: Of the first model.
        second: Of the second model.
        interval: 95 % interval of ``second - first``: a paired bootstrap over articles, which
            draws the same articles for both.
        p: Probability of a difference at least as large if it did not matter which model is
            which, in (0, 1], two-sided: a permutation test that swaps whole articles
            (Noreen 1989, *Computer-Intensive Methods for Testing Hypotheses*). Not corrected for
            the number of measures that one looks at.
    """

    first: float
    second: float
    interval: Interval
    p: float

    @property
    def difference(self) -> float:
        """How much more the second model has than the first."""
        return self.second - self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A sentence that one model has right and the other wrong; ``position`` counts from 1."""

    article_id: str
    position: int
    sentence: str
    gold: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetComparison:
    """Two models on one evaluation set: measures by name, parts of the set, what flipped.

    ``mended`` are the sentences that the first has wrong and the second right, ``broken`` the
    reverse.
    """

    n_articles: int
    n_sentences: int
    differences: Mapping[str, Difference]
    slices: tuple[MeasuredSlice[Difference], ...]
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
    """Compare what two models say of the same articles, in the same order.

    ``fields`` of the record make further slices. Sides that are not about the same sentences are a
    ``ValueError``.
    """
    pairs = pair_articles(gold, first)
    tallies, others = tally(pairs), tally(pair_articles(gold, second))
    flips = _flips(gold, first, second)
    return SetComparison(
        n_articles=len(gold),
        n_sentences=len(tallies.articles),
        differences=compare_tallies(tallies, others, seed=seed),
        slices=measure_slices(
            pairs,
            lambda chosen, names: compare_tallies(
                tallies.where(chosen), others.where(chosen), names=names, seed=seed
            ),
            names=SLICE_MEASURES,
            fields=fields,
        ),
        mended=tuple(flip for flip in flips if flip.second == flip.gold),
        broken=tuple(flip for flip in flips if flip.first == flip.gold),
    )


def compare_tallies(
    first: Tallies,
    second: Tallies,
    *,
    names: Collection[str] | None = None,
    seed: int = 1,
    n_resamples: int = N_RESAMPLES,
) -> Mapping[str, Difference]:
    """Compare two models on the same sentences, by the ``names`` of measures; None for all.

    A measure that gold has nothing of is left out.
    """
    if not np.array_equal(first.articles, second.articles):
        raise ValueError("two models are compared on the same sentences; these differ")
    once = np.ones((1, first.n_articles), dtype=np.int64)
    draws = draw_articles(first.n_articles, seed=seed, n_resamples=n_resamples)
    kept = np.random.default_rng(seed).integers(0, 2, size=draws.shape)
    before, after = (measure_all(one, once, names=names) for one in (first, second))
    drawn, drawn_after = (measure_all(one, draws, names=names) for one in (first, second))
    both, swaps = first.beside(second), (np.hstack([kept, 1 - kept]), np.hstack([1 - kept, kept]))
    swapped, swapped_after = (measure_all(both, one, names=names) for one in swaps)
    found = {}
    for name in before:
        difference = float(after[name][0] - before[name][0])
        interval = interval_of(drawn_after[name] - drawn[name])
        if np.isnan(difference) or interval is None:
            continue
        chance = np.abs(swapped_after[name] - swapped[name])
        n_as_large = int((chance >= abs(difference) - _EQUAL).sum())
        found[name] = Difference(
            first=float(before[name][0]),
            second=float(after[name][0]),
            interval=interval,
            p=(1 + n_as_large) / (1 + n_resamples),
        )
    return FrozenDict(found)


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
