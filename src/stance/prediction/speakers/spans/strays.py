"""Sources and cues that a model has marked where none can be."""

import re
from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.layout.quotations import Quotations
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import singular

#: How many words a heading has at least that is no name.
_FEWEST = 3
#: What is said by nobody knows whom: "It was further announced".
_SOMEBODY_SAID = re.compile(
    r"it (?:(?:has|had|also|\w+er|\w+ly) )*(?:was|is|been|being)(?: also| \w+er| \w+ly)?"
    r" (?:agreed|alleged|announced|argued|assumed|believed|claimed|confirmed|decided|emphasi[sz]ed"
    r"|explained|learned|learnt|mentioned|noted|reported|revealed|said|specified|stated|stressed"
    r"|suggested|thought|understood)\b",
    re.I,
)
#: An outlet that only relays what somebody says, and who that is: "TASS quotes Ada Obi as saying".
_RELAYS = re.compile(
    r"[^.;:\"“”]+(?<! is)(?<! was)(?<! were)(?<! been) (?:quotes|quoted|reported)"
    r" (?!by )(?P<whom>[^.;:\"“”]+?) as "
)
_AS = "as "


def without_strays(sentence: ScoredSentence, page: Page, quotations: Quotations) -> ScoredSentence:
    """Leave out a source or a cue that cannot be one.

    Args:
        sentence: With a model's scores.
        page: The article.
        quotations: Its quotations.

    Returns:
        The sentence, without a source or a cue that is empty, reaches out of it, or is a
        dateline; and, where no cue is, without a source that is named by whom it quotes, as in
        "China opposes it" between the marks of somebody's speech, or that is a heading, or the
        outlet after a bar. "It was announced" names nobody, and of "TASS quotes Ada Obi as
        saying" it is Ada Obi who speaks.
    """
    if page.after_dateline(sentence.span) >= sentence.span.end:
        return replace(sentence, source=None, cue=None)
    source, cue = (
        span if span and sentence.span.start <= span.start < span.end <= sentence.span.end else None
        for span in (sentence.source, sentence.cue)
    )
    if source and _SOMEBODY_SAID.match(page.text, source.start, sentence.span.end):
        return replace(sentence, source=None, cue=None)
    source = source and _after_dateline(source, page.after_dateline(sentence.span))
    if source and cue and (relayed := _relayed(source, cue, page)):
        source = relayed
    elif source and cue is None and _is_stray(source, sentence.span, page, quotations):
        source = None
    return replace(sentence, source=source, cue=cue)


def _after_dateline(source: Span, opening: int) -> Span:
    """Leave the dateline out of a source: "Obi" of "TARNBY – Obi"."""
    return Span(opening + 1, source.end) if source.start < opening < source.end - 1 else source


def _relayed(source: Span, cue: Span, page: Page) -> Span | None:
    """Give whom an outlet only relays: "Ada Obi" of "TASS quotes Ada Obi as saying"."""
    end = cue.start + len(_AS) * page.text.startswith(_AS, cue.start)
    found = _RELAYS.fullmatch(page.text, source.start, end)
    return Span(*found.span("whom")) if found else None


def _is_stray(source: Span, sentence: Span, page: Page, quotations: Quotations) -> bool:
    if page.text[: source.start].rstrip().endswith("|"):
        return True  # "Body found in river | Lake News"
    is_speech = _does_within_speech(source, sentence, page, quotations)
    return is_speech or _is_all(source, sentence, page)


def _is_all(source: Span, sentence: Span, page: Page) -> bool:
    """Whether a source is a line of some words that name no person: "Thrust reverser disabled"."""
    words, known = page.words_of(sentence), lexicon()
    is_line = page.words_of(source) == words and len(words) >= _FEWEST
    return is_line and not any(
        one.is_mark
        or (one.is_capital and one.key in known.given)
        or singular(one.key) in known.persons
        for one in words
    )


def _does_within_speech(source: Span, sentence: Span, page: Page, quotations: Quotations) -> bool:
    """Whether a sentence is all quoted, and a source does something in it."""
    quotation = quotations.filled_by(sentence)
    is_quoted = quotation is not None and quotation.start <= source.start < quotation.end
    following = page.text[source.end : source.end + 2]  # no "'s"
    return is_quoted and following[:1].isspace() and following[1:].islower()
