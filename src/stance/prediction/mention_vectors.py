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
    def of(cls, mean: npt.NDArray[np.float32]) -> Self:
        """Read what the network gives for some words.

        Args:
            mean: Shape ``(width,)``; over the tokens of the words. The last number is the newness.

        Returns:
            The vector.
        """
        *place, newness = mean.tolist()
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TokenMentions:
    """What a network says of each token of a sentence, as part of the words for a speaker.

    Attributes:
        vectors: Shape ``(tokens, width)``, float32.
        offsets: Shape ``(tokens, 2)``, int64; the characters of each token in the article, start
            and end.
    """

    vectors: npt.NDArray[np.float32]
    offsets: npt.NDArray[np.int64]

    def of(self, words: Span) -> MentionVector | None:
        """Give what the network makes of some words.

        Args:
            words: In characters of the article.

        Returns:
            The vector; None of a network that gives nothing, or for words without tokens.
        """
        mean = self.mean_of(words)
        return None if mean is None else MentionVector.of(mean)

    def mean_of(self, words: Span) -> npt.NDArray[np.float32] | None:
        """Average over the tokens of some words.

        Args:
            words: In characters of the article.

        Returns:
            Shape ``(width,)``; None of a network that gives nothing, or for words without tokens.
        """
        starts, ends = self.offsets.T
        inside = self.vectors[(starts < words.end) & (ends > words.start) & (starts < ends)]
        return inside.mean(axis=0) if inside.size else None
