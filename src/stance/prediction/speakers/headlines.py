"""Headlines that say before a colon who speaks: "WHO: fever outbreak is over"."""

from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.chances import is_speech, outlet_likelier
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.words import singular, span_of
from stance.schemes import NEWS, LabelScheme

#: How much likelier such a headline is speech than a model thinks, in natural logarithms.
COLON = 2.5
_MOST_WORDS = 4
_FEWEST_AFTER = 3


def with_headline_source(
    sentence: ScoredSentence, page: Page, *, scheme: LabelScheme = NEWS
) -> ScoredSentence:
    """Hear the speaker before the colon of a headline.

    Args:
        sentence: With a model's scores.
        page: The article.
        scheme: Tells the label of the outlet.

    Returns:
        The sentence, with a source and other scores if it is the first of the article, has no
        full stop, begins with a body or a role and a colon, and is then likelier speech than not.
    """
    if page.text[: sentence.span.start].strip():
        return sentence
    source = _before_colon(sentence, page)
    if source is None or sentence.source not in (None, source):
        return sentence
    heard = replace(outlet_likelier(sentence, -COLON, scheme=scheme), source=source)
    return heard if is_speech(heard, scheme=scheme) else sentence


def _before_colon(sentence: ScoredSentence, page: Page) -> Span | None:
    """Give the words before the colon, if they are a body or a role and more words follow."""
    words = page.words_of(sentence.span)
    colon = next((i for i, word in enumerate(words[: _MOST_WORDS + 1]) if word.is_mark), 0)
    is_whole = page.text[sentence.span.end - 1] in ".?!"
    if not colon or words[colon].text != ":" or is_whole or len(words) - colon <= _FEWEST_AFTER:
        return None
    last, known = words[colon - 1], lexicon()
    noun = singular(last.key)
    is_somebody = noun in known.roles or noun in known.bodies or page.is_acronym(last)
    return span_of(words[:colon]) if is_somebody else None
