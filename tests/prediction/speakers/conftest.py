import math
from collections.abc import Callable, Sequence

import pytest

from stance.article import Article
from stance.labels import LABELS, Label
from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

_LABELS = {
    "official": Label.OFFICIAL_STATEMENT,
    "expert": Label.EXPERT_ANALYSIS,
    "fact": Label.REPORTED_FACT,
}
#: Log-odds that somebody speaks where a network says so.
_SPEAKING = 0.5


@pytest.fixture
def resolve() -> Callable[..., Article]:
    """Resolve sentences given as (label, words), the source between square brackets.

    In a sentence of label "fact, spoken" somebody speaks, a network says.
    """

    def build(
        *lines: tuple[str, str], sure: float = 0.9, between: str | Sequence[str] = " "
    ) -> Article:
        gaps = iter(between if not isinstance(between, str) else [between] * len(lines))
        text, scored = "", []
        for told, marked in lines:
            name, _, spoken = told.partition(", ")
            text += next(gaps) if text else ""
            start = len(text)
            opened, closed = marked.find("["), marked.find("]") - 1
            text += marked.replace("[", "").replace("]", "")
            rest = (1 - sure) / 2
            chances = [sure if label is _LABELS[name] else rest for label in LABELS]
            source = Span(start + opened, start + closed) if opened >= 0 else None
            scored.append(
                ScoredSentence(
                    span=Span(start, len(text)),
                    log_probabilities=tuple(map(math.log, chances)),
                    source=source,
                    speaking=_SPEAKING if spoken else None,
                )
            )
        return resolve_speakers(text, scored)

    return build


@pytest.fixture
def labels_of(resolve) -> Callable[..., list[str]]:
    """Give the label of each sentence."""

    def build(*lines: tuple[str, str], **options) -> list[str]:
        return [sentence.label for sentence in resolve(*lines, **options).sentences]

    return build


@pytest.fixture
def speakers_of(resolve) -> Callable[..., list[str]]:
    """Give the speaker's name for each sentence; "" for the outlet."""

    def build(*lines: tuple[str, str], **options) -> list[str]:
        article = resolve(*lines, **options)
        speakers = map(article.speaker_of, article.sentences)
        return [speaker.name if speaker else "" for speaker in speakers]

    return build
