"""Headlines that say beside a colon who speaks: "WHO: fever is over", "Fever is over: WHO"."""

import re
from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import is_speech, outlet_likelier
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import Word, singular, span_of
from stance.schemes import NEWS, LabelScheme

#: How much likelier such a headline is speech than a model thinks, in natural logarithms.
COLON = 2.5
_MOST_WORDS = 4
_FEWEST_AFTER = 3
#: Who said it, at the end of a headline: "Fever is over: health minister", "… -sources"; no
#: furniture: "Weather: report", "Source: Lake Wire | Editor: AB".
_AT_END = re.compile(
    r"^[^|]{15,}(?P<mark>:| [-–—]) ?(?P<who>(?:[A-Z]\.){2,}|[^\W\d_]+(?: [^\W\d_]+)?)$"
)
_SOURCE = "source"


def with_headline_source(
    sentence: ScoredSentence, page: Page, *, scheme: LabelScheme = NEWS
) -> ScoredSentence:
    """Hear the speaker before the colon of a headline, or at its end.

    Args:
        sentence: With a model's scores.
        page: The article.
        scheme: Tells the label of the outlet.

    Returns:
        The sentence, with a source and other scores if it is the first of the article, has no
        full stop, begins with a body or a role and a colon, and is then likelier speech than not;
        or if it ends in a colon or a dash and a body, a role, a paper or "sources".
    """
    if page.text[: sentence.span.start].strip():
        return sentence
    if said := _at_end(sentence.span, page):
        is_unnamed = singular(page.words_of(said)[-1].key) == _SOURCE
        likelier = outlet_likelier(sentence, COLON if is_unnamed else -COLON, scheme=scheme)
        return replace(likelier, source=said)
    source = _before_colon(sentence, page)
    if source is None or sentence.source not in (None, source):
        return sentence
    likelier = outlet_likelier(sentence, -COLON, scheme=scheme)
    heard = replace(likelier, source=source)
    return heard if is_speech(heard, scheme=scheme) else sentence


def _at_end(headline: Span, page: Page) -> Span | None:
    """Give who is named after the last mark of a headline, if it is not the outlet."""
    found = _AT_END.search(page.text[headline.start : headline.end])
    words = page.words_of(Span(headline.start + found.start("who"), headline.end)) if found else []
    if not found or not words or words[0].key in lexicon().determiners:
        return None
    last, noun = words[-1], singular(words[-1].key)
    is_paper = noun in lexicon().documents - lexicon().small["unsigned"]
    is_outlet = found["mark"] != ":" and not last.text.islower()  # "… - Lake News"
    is_said = _is_somebody(last, page) or is_paper or noun == _SOURCE
    return span_of(words) if is_said and not is_outlet else None


def _before_colon(sentence: ScoredSentence, page: Page) -> Span | None:
    """Give the words before the colon, if they are a body or a role and more words follow."""
    words = page.words_of(sentence.span)
    colon = next((i for i, word in enumerate(words[: _MOST_WORDS + 1]) if word.is_mark), 0)
    is_whole = page.text[sentence.span.end - 1] in ".?!"
    if not colon or words[colon].text != ":" or is_whole or len(words) - colon <= _FEWEST_AFTER:
        return None
    return span_of(words[:colon]) if _is_somebody(words[colon - 1], page) else None


def _is_somebody(word: Word, page: Page) -> bool:
    """Whether a word is a role, a body or an acronym."""
    noun, known = singular(word.key), lexicon()
    return noun in known.roles or noun in known.bodies or page.is_acronym(word)
