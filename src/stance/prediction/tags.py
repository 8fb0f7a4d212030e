"""From a tag score per token to one source span and one cue span per sentence."""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from stance.parts import Span


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
    logits: npt.NDArray[np.float32], *, tag: Tag, offsets: Sequence[Span], text: str
) -> Span | None:
    """Find the words of a sentence that carry a tag.

    Args:
        logits: Shape ``(tokens, tags)``, float32.
        tag: Which one.
        offsets: The characters of each token.
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
    within = Span(offsets[0].start, offsets[-1].end)
    return _whole_words(text, Span(offsets[first].start, offsets[last - 1].end), within=within)


def _whole_words(text: str, span: Span, *, within: Span) -> Span:
    """Widen a span to the words that it cuts."""
    start, end = span
    while start > within.start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < within.end and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
