"""Sources and cues that a model has marked where none can be."""

from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.page import Page


def without_strays(sentence: ScoredSentence, page: Page, quotations: Quotations) -> ScoredSentence:
    """Leave out a source or a cue that cannot be one.

    Args:
        sentence: With a model's scores.
        page: The article.
        quotations: Its quotations.

    Returns:
        The sentence, without a source or a cue that is empty, reaches out of it, or is a
        dateline; and, where no cue is, without a source that is named by whom it quotes, as in
        "China opposes it" between the marks of somebody's speech.
    """
    if page.after_dateline(sentence.span) >= sentence.span.end:
        return replace(sentence, source=None, cue=None)
    source, cue = (
        span if span and sentence.span.start <= span.start < span.end <= sentence.span.end else None
        for span in (sentence.source, sentence.cue)
    )
    source = source and _after_dateline(source, page.after_dateline(sentence.span))
    if source and cue is None and _does_within_speech(source, sentence.span, page, quotations):
        source = None
    return replace(sentence, source=source, cue=cue)


def _after_dateline(source: Span, opening: int) -> Span:
    """Leave the dateline out of a source: "Obi" of "TARNBY – Obi"."""
    return Span(opening + 1, source.end) if source.start < opening < source.end - 1 else source


def _does_within_speech(source: Span, sentence: Span, page: Page, quotations: Quotations) -> bool:
    """Whether a sentence is all quoted, and a source does something in it."""
    quotation = quotations.filled_by(sentence)
    is_quoted = quotation is not None and quotation.start <= source.start < quotation.end
    following = page.text[source.end : source.end + 2]  # no "'s"
    return is_quoted and following[:1].isspace() and following[1:].islower()
