"""What a reviewer decided, whatever the tool: values without a format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stance.corpus.annotations import Voice
from stance.labels import Label
from stance.parts import Span


class Part(StrEnum):
    """What of a sentence a reviewer can decide."""

    LABEL = "label"
    SPEAKER = "speaker"
    SOURCE = "source"
    CUE = "cue"


#: All parts: what a whole answer decides.
ALL_PARTS = frozenset(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided about one sentence.

    Attributes:
        place: Where it stands in what the tool wrote: a task, or a file and a line.
        article_id: The article.
        number: The sentence's place in the article, from 1.
        annotator: Who decided.
        at: When, as ISO 8601.
        parts: Which of the following were decided; the others are left as they are.
        label: What the sentence carries.
        speaker: Who speaks; None is the outlet itself.
        source: The words that name the speaker, in characters of the article; inside the sentence.
        cue: The words that signal the speech, likewise.
    """

    place: str
    article_id: str
    number: int
    annotator: str
    at: str
    parts: frozenset[Part]
    label: Label | None = None
    speaker: Voice | None = None
    source: Span | None = None
    cue: Span | None = None

    def __post_init__(self) -> None:
        if Part.LABEL in self.parts and self.label is None:
            raise ValueError("a decision on the label needs one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something that a reviewer left and that cannot be brought back.

    Attributes:
        place: Where it stands: a task, or a file and a line.
        article_id: The article, if it is known.
        numbers: The sentences that it is about and that stay as they were, from 1.
        faults: Why, and what to do about it.
        found: What was found there, so that nothing is lost.
    """

    place: str
    article_id: str | None
    numbers: tuple[int, ...] = ()
    faults: tuple[str, ...]
    found: tuple[object, ...] = ()

    def to_record(self) -> Mapping[str, object]:
        """Give the line of a rejects file, ready for JSON."""
        return {
            "place": self.place,
            "article": self.article_id,
            "sentences": list(self.numbers),
            "faults": list(self.faults),
            "found": list(self.found),
        }


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a file of a reviewing tool holds.

    Attributes:
        decisions: What can be brought back, as far as the file alone tells.
        rejected: What cannot.
        n_untouched: Tasks or rows on which nobody decided anything.
        n_repeated: Tasks that were annotated more than once, of which one annotation counts.
    """

    decisions: tuple[Decision, ...] = field(repr=False)
    rejected: tuple[Rejected, ...] = field(repr=False)
    n_untouched: int
    n_repeated: int = 0
