"""The sentences that two annotators read in two ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stance.article import Article
from stance.evaluation.pairing import ArticlePair
from stance.parts import Sentence, Span


class DisputedPart(StrEnum):
    """What two annotators differ on."""

    LABEL = "label"
    SPEAKER = "speaker"
    SOURCE = "source"
    CUE = "cue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one annotator said of a sentence.

    Attributes:
        label: What it carries.
        speaker: The name of who speaks; None is the outlet itself.
        source: The words that name the speaker, or None.
        cue: The words that signal the speech, or None.
    """

    label: str
    speaker: str | None
    source: str | None
    cue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One sentence on which two annotators differ.

    Attributes:
        article_id: Of the article.
        start: First character of the sentence in the article's text.
        text: The sentence.
        parts: What they differ on; a speaker by name, spans by place.
        first: What the first said.
        second: What the second said.
    """

    article_id: str
    start: int
    text: str
    parts: tuple[DisputedPart, ...]
    first: Reading
    second: Reading


def find_disputes(pairs: Sequence[ArticlePair]) -> Iterator[Dispute]:
    """Find the sentences on which two annotators differ.

    Args:
        pairs: Articles as the first and as the second annotated them.

    Yields:
        The disputes, in the order of the articles and of their text.
    """
    for pair in pairs:
        for one, other in pair.sentences:
            first, second = _read(pair.gold, one), _read(pair.predicted, other)
            if parts := tuple(_differing((one, first), (other, second))):
                yield Dispute(
                    article_id=pair.gold.id,
                    start=one.start,
                    text=pair.gold.text_of(one),
                    parts=parts,
                    first=first,
                    second=second,
                )


def _read(article: Article, sentence: Sentence) -> Reading:
    def words(span: Span | None) -> str | None:
        return article.text_of(span) if span else None

    speaker = article.speaker_of(sentence)
    return Reading(
        label=sentence.label,
        speaker=speaker.name if speaker else None,
        source=words(sentence.source),
        cue=words(sentence.cue),
    )


def _differing(
    first: tuple[Sentence, Reading], second: tuple[Sentence, Reading]
) -> Iterator[DisputedPart]:
    (one, read), (other, other_read) = first, second
    if one.label != other.label:
        yield DisputedPart.LABEL
    if _folded(read.speaker) != _folded(other_read.speaker):
        yield DisputedPart.SPEAKER
    if one.source != other.source:
        yield DisputedPart.SOURCE
    if one.cue != other.cue:
        yield DisputedPart.CUE


def _folded(name: str | None) -> str | None:
    return None if name is None else " ".join(name.casefold().split())
