"""What an article is made of: spans, sentences and speakers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from stance.frozen import FrozenDict
from stance.labels import Label, SpeakerKind, Stance


class Span(NamedTuple):
    """A stretch of an article's text, in characters: ``text[start:end]``."""

    start: int
    end: int

    def __repr__(self) -> str:
        return f"({self.start}, {self.end})"

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: what it carries, who speaks in it, and which words show it.

    All spans count characters of the article's text, not of the sentence.

    Attributes:
        start: First character.
        end: Character after the last.
        label: What the sentence carries: a label of the article's scheme.
        probabilities: Calibrated probability of each label, summing to 1; empty if a person
            decided and nobody asked how sure they were.
        speaker: Id of the speaker in ``Article.speakers``; None is the outlet itself.
        source: The words that name the speaker here, or None.
        cue: The words that signal the speech here, or None.
        quotes: The parts of the sentence inside quotation marks, marks left out.
        votes: What each labelling function says of it, in the labels of news whatever the scheme;
            functions that abstain are left out.
    """

    start: int
    end: int
    label: str
    probabilities: Mapping[str, float] = field(default_factory=FrozenDict, repr=False)
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    quotes: tuple[Span, ...] = ()
    votes: Mapping[str, Label] = field(default_factory=FrozenDict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "probabilities", FrozenDict(self.probabilities))
        object.__setattr__(self, "votes", FrozenDict(self.votes))
        if not 0 <= self.start < self.end:
            raise ValueError(f"a sentence cannot go from {self.start} to {self.end}")
        for name, span in (("source", self.source), ("cue", self.cue)):
            if span is not None and not self.start <= span[0] < span[1] <= self.end:
                raise ValueError(f"{name} {span} is not inside sentence {self.start}–{self.end}")

    @property
    def confidence(self) -> float:
        """Probability of ``label``, in [0, 1]; 1.0 where a person decided."""
        return self.probabilities.get(self.label, 0.0) if self.probabilities else 1.0

    @property
    def distribution(self) -> Mapping[str, float]:
        """``probabilities``, or all on ``label`` where a person decided."""
        return self.probabilities or {self.label: 1.0}

    @property
    def span(self) -> Span:
        """The sentence's place in the text."""
        return Span(self.start, self.end)

    def __repr__(self) -> str:
        shown = [f"start={self.start}", f"end={self.end}", f"label={str(self.label)!r}"]
        shown += [f"confidence={self.confidence:.2f}"]
        for name in ("speaker", "source", "cue", "quotes"):
            value = getattr(self, name)
            shown += [f"{name}={value!r}"] if value else []
        return f"Sentence({', '.join(shown)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone, or some body, that an article lets speak.

    Attributes:
        id: Unique in the article.
        name: The fullest name that the article gives, or a description of the unnamed.
        role: Title or affiliation, verbatim; empty if the article gives none.
        kind: The capacity in which they speak in this article.
        mentions: Where the article names them, in order of the text.
        n_sentences: How many sentences they speak.
        stance: Where they stand on the article's target, if anyone said.
    """

    id: str
    name: str
    role: str = ""
    kind: SpeakerKind
    mentions: tuple[Span, ...] = field(default=(), repr=False)
    n_sentences: int = 0
    stance: Stance | None = None

    def __repr__(self) -> str:
        return (
            f"Speaker(id={self.id!r}, name={self.name!r}, role={self.role!r}, "
            f"kind={self.kind.value!r}, n_sentences={self.n_sentences})"
        )
