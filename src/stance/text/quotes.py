"""Which parts of a text stand inside quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from stance.parts import Span
from stance.text.lines import LINE_ENDS, unwrapped

# Between a mark and its partner, in characters: a page of print. Further apart are two lost marks.
_FURTHEST = 3000

_LINE = re.compile(f"[^{LINE_ENDS}]+")
_BREAK = re.compile(f"[{LINE_ENDS}]")

# What may stand before a mark that opens: space, a bracket, a dash, a mark of another kind.
_BEFORE = r"(?<![^\s(\[{—–/:;,\"“„‘'«-])"
# Letters left out, not a mark that opens: '90s, 'em, 'til.
_ELISION = r"(?!\d0s?\b|(?:em|til|tis|twas|cause|bout|round|n)\b)"

# The mark that opens in English closes in German, after a word and before none.
_AFTER_WORD = r"(?<=[^\s(\[{—–/„«\"'‘-]“)(?!\w)"

#: Two signs that open as one mark.
_TWO_OPEN = rf"``|{_BEFORE}''(?=\S)"
_TWO_SIGNS = re.compile(rf"(?P<opens>{_TWO_OPEN})|''")

#: Ways of writing a quotation that may run over paragraphs: a mark that opens, one that closes.
_DOUBLE = tuple(
    re.compile(f"(?P<opens>{opens})|{closes}")
    for opens, closes in (
        (rf"„|“(?!{_AFTER_WORD})", "[”“]"),
        ("«", "»"),
        (r"(?<!\w)»(?=\w)", r"«(?!\w)"),
        ("[「『]", "[」』]"),
        (rf"{_BEFORE}\"(?=\S)", '"'),
        (_TWO_OPEN, "''"),
    )
)
#: Ways of writing one that share their mark with the apostrophe, and so end with the paragraph.
_SINGLE = (
    re.compile(rf"(?P<opens>{_BEFORE}‘{_ELISION}(?=\S))|(?<=\S)’(?!\w)"),
    re.compile(rf"(?P<opens>{_BEFORE}'{_ELISION}(?=\w))|(?<=[^\s'])'(?![\w'])"),
)

#: A quotation in one line whose marks are of two kinds, as web pages have them: "no”, “no".
_MIXED = re.compile(
    rf'(?P<straight>{_BEFORE}"(?=\S)[^"“”{LINE_ENDS}]+(?<=\S))”'
    rf'|(?P<curly>“(?=\w)[^"“”{LINE_ENDS}]+(?<=\S))"(?!\w)'
)


def find_quotes(text: str) -> list[Span]:
    r"""Find what stands inside quotation marks.

    Marks may be straight, curly, low and high, pointed or cornered, or, within a line, straight at
    one end and curly at the other. Of quotations inside each other the outer one counts. One that
    runs over paragraphs, with or without a mark at the start of each, gives a span for each
    paragraph, and so does one that is still open after a mark at the start of a paragraph where a
    text is cut off. An apostrophe is no mark, and any other mark without a partner within a page
    is passed over.

    Args:
        text: An article, or a part of one.

    Returns:
        Spans in order, without overlap and without the marks; each starts and ends on a non-space
        character.

    Examples:
        >>> text = "“It’s ‘over’,” said Mr. Roy’s aide. \"No.\""
        >>> [text[start:end] for start, end in find_quotes(text)]
        ['It’s ‘over’,', 'No.']
    """
    flat = _MIXED.sub(_as_opened, unwrapped(text))
    doubles = _outermost(quote for marks in _DOUBLE for quote in _pairs(flat, marks))
    singles = [
        quote
        for marks in _SINGLE
        for quote in _pairs(flat, marks)
        if not _BREAK.search(flat, *quote) and not _cuts_into(doubles, quote)
    ]
    return [
        span
        for start, end in _outermost([*doubles, *singles])
        for line in _LINE.finditer(flat, start, end)
        if (span := _trimmed(flat, line.span()))
    ]


def with_one_sign(text: str) -> str:
    """Write each double mark that is made of two signs as one, as encoders have learnt it.

    Args:
        text: A text in which archives and corpora wrote ``''so''``, or with two backticks at first.

    Returns:
        The same with straight marks and a space beside each, so that it is as long.

    Examples:
        >>> with_one_sign("``So,'' he said, ''it goes.''")
        ' "So,"  he said,  "it goes." '
    """
    return _TWO_SIGNS.sub(lambda mark: ' "' if mark["opens"] else '" ', text)


def places_of_two_signs(text: str) -> frozenset[int]:
    """Give where the marks of two signs begin, which ``with_one_sign`` writes as one."""
    return frozenset(mark.start() for mark in _TWO_SIGNS.finditer(text))


def quotes_within(quotes: Sequence[Span], sentence: Span) -> tuple[Span, ...]:
    """Clip an article's quotations to one sentence.

    Args:
        quotes: What ``find_quotes`` gave for the article.
        sentence: Where the sentence is.

    Returns:
        The parts of quotations inside the sentence, in order.

    Examples:
        >>> quotes_within([Span(1, 30), Span(40, 50)], Span(20, 60))
        ((20, 30), (40, 50))
    """
    first = bisect_right(quotes, sentence.start, key=lambda quote: quote.end)
    last = bisect_right(quotes, sentence.end - 1, key=lambda quote: quote.start)
    return tuple(
        Span(max(start, sentence.start), min(end, sentence.end))
        for start, end in quotes[first:last]
    )


def _as_opened(quotation: re.Match[str]) -> str:
    """Close a quotation as it was opened."""
    straight = quotation["straight"]
    return f'{straight}"' if straight else f"{quotation['curly']}”"


def _pairs(text: str, marks: re.Pattern[str]) -> Iterator[Span]:
    """Pair the marks of one kind, each closing one with the nearest that opens."""
    stretches: list[Span] = []
    opened: int | None = None
    for mark in marks.finditer(text):
        if opened is not None and mark.start() - opened > _FURTHEST:
            opened, stretches = None, []
        if not mark["opens"]:
            if opened is not None:
                yield from [*stretches, Span(opened, mark.start())]
            opened, stretches = None, []
        elif opened is not None and _starts_paragraph(text, opened, mark.start()):
            stretches.append(Span(opened, mark.start()))
            opened = mark.end()
        else:
            opened, stretches = mark.end(), []
    if opened is not None and stretches:  # the text has been cut off
        line = _BREAK.search(text, opened)
        yield from [*stretches, Span(opened, line.start() if line else len(text))]


def _starts_paragraph(text: str, start: int, mark: int) -> bool:
    """Tell whether only space stands between a mark and the start of a later paragraph."""
    line_start = start + len(text[start:mark].rstrip())
    return line_start < mark and _BREAK.search(text, line_start, mark) is not None


def _outermost(quotes: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for quote in sorted(quotes, key=lambda quote: (quote.start, -quote.end)):
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def _cuts_into(quotes: Sequence[Span], other: Span) -> bool:
    """Tell whether a span starts or ends inside one of some spans that do not overlap."""
    for position in other:
        index = bisect_right(quotes, position, key=lambda quote: quote.start) - 1
        if index >= 0 and quotes[index].start < position < quotes[index].end:
            return True
    return False


def _trimmed(text: str, place: tuple[int, int]) -> Span | None:
    start, end = place
    piece = text[start:end]
    span = Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
    return span if span.start < span.end else None
