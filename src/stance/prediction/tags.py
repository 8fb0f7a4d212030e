"""From a tag score per token to one source span and one cue span per sentence."""

from enum import IntEnum
from unicodedata import category

import numpy as np
import numpy.typing as npt

from stance.parts import Span

_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019"


class Tag(IntEnum):
    """What a token is part of; the order is that of every tag score vector."""

    OUTSIDE = 0
    SOURCE = 1
    CUE = 2


def best_run(gains: npt.NDArray[np.float64]) -> tuple[int, int] | None:
    """Find the run of tokens with the greatest total gain.

    A sentence has at most one source and one cue, so the best span is the maximum-sum run of
    log odds (Kadane's algorithm): weak tokens inside a name are bridged, stray ones outside
    are not joined to it.

    Args:
        gains: Shape ``(tokens,)``; log odds that the token belongs to the span.

    Returns:
        First token and token after the last; None if no run has a positive sum.

    Examples:
        >>> best_run(np.array([-3.0, 2.0, -0.5, 2.0, -4.0, 1.0]))
        (1, 4)
        >>> best_run(np.array([-3.0, -2.0])) is None
        True
    """
    best, best_sum = None, 0.0
    start, running = 0, 0.0
    for index, gain in enumerate(gains.tolist()):
        if running <= 0.0:
            start, running = index, 0.0
        running += gain
        if running > best_sum:
            best, best_sum = (start, index + 1), running
    return best


def decode_span(
    logits: npt.NDArray[np.float32], *, tag: Tag, offsets: npt.NDArray[np.int64], text: str
) -> Span | None:
    """Find the words of a sentence that carry a tag.

    Args:
        logits: Shape ``(tokens, tags)``, float32.
        tag: Which one.
        offsets: Shape ``(tokens, 2)``, int64; the characters of each token, start and end.
        text: The article; a span never ends inside a word of it.

    Returns:
        Whole words of the article, or None.
    """
    wide = logits.astype(np.float64)
    rest = np.delete(wide, int(tag), axis=1)
    top = rest.max(axis=1)
    others = top + np.log(np.exp(rest - top[:, None]).sum(axis=1))
    run = best_run(wide[:, int(tag)] - others)
    if run is None:
        return None
    first, last = run
    span = _visible(text, Span(int(offsets[first][0]), int(offsets[last - 1][1])))
    within = Span(int(offsets[0][0]), int(offsets[-1][1]))
    return _whole_words(text, span, within=within) if span else None


def _visible(text: str, span: Span) -> Span | None:
    """Leave out the space that tokens of bytes begin with; None if nothing else is there."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end else None


def _whole_words(text: str, span: Span, *, within: Span) -> Span:
    """Widen a span to the words that it cuts; "Adebanjo-Reid" is one."""
    start, end = span
    while start > within.start and _is_inside(text, start):
        start -= 1
    while end < within.end and _is_inside(text, end):
        end += 1
    return Span(start, end)


def _is_inside(text: str, place: int) -> bool:
    """Whether a place between two characters is inside a word, or beside a mark that joins one."""
    before, after = text[place - 1], text[place]
    if before in _HYPHENS + _APOSTROPHES:
        return place > 1 and _are_joined(text[place - 2], before, after)
    if after in _HYPHENS + _APOSTROPHES:
        return _are_joined(before, after, text[place + 1 : place + 2] or " ")
    return _is_in_word(before) and _is_in_word(after)


def _are_joined(before: str, mark: str, after: str) -> bool:
    """Whether a mark joins what stands around it: "Al-Amin", "O'Brien", not "Obi's"."""
    is_name = mark in _HYPHENS or after.isupper()
    return is_name and _is_in_word(before) and _is_in_word(after)


def _is_in_word(character: str) -> bool:
    """Whether it is a letter, a digit, or a mark on one, as many scripts write their vowels."""
    return character.isalnum() or category(character).startswith("M")
