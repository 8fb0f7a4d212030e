"""Who is said to speak in a sentence: the words for the speaker and those for the speech."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from stance.labeling.capacity import NAMERS, PEOPLE
from stance.labeling.clauses import can_be_verb, subject_before
from stance.labeling.lexicon import Hit
from stance.labeling.nounphrases import subject_after
from stance.parts import Span
from stance.prediction.speakers.words import Word, span_of

_VERBS = "verbs_"
_QUOTE = re.compile("[\"“”„«»’']")
_LONGEST_BEFORE_COLON = 9
_OWNER_REACH = 8


class Manner(StrEnum):
    """How a sentence says who speaks."""

    #: "Okoro said that …"
    VERB = "verb"
    #: "…, said Okoro"
    INVERTED = "inverted"
    #: "According to Okoro …", "in Okoro's view …"
    VIEW = "view"
    #: "Okoro: …"
    COLON = "colon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """That somebody says something, as a sentence tells it.

    Attributes:
        first: Index of the first word for the speaker, among the words of the sentence.
        last: Index after the last one.
        source: The words for the speaker, in characters of the article.
        cue: The words that signal the speech, likewise; None before a colon.
        manner: How the sentence says it.
        verbs: The word list that the cue is from; "" before a colon.
    """

    first: int
    last: int
    source: Span
    cue: Span | None
    manner: Manner
    verbs: str = ""


def find_speeches(
    text: str, words: Sequence[Word], *, hits: Sequence[Hit], is_open: Sequence[bool]
) -> list[Speech]:
    """Find who speaks in a sentence, outside its quotations.

    Args:
        text: The article.
        words: Of the sentence, marks included.
        hits: The entries of word lists among them.
        is_open: For each word whether it is outside quotation marks.

    Returns:
        The main speech first: the one after the content if there is one, else in order.
    """
    verbs = frozenset(
        hit.first
        for hit in hits
        if hit.name.startswith(_VERBS) and is_open[hit.first] and can_be_verb(words, hit.first)
    )
    found = [
        speech
        for hit in hits
        if is_open[hit.first]
        for speech in _speech_at(text, words, hit=hit, is_open=is_open, verbs=verbs)
    ]
    found += _for_somebody(words, hits=hits, is_open=is_open) if not found else []
    found += _before_colon(words, hits=hits, is_open=is_open) if not found else []
    found.sort(key=lambda one: (not _ends_sentence(one, words), one.cue or one.source))
    return found


def _speech_at(
    text: str, words: Sequence[Word], *, hit: Hit, is_open: Sequence[bool], verbs: Set[int]
) -> Iterator[Speech]:
    cue = span_of(words[hit.first : hit.last])
    if hit.name == "view_phrases":
        place, manner = subject_after(words, hit.last, is_open=is_open), Manner.VIEW
    elif hit.name == "view_nouns":
        place, manner = _owner(words, hit.first), Manner.VIEW
    elif hit.first in verbs and hit.name.startswith(_VERBS):
        place, manner = None, Manner.INVERTED
        if not _follows_quotation(text, words, hit.first):
            place, manner = (
                subject_before(words, hit.first, is_open=is_open, verbs=verbs),
                Manner.VERB,
            )
        if place is None and (hit.first == 0 or words[hit.first - 1].text == ","):
            place, manner = subject_after(words, hit.last, is_open=is_open), Manner.INVERTED
    else:
        return
    if place is not None:
        yield Speech(
            first=place[0],
            last=place[1],
            source=_span(text, words[place[0] : place[1]], is_owner=hit.name == "view_nouns"),
            cue=cue,
            manner=manner,
            verbs=hit.name,
        )


def _follows_quotation(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether a verb stands right after a mark that closes a quotation."""
    start = words[index].start
    before = text[max(0, start - 4) : start].rstrip()
    return bool(_QUOTE.search(before[-2:]))


def _owner(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """Find the owner of a view: the Okoro of "in Okoro's view"."""
    owner = index - 1
    if owner < 0 or not (words[owner].is_possessive or words[owner].key in {"his", "her", "their"}):
        return None
    for start in range(owner, max(-1, owner - _OWNER_REACH), -1):
        if words[start].key in {"in", "by", "to", "from"}:
            return (start + 1, owner + 1) if start < owner else None
    return None


def _span(text: str, words: Sequence[Word], *, is_owner: bool) -> Span:
    span = span_of(words)
    if is_owner and words[-1].is_possessive:
        return Span(span.start, span.end - 2)
    closes = (
        text.count("(", *span) > text.count(")", *span) and text[span.end : span.end + 1] == ")"
    )
    return Span(span.start, span.end + closes)


def _for_somebody(
    words: Sequence[Word], *, hits: Sequence[Hit], is_open: Sequence[bool]
) -> Iterator[Speech]:
    """Find the Okoro of "For Okoro, an economist, the question is open"."""
    if not words or words[0].key != "for" or not is_open[0]:
        return
    place = subject_after(words, 1, is_open=is_open)
    if place is None or place[1] >= len(words) or words[place[1]].text != ",":
        return
    if any(hit.name in PEOPLE and hit.last <= place[1] for hit in hits):
        yield Speech(
            first=1,
            last=place[1],
            source=span_of(words[1 : place[1]]),
            cue=span_of(words[:1]),
            manner=Manner.VIEW,
            verbs="view_phrases",
        )


def _before_colon(
    words: Sequence[Word], *, hits: Sequence[Hit], is_open: Sequence[bool]
) -> Iterator[Speech]:
    """Find the WHO of "WHO: the pandemic is over"."""
    for index, word in enumerate(words[: _LONGEST_BEFORE_COLON + 1]):
        if word.text == ":" and 0 < index < len(words) - 1:
            place = subject_after(words[:index], 0, is_open=is_open)
            if place == (0, index) and any(
                hit.name in NAMERS and hit.last <= index for hit in hits
            ):
                yield Speech(
                    first=0,
                    last=index,
                    source=span_of(words[:index]),
                    cue=None,
                    manner=Manner.COLON,
                )
            return


def _ends_sentence(speech: Speech, words: Sequence[Word]) -> bool:
    """Whether a speaker is named after all that they say."""
    if speech.cue is None or speech.manner is Manner.COLON:
        return False
    end = max(speech.source.end, speech.cue.end)
    return not any(not word.is_mark for word in words if word.start >= end) and speech.first > 0
