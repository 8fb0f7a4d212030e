"""Which line breaks of a text are its author's, and which a column's edge made."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Everything that Python and Unicode call the end of a line.
LINE_ENDS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{LINE_ENDS}]+")
_ONE_BREAK = re.compile(f"\r\n|[{LINE_ENDS}]")
_BULLET = re.compile(r"\s*[-*•▪◦‣●■+]\s")
_NUMBER = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|\d{1,2}[:.]\d{2}\b)", re.IGNORECASE
)
_SENTENCE_ENDS = frozenset('.!?…:;”"')

# Columns narrower than the first hold lists; wider than the second, paragraphs on one line.
_NARROWEST, _WIDEST = 40, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class _Break:
    """A single line break between two lines that both hold words."""

    start: int
    end: int
    is_full: bool
    is_mid_sentence: bool
    is_layout: bool


def unwrapped(text: str) -> str:
    r"""Give a text in which line breaks that only fit it into a column are spaces.

    A line break ends a sentence in a pasted news page (headline, byline, list), but not in mail
    or in text copied from a PDF file, which is broken at some 70 characters. Such a text shows
    by its lines: most are so full that the next word would not have fitted. A text with one
    line wider than 120 characters is never taken for one.

    Args:
        text: Any string.

    Returns:
        A string of the same length, so that offsets into it are offsets into ``text``.

    Examples:
        >>> unwrapped("Prices rose again on Monday, the ministry of\ntrade said in a statement.")
        'Prices rose again on Monday, the ministry of trade said in a statement.'
        >>> unwrapped("Prices rise again\nBy Ana Reed")
        'Prices rise again\nBy Ana Reed'
    """
    breaks = _single_breaks(text)
    if not _is_wrapped(breaks):
        return text
    pieces, done = [], 0
    for one in breaks:
        if (one.is_full or one.is_mid_sentence) and not one.is_layout:
            pieces += [text[done : one.start], " " * (one.end - one.start)]
            done = one.end
    return "".join([*pieces, text[done:]])


def _single_breaks(text: str) -> list[_Break]:
    """Describe the breaks inside paragraphs; none if the lines are not those of a column."""
    width = max((len(line.group().rstrip()) for line in _LINE.finditer(text)), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return []
    return [
        _describe(text, upper=upper.group(), lower=lower.group(), start=upper.end(), width=width)
        for upper, lower in pairwise(_LINE.finditer(text))
        if _ONE_BREAK.fullmatch(text, upper.end(), lower.start())
        and not upper.group().isspace()
        and not lower.group().isspace()
    ]


def _describe(text: str, *, upper: str, lower: str, start: int, width: int) -> _Break:
    first_word = lower.split(maxsplit=1)[0]
    is_indented = lower[0].isspace() and not upper[0].isspace()
    is_numbered = upper.rstrip()[-1] in _SENTENCE_ENDS and _NUMBER.match(lower) is not None
    return _Break(
        start=start,
        end=start + (2 if text.startswith("\r\n", start) else 1),
        is_full=len(upper.rstrip()) + 1 + len(first_word) > width,
        is_mid_sentence=first_word[0].islower(),
        is_layout=is_indented or is_numbered or _BULLET.match(lower) is not None,
    )


def _is_wrapped(breaks: Sequence[_Break]) -> bool:
    n_full = sum(one.is_full for one in breaks)
    # A third, since each paragraph may end in a break too, and most lines of a list are not full.
    return 3 * n_full > len(breaks) and any(one.is_full and one.is_mid_sentence for one in breaks)
