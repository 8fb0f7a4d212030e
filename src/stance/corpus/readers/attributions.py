"""Attributions, somebody's words with source and cue, turned into sentences with a speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.corpus.readers.drafts import DraftSentence, DraftVoice
from stance.labels import Label
from stance.parts import Span
from stance.text.sentences import split_sentences

_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What somebody said, and the words that show it; each may be in several pieces.

    Attributes:
        source: The words that name the speaker; empty if nobody is named.
        cue: The words that signal the speech.
        content: What is said.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


def attribute(text: str, attributions: Sequence[Attribution]) -> tuple[DraftSentence, ...]:
    """Cut a text into sentences and say who speaks in each.

    A sentence belongs to the attribution with the most content in it, if that content is half
    of the sentence or the cue is in it too. All others are the outlet's own and are facts.

    Args:
        text: The article.
        attributions: All that are in it: what is in none is taken to be the outlet's.

    Returns:
        The sentences. Those of a named source have no label, since the kind of the source is
        not known; speech of nobody named is a fact.
    """
    return tuple(
        _attribute(text, span, attributions=attributions) for span in split_sentences(text)
    )


def _attribute(text: str, sentence: Span, *, attributions: Sequence[Attribution]) -> DraftSentence:
    fact = DraftSentence(span=sentence, label=Label.REPORTED_FACT)
    said = [(_covered(one.content, sentence), one) for one in attributions]
    said = [
        (n, one)
        for n, one in said
        if n >= _MOST * (sentence.end - sentence.start) or (n and _covered(one.cue, sentence))
    ]
    if not said:
        return fact
    _, best = max(said, key=lambda pair: pair[0])
    if not best.source:
        return fact
    name = " ".join(text[start:end] for start, end in best.source)
    return DraftSentence(
        span=sentence,
        voice=DraftVoice(name=" ".join(name.split())),
        source=_hull(best.source, sentence),
        cue=_hull(best.cue, sentence),
    )


def _covered(spans: Sequence[Span], sentence: Span) -> int:
    """Give how many characters of a sentence are in spans."""
    return sum(
        max(0, min(span.end, sentence.end) - max(span.start, sentence.start)) for span in spans
    )


def _hull(spans: Sequence[Span], sentence: Span) -> Span | None:
    """Give one span around the pieces that are in a sentence."""
    inside = [one for one in spans if sentence.start <= one.start and one.end <= sentence.end]
    if not inside:
        return None
    return Span(min(one.start for one in inside), max(one.end for one in inside))
