"""Choosing between candidates by weights that were fitted: a log-linear ranker."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeAlias, TypeVar

#: What speaks for a candidate and against it, by name; what is not listed is 0.
Features: TypeAlias = Mapping[str, float]
#: The weight of each feature, in natural logarithms, by the type of the candidate.
Weights: TypeAlias = Mapping[str, Mapping[str, float]]

_FORMAT = 1
_MOST_TYPES, _MOST_FEATURES, _LARGEST = 100, 500, 100.0

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
        asked: Told of each question, the index of its sentence and the candidates; gives the index
            of the one to go on with. None, as in use, for the one of the highest score.
    """

    weights: Weights = field(default_factory=dict)
    asked: Callable[[int, Sequence[Candidate[Any]]], int] | None = None

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read weights.

        Args:
            content: As ``to_json`` writes it.

        Returns:
            The ranker.

        Raises:
            ValueError: If it is anything else.
        """
        try:
            fields = json.loads(content)
        except RecursionError as error:
            raise ValueError("it is nested too deep") from error
        if not isinstance(fields, dict) or fields.get("format") != _FORMAT:
            raise ValueError(f"it is not of format {_FORMAT}")
        weights = fields.get("weights")
        if not isinstance(weights, dict) or not 0 < len(weights) <= _MOST_TYPES:
            raise ValueError("it has no weights, or more than a ranker can have")
        for of_type in weights.values():
            if not isinstance(of_type, dict) or len(of_type) > _MOST_FEATURES:
                raise ValueError("its weights are not by type and by feature")
            if not all(_is_weight(one) for one in of_type.values()):
                raise ValueError(f"a weight is no number from -{_LARGEST} to {_LARGEST}")
        return cls(weights)

    def to_json(self) -> str:
        """Give the weights as text, in order of their names."""
        fields = {"format": _FORMAT, "weights": self.weights}
        return json.dumps(fields, indent=1, sort_keys=True) + "\n"

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

    def score(self, candidate: Candidate[T]) -> float:
        """Give the logarithm of how likely a candidate is, up to what is the same for all."""
        weights = self.weights.get(candidate.type, {})
        return sum(weights.get(name, 0.0) * value for name, value in candidate.features.items())


def _is_weight(one: object) -> bool:
    if isinstance(one, bool) or not isinstance(one, int | float):
        return False
    return math.isfinite(one) and abs(one) <= _LARGEST
