"""What a network makes of the words that name a speaker, by which it tells whom they may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import mul
from typing import Self

import numpy as np
import numpy.typing as npt

from stance.parts import Span


@dataclass(frozen=True, slots=True)
class MentionVector:
    """The words for a speaker, as a network has read them in their article.

    Attributes:
        place: Where they are among all such words; those for one speaker lie the same way.
        newness: How much speaks for somebody who has not been heard yet, in natural logarithms.
    """

    place: tuple[float, ...]
    newness: float

    @classmethod
    def of(cls, tokens: npt.NDArray[np.float32]) -> Self:
        """Put the tokens of the words together.

        Args:
            tokens: Shape ``(tokens, width)``, what the network gives for each; at least one.

        Returns:
            Their mean, the last number of which is the newness.
        """
        *place, newness = tokens.mean(axis=0).tolist()
        return cls(tuple(place), newness)

    def odds_of(self, earlier: Iterable[Self]) -> float | None:
        """Say how likely it is that they name who has been named before, and nobody new.

        Args:
            earlier: Words for one speaker, from earlier in the article.

        Returns:
            Log-odds against a speaker who is new, in natural logarithms; None without such words.
        """
        products = (sum(map(mul, self.place, one.place)) for one in earlier)
        best = max(products, default=None)
        return None if best is None else best - self.newness


def mention_of(
    source: Span, mentions: npt.NDArray[np.float32], *, offsets: npt.NDArray[np.int64]
) -> MentionVector | None:
    """Give what a network makes of a source.

    Args:
        source: In characters of the article.
        mentions: Shape ``(tokens, width)``, what it gives for each token of the sentence.
        offsets: Shape ``(tokens, 2)``, int64; the characters of each token, start and end.

    Returns:
        The vector; None of a network that gives nothing, or for words without tokens.
    """
    starts, ends = offsets.T
    inside = mentions[(starts < source.end) & (ends > source.start) & (starts < ends)]
    return MentionVector.of(inside) if inside.size else None
