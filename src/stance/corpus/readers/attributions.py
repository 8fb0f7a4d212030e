"""Attributions, somebody's words with source and cue, turned into sentences with a speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.corpus.annotations import Voice, squashed
from stance.corpus.readers.drafts import DraftSentence
from stance.labels import Label
from stance.parts import Span
from stance.text.sentences import split_sentences

_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What somebody said, the words that name them and those that signal it, in pieces each."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


def attribute(text: str, attributions: Sequence[Attribution]) -> tuple[DraftSentence, ...]:
    """Cut a text into sentences and say who speaks in each.

    A sentence belongs to the attribution with the most content in it, if that content is half
    of the sentence or the cue is in it too. All others are the outlet's own and are facts. Those
    of a named source have no label, since its kind is not known; speech of nobody named is a fact.
    """
    return tuple(_attribute(text, span, attributions) for span in split_sentences(text))


def _attribute(text: str, sentence: Span, attributions: Sequence[Attribution]) -> DraftSentence:
    said = [
        (n, one)
        for one in attributions
        if (n := _covered(one.content, sentence))
        and (n >= _MOST * (sentence.end - sentence.start) or _covered(one.cue, sentence))
    ]
    best = max(said, key=lambda pair: pair[0])[1] if said else Attribution()
    if not best.source:
        return DraftSentence(span=sentence, label=Label.REPORTED_FACT)
    name = squashed(" ".join(text[start:end] for start, end in best.source))
    return DraftSentence(
        span=sentence,
        voice=Voice(name=name),
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
