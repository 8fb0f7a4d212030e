"""A headline quotes words that somebody says below: "Lake 'all but empty', says expert"."""

from collections.abc import Iterator, Sequence

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import is_spoken
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.layout.quotations import Quotations
from stance.prediction.speakers.linking.introducing import LEAD
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.vocabulary.words import Word
from stance.schemes import NEWS, LabelScheme

#: How many words a quotation has at least that two speakers hardly share: where an article begins,
#: further down, and where several speak, in a headline alone; and at most.
_FEWEST, _FEWEST_BELOW, _FEWEST_OF_SEVERAL = 2, 4, 3
_MOST = 25


def hear_echoes(
    voices: Sequence[Voice | None],
    scored: Sequence[ScoredSentence],
    *,
    page: Page,
    quotations: Quotations,
    scheme: LabelScheme = NEWS,
) -> list[Voice | None]:
    """Give words that are quoted before it is said whose they are to who says them again.

    Args:
        voices: Who speaks in each sentence; None is the outlet, or nobody knows who.
        scored: The sentences.
        page: The article.
        quotations: Its quotations.
        scheme: Tells which labels are those of speech.

    Returns:
        The voices. Where somebody without a name is quoted with two words or more, further down
        with four, and somebody else says them later, the one is the other. A quotation by nobody
        knows whom has that voice too.
    """
    told = list(voices)
    lines = [_spoken(page.words_of(sentence.span)) for sentence in scored]
    for place, sentence in enumerate(scored):
        own = told[place]
        if own.names if own else not is_spoken(sentence, scheme=scheme):
            continue
        quoted = list(_quoted(sentence, _fewest(own, place), page=page, quotations=quotations))
        voice = _who_says(quoted, lines[place + 1 :], told[place + 1 :], own)
        if voice is not None and own is None:
            told[place] = voice
        elif voice is not None and own is not None:
            voice.take(own)
            told = [voice if one is own else one for one in told]
    return told


def _who_says(
    quoted: Sequence[str], lines: Sequence[str], voices: Sequence[Voice | None], own: Voice | None
) -> Voice | None:
    """Find who else says one of some quotations, or more, in lines that follow."""
    said = ((one, line) for line, one in zip(lines, voices, strict=True) if one not in (None, own))
    found = (one for one, line in said if any(words in line for words in quoted))
    return next(found, None)


def _fewest(own: Voice | None, place: int) -> int:
    """Say of how many words a quotation has to be to show whose it is."""
    if own is not None and own.is_plural:
        return _FEWEST_OF_SEVERAL if place == 0 else _MOST
    return _FEWEST if place <= LEAD else _FEWEST_BELOW


def _quoted(
    sentence: ScoredSentence, fewest: int, *, page: Page, quotations: Quotations
) -> Iterator[str]:
    for span in quotations.within(sentence.span):
        words = page.words_of(span)
        if fewest <= sum(not word.is_mark for word in words) <= _MOST:
            yield _spoken(words)


def _spoken(words: Sequence[Word]) -> str:
    """Give the words alone, between spaces."""
    return " ".join(["", *(word.key for word in words if not word.is_mark), ""])
