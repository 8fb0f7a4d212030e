"""Offices that an article shortens: the DA is the attorney whom it has called district attorney."""

from collections.abc import Sequence
from itertools import pairwise

from stance.prediction.speakers.words import Word

#: What shortens an office, and the words for it. It is a party or a firm (Siemens AG) elsewhere.
_SHORT = {
    "DA": ("district", "attorney"),
    "D.A": ("district", "attorney"),
    "AG": ("attorney", "general"),
    "A.G": ("attorney", "general"),
}
_NOUN = "attorney"


def with_offices(words: Sequence[Word]) -> list[Word]:
    """Read what shortens an office as its noun, in an article that writes it out, too.

    Args:
        words: All words and marks of the article.

    Returns:
        The same words, with other keys where need be.

    Examples:
        >>> from stance.parts import Span
        >>> from stance.prediction.speakers.words import words_in
        >>> text = "District Attorney Ada Obi sued. The DA said so."
        >>> [word.key for word in with_offices(words_in(text, Span(0, len(text))))][-3:]
        ['attorney', 'said', 'so']
    """
    told = {word.text for word in words} & _SHORT.keys()
    if not told:
        return list(words)
    pairs = {(one.key, other.key) for one, other in pairwise(words)}
    short = {text for text in told if _SHORT[text] in pairs}
    return [word._replace(key=_NOUN) if word.text in short else word for word in words]
