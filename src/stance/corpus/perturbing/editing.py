"""Changes an article's text and moves every span with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from stance.article import Article
from stance.parts import Sentence, Span, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Other words for a stretch of text.

    Attributes:
        start: First character that goes.
        end: Character after the last that goes; equal to ``start`` where words are put in.
        text: What stands there afterwards.
        sentences: Sentences that it brings, in characters of ``text``; the outlet's own.
    """

    start: int
    end: int
    text: str
    sentences: tuple[Span, ...] = ()


def edit(article: Article, edits: Iterable[Edit]) -> Article:
    """Give an article with some stretches of its text exchanged.

    Every span moves along. One that begins or ends inside a stretch keeps what lies outside of
    it; a sentence of which nothing is left goes, and so does a speaker who no longer speaks.

    Args:
        article: Its id and metadata stay, save a SHA-256 of the text.
        edits: In any order.

    Returns:
        The article; the same object if there is nothing to change.

    Raises:
        ValueError: If edits overlap or leave the text.

    Examples:
        >>> from stance.labels import Label
        >>> rain = Article(text="Rain fell in Oslo.", sentences=(
        ...     Sentence(start=0, end=18, label=Label.REPORTED_FACT, source=Span(13, 17)),))
        >>> moved = edit(rain, [Edit(start=0, end=4, text="Much snow")])
        >>> moved.text, moved.sentences[0].source
        ('Much snow fell in Oslo.', (18, 22))
    """
    ordered = sorted(edits, key=lambda one: (one.start, one.end))
    if not ordered:
        return article
    _check(ordered, n_characters=len(article.text))
    moves = _Moves(ordered)
    old = (_moved(sentence, moves) for sentence in article.sentences)
    sentences = [
        *(one for one in old if one is not None),
        *_brought(ordered, moves, label=article.scheme.outlet),
    ]
    sentences.sort(key=lambda one: one.start)
    speakers = (_recounted(speaker, sentences, moves) for speaker in article.speakers)
    return replace(
        article,
        text=_rewritten(article.text, ordered),
        sentences=tuple(sentences),
        speakers=tuple(one for one in speakers if one is not None),
        metadata=_without_digest(article.metadata),
    )


def exchange_characters(article: Article, characters: Mapping[int, str]) -> Article:
    """Give an article with other characters in some places, one for one, so that no span moves.

    Args:
        article: Its id and metadata stay, save a SHA-256 of the text.
        characters: The new character at each position.

    Returns:
        The article; the same object if that is what stands there.

    Raises:
        ValueError: If a position is outside the text, or holds not one character afterwards.
    """
    text = list(article.text)
    for position, one in characters.items():
        if not 0 <= position < len(text) or len(one) != 1:
            raise ValueError(f"{one!r} at {position} is not one character of the text for another")
        text[position] = one
    written = "".join(text)
    if written == article.text:
        return article
    return replace(article, text=written, metadata=_without_digest(article.metadata))


def _without_digest(metadata: Mapping[str, object]) -> dict[str, object]:
    """Leave out what vouches for the text that people labelled."""
    return {name: one for name, one in metadata.items() if name != "sha256"}


class _Moves:
    """Where the characters of the old text are in the new one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        growth = (len(one.text) - (one.end - one.start) for one in edits)
        self._shifts = [0, *accumulate(growth)]

    def new_start(self, index: int) -> int:
        """Give where the text of an edit begins."""
        return self._edits[index].start + self._shifts[index]

    def span(self, span: Span | None) -> Span | None:
        """Give a span's new place; None if nothing is left of it."""
        if span is None:
            return None
        start, end = self._start(span.start), self._end(span.end)
        return Span(start, end) if start < end else None

    def _start(self, position: int) -> int:
        n_before = sum(one.end <= position for one in self._edits)
        if n_before < len(self._edits) and self._edits[n_before].start < position:
            return self._edits[n_before].end + self._shifts[n_before + 1]
        return position + self._shifts[n_before]

    def _end(self, position: int) -> int:
        n_before = sum(one.start < position for one in self._edits)
        if n_before and self._edits[n_before - 1].end > position:
            return self.new_start(n_before - 1)
        return position + self._shifts[n_before]


def _check(edits: Sequence[Edit], *, n_characters: int) -> None:
    for one in edits:
        if not 0 <= one.start <= one.end <= n_characters:
            raise ValueError(f"{one} leaves the text, which has {n_characters} characters")
    for one, other in pairwise(edits):
        if one.end > other.start:
            raise ValueError(f"{one} and {other} overlap")


def _rewritten(text: str, edits: Sequence[Edit]) -> str:
    pieces, done = [], 0
    for one in edits:
        pieces += [text[done : one.start], one.text]
        done = one.end
    return "".join([*pieces, text[done:]])


def _moved(sentence: Sentence, moves: _Moves) -> Sentence | None:
    place = moves.span(sentence.span)
    if place is None:
        return None
    quotes = (moves.span(quote) for quote in sentence.quotes)
    return replace(
        sentence,
        start=place.start,
        end=place.end,
        source=moves.span(sentence.source),
        cue=moves.span(sentence.cue),
        quotes=tuple(quote for quote in quotes if quote),
    )


def _brought(edits: Sequence[Edit], moves: _Moves, *, label: str) -> Iterable[Sentence]:
    for index, one in enumerate(edits):
        offset = moves.new_start(index)
        for start, end in one.sentences:
            yield Sentence(start=offset + start, end=offset + end, label=label)


def _recounted(speaker: Speaker, sentences: Sequence[Sentence], moves: _Moves) -> Speaker | None:
    n_sentences = sum(one.speaker == speaker.id for one in sentences)
    mentions = (moves.span(mention) for mention in speaker.mentions)
    if not n_sentences:
        return None
    return replace(
        speaker,
        mentions=tuple(mention for mention in mentions if mention),
        n_sentences=n_sentences,
    )
