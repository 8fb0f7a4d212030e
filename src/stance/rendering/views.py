"""What a page shows of an article, as plain values for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from stance.parts import Sentence, Speaker
from stance.rendering.quoting import short
from stance.schemes import LabelScheme


class Readable(Protocol):
    """What of an article is shown."""

    @property
    def id(self) -> str:
        """Of the article."""

    @property
    def text(self) -> str:
        """As given."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """In order."""

    @property
    def speakers(self) -> Sequence[Speaker]:
        """In any order."""

    @property
    def metadata(self) -> Mapping[str, object]:
        """What else its record says."""

    @property
    def scheme(self) -> LabelScheme:
        """What the labels are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelView:
    """A label.

    Attributes:
        number: Its position.
        name: As people read it.
        description: What it means; empty if nobody said.
        mark: Letters that stand for it; no other label begins so.
        hue: Position of its colour; None for the outlet's own voice, which has none.
        line: Position of the way in which the line below it is drawn.
        n_sentences: How many carry it.
        share: Of all sentences, in [0, 1].
        before: Share of the labels before it, in [0, 1].
    """

    number: int
    name: str
    description: str
    mark: str
    hue: int | None
    line: int
    n_sentences: int
    share: float
    before: float

    @property
    def look(self) -> str:
        """Classes of CSS."""
        return "outlet" if self.hue is None else f"hue-{self.hue} line-{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A speaker.

    Attributes:
        number: From 1; sentences show it.
        name: As the article gives it.
        role: As the article gives it, or empty.
        capacity: Their kind, and what else their sentences are labelled.
        labels: Those of their sentences, the commonest first.
        n_sentences: How many they speak.
    """

    number: int
    name: str
    role: str
    capacity: str
    labels: tuple[LabelView, ...]
    n_sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceView:
    """A stretch of a sentence, all of it in the same spans."""

    text: str
    is_source: bool
    is_cue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence.

    Attributes:
        gap: The text between the sentence before and this one.
        pieces: Its words.
        label: Its label.
        speaker: Number of its speaker; 0 is the outlet.
        is_uncertain: Whether its label is.
        mark: What stands before it; empty where the voice before goes on.
        tip: Lines that hovering shows.
        spoken: What a screen reader says of it.
    """

    gap: str
    pieces: tuple[PieceView, ...]
    label: LabelView
    speaker: int
    is_uncertain: bool
    mark: str
    tip: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article.

    Attributes:
        title: Of the article, or else where it is from.
        facts: Outlet and date, as far as they are known.
        url: Its address on the web, or empty.
        language: Code for the text, or empty.
        sentences: In order.
        rest: The text after the last one.
        labels: In the order of the scheme.
        speakers: In the order in which they first speak.
        n_of_outlet: How many sentences nobody is named for.
        n_uncertain: How many sentences have an uncertain label.
        threshold: Confidence below which one is uncertain.
        model: What gave the labels, or empty.
        note: What readers must know first, or empty.
    """

    title: str
    facts: tuple[str, ...]
    url: str
    language: str
    sentences: tuple[SentenceView, ...]
    rest: str
    labels: tuple[LabelView, ...]
    speakers: tuple[SpeakerView, ...]
    n_of_outlet: int
    n_uncertain: int
    threshold: float
    model: str
    note: str

    @classmethod
    def of_fault(cls, title: str, what: str) -> Self:
        """Give what stands in the place of an article that cannot be read."""
        return cls(
            title=short(title),
            facts=(),
            url="",
            language="",
            sentences=(),
            rest="",
            labels=(),
            speakers=(),
            n_of_outlet=0,
            n_uncertain=0,
            threshold=0.0,
            model="",
            note=f"This article could not be read: {short(what)}",
        )
