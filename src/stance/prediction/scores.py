"""What a model says of a sentence before speakers are resolved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from stance.parts import Span
from stance.prediction.mention_vectors import TokenMentions

#: Told how many parts are done, and how many there are.
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSentence:
    """One sentence with a model's scores.

    Attributes:
        span: Where the sentence is in the article's text.
        log_probabilities: Natural logarithm of the calibrated probability of each label, in the
            order of the model's labels.
        source: The words that name the speaker, in characters of the article; None if none.
        cue: The words that signal the speech, likewise.
        speaking: Log-odds that somebody speaks in it, and not the outlet, whoever that is and in
            whatever capacity, in natural logarithms; None of a model that gives no such answer.
        tokens: What the network makes of each token as part of the words for a speaker; None of a
            model that is no network.
    """

    span: Span
    log_probabilities: tuple[float, ...]
    source: Span | None = None
    cue: Span | None = None
    speaking: float | None = None
    tokens: TokenMentions | None = field(default=None, compare=False, repr=False)


class Scorer(Protocol):
    """A trained model, ready for use: the seam between what is learnt and what is resolved."""

    @property
    def finds_sources(self) -> bool:
        """Whether it looks for sources and cues, or for labels alone."""
        ...

    def score(
        self, text: str, sentences: Sequence[Span], *, progress: Progress | None = None
    ) -> list[ScoredSentence]:
        """Score the sentences of one article.

        Args:
            text: The article.
            sentences: Non-empty spans, in order, without overlap.
            progress: Told how far it is, in parts of the article that take about as long.

        Returns:
            One entry for each sentence, in the same order.
        """
        ...
