"""Finds articles that are copies of each other, whole or nearly."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_N_WORDS = 3
_MIN_SHINGLES = 10
_MAX_HOLDERS = 50  # a phrase in more articles than this tells nothing of any two

#: Share of the shorter article's phrases from which two articles count as nearly the same.
#: Unrelated articles of one outlet about one event stay below 0.32 in the shipped corpora.
NEAR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two articles that share much of their text.

    Attributes:
        first: Position of the earlier one.
        second: Position of the later one.
        overlap: Share of the shorter one's phrases of three words that the other has too, in
            (0, 1].
        is_same: Whether they have the same words from first to last.
    """

    first: int
    second: int
    overlap: float
    is_same: bool = False


def find_twins(texts: Sequence[str]) -> list[Twins]:
    """Find texts that are the same, or nearly.

    Words count, but not their case, the spaces or the punctuation. The overlap is taken of the
    shorter text, so that an article that another quotes in full is found as well.

    Args:
        texts: Articles, in any order.

    Returns:
        For each article with earlier twins, all of these (of very many, some), the nearest first.

    Examples:
        >>> rain = "Rain fell on the town all night and the river rose by a metre before dawn"
        >>> find_twins([rain, "Snow fell elsewhere.", rain.upper()])
        [Twins(first=0, second=2, overlap=1.0, is_same=True)]
    """
    return list(_twins(texts))


def _twins(texts: Sequence[str]) -> Iterator[Twins]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    earlier: defaultdict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for second, text in enumerate(texts):
        words = re.findall(r"\w+", text.casefold())
        phrases = {hash(tuple(words[i : i + _N_WORDS])) for i in range(len(words) - _N_WORDS + 1)}
        sizes.append(len(phrases))
        shared: Counter[int] = Counter()
        for phrase in phrases:
            shared.update(holders[phrase])
            if len(holders[phrase]) < _MAX_HOLDERS:
                holders[phrase].append(second)
        same = earlier[" ".join(words)]
        for first in same:
            yield Twins(first=first, second=second, overlap=1.0, is_same=True)
        near = [
            Twins(first=first, second=second, overlap=n / min(sizes[first], len(phrases)))
            for first, n in shared.items()
            if first not in same and min(sizes[first], len(phrases)) >= _MIN_SHINGLES
        ]
        for twins in sorted(near, key=lambda twins: (-twins.overlap, twins.first)):
            if twins.overlap >= NEAR:
                yield twins
        if len(same) < _MAX_HOLDERS:
            same.append(second)
