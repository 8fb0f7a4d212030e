"""Choosing between candidates by weights that were fitted: a log-linear ranker."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

#: What speaks for a candidate and against it, by name; what is not listed is 0.
Features: TypeAlias = Mapping[str, float]
#: The weight of each feature, in natural logarithms, by the type of the candidate.
Weights: TypeAlias = Mapping[str, Mapping[str, float]]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """One answer to a question.

    Attributes:
        answer: What is chosen with it.
        type: Which weights count.
        features: What is known of it.
    """

    answer: T
    type: str
    features: Features


@dataclass(frozen=True, slots=True)
class Ranker:
    """Chooses the candidate of the highest score: the sum of its features, each times its weight.

    Attributes:
        weights: Of the features, by the type of a candidate.
        asked: Told of each question, the place of its sentence and the candidates; gives the index
            of the one to go on with. None, as in use, for the one of the highest score.
    """

    weights: Weights = field(default_factory=dict)
    asked: Callable[[int, Sequence[Candidate]], int] | None = None

    def choose(self, place: int, candidates: Sequence[Candidate[T]]) -> T:
        """Choose one.

        Args:
            place: Index of the sentence that the question is about.
            candidates: At least one; the first of those that are level is taken.

        Returns:
            Its answer.
        """
        if self.asked is not None:
            return candidates[self.asked(place, candidates)].answer
        return max(candidates, key=self.score).answer

    def score(self, candidate: Candidate) -> float:
        """Give the logarithm of how likely a candidate is, up to what is the same for all."""
        weights = self.weights.get(candidate.type, {})
        return sum(weights.get(name, 0.0) * value for name, value in candidate.features.items())
