"""Where an article's sentences begin and end."""

import re
from itertools import pairwise

import nupunkt

from stance.parts import Span
from stance.text.characters import readable

_BREAK = re.compile(r"\n\s*")


def split_sentences(text: str) -> list[Span]:
    r"""Find the sentences of an article.

    Args:
        text: The article.

    Returns:
        Spans in order, without overlap, that start and end on a non-space character and together
        cover every one.

    Examples:
        >>> split_sentences("By A. Reed\n\nIt rained. It stopped.")
        [(0, 10), (12, 22), (23, 34)]
    """
    legible = readable(text)
    cuts = [0]
    for block in [*_BREAK.finditer(legible), None]:
        end = block.end() if block else len(text)
        cuts += [cuts[-1] + stop for _, stop in nupunkt.sent_spans(legible[cuts[-1] : end])]
        cuts.append(end)
    pieces = pairwise(cuts)
    return [span for start, end in pieces if (span := _strip(text, start, end))]


def _strip(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stop = start + len(piece.rstrip())
    return Span(begin, stop) if begin < stop else None
