"""The rules for spans: inside the text, on word edges, not blank, in their sentence."""

import re
from collections.abc import Iterator

from stance.corpus.rows import SentenceRow

# Scripts that write words without spaces between them, or join particles to names.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def faults_in_spans(sentence: SentenceRow, *, text: str | None) -> Iterator[str]:
    """Give what is wrong with a sentence's spans.

    Args:
        sentence: The sentence.
        text: The article's text, or None if it is not at hand.

    Yields:
        What is wrong and what to do about it.
    """
    start, end = sentence.start, sentence.end
    if start >= end:
        yield f"ends at {end}, not after its start; give [start, end) in characters"
    elif text is not None and end > len(text):
        yield f"ends outside the text, which has {len(text)} characters; mend the span"
    else:
        if text is not None:
            yield from (f"the sentence {fault}" for fault in _faults_at_edges(text, start, end))
        yield from _faults_inside(sentence, text=text)


def _faults_inside(sentence: SentenceRow, *, text: str | None) -> Iterator[str]:
    """Check the spans that a sentence contains."""
    spans = [("source", sentence.source), ("cue", sentence.cue)]
    spans += [("quote", quote) for quote in sentence.quotes]
    for name, span in spans:
        if span is None:
            continue
        place = f"{name} {span[0]}–{span[1]}"
        if not sentence.start <= span[0] < span[1] <= sentence.end:
            yield f"{place} is not inside the sentence; move it, or remove it"
        elif text is not None and name != "quote":
            yield from (f"{place} {fault}" for fault in _faults_at_edges(text, *span))
    if _cross(sentence):
        yield "source and cue cross; each is whole: let one contain the other, or part them"


def _faults_at_edges(text: str, start: int, end: int) -> Iterator[str]:
    piece = text[start:end]
    if not piece.strip():
        yield "is blank; remove it"
    elif piece != piece.strip():
        lead, trail = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
        yield f"has blanks at its edge; make it {start + lead}–{end - trail}"
    for name, edge in (("starts", start), ("ends", end)):
        if _cuts_word(text, edge):
            around = text[max(0, edge - 12) : edge] + "|" + text[edge : edge + 12]
            yield f"{name} inside a word ({around!r}); move it to the word's edge"


def _cuts_word(text: str, edge: int) -> bool:
    if not 0 < edge < len(text):
        return False
    before, after = text[edge - 1], text[edge]
    return before.isalnum() and after.isalnum() and not _UNSPACED.search(before + after)


def _cross(sentence: SentenceRow) -> bool:
    """Tell whether source and cue overlap without one containing the other."""
    if sentence.source is None or sentence.cue is None:
        return False
    first, second = sorted((sentence.source, sentence.cue))
    return bool(first[0] < second[0] < first[1] < second[1])
