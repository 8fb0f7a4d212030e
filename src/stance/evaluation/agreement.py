"""How far what was found agrees with what is there: precision, recall and their F1."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Precision and recall of one kind of thing; higher is better.

    A ratio without a denominator is 0: precision if nothing was predicted, recall if there is
    nothing to find, F1 if both are 0. Look at ``n_gold`` before reading anything into a 0.

    Attributes:
        precision: Fraction of the predicted that is right, in [0, 1].
        recall: Fraction of the gold that was found, in [0, 1].
        n_gold: How many there are to find (the *support*).
        n_predicted: How many were predicted.
    """

    precision: float
    recall: float
    n_gold: int
    n_predicted: int

    @classmethod
    def of_counts(cls, *, n_right: int, n_predicted: int, n_gold: int) -> Self:
        """Give the agreement that counts amount to.

        Args:
            n_right: How many of the predicted are in gold.
            n_predicted: How many were predicted.
            n_gold: How many there are to find.

        Returns:
            Their precision and recall.

        Examples:
            >>> found = Agreement.of_counts(n_right=3, n_predicted=4, n_gold=6)
            >>> found.precision, found.recall, found.f1
            (0.75, 0.5, 0.6)
        """
        return cls(
            precision=n_right / n_predicted if n_predicted else 0.0,
            recall=n_right / n_gold if n_gold else 0.0,
            n_gold=n_gold,
            n_predicted=n_predicted,
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0
