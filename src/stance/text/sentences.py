"""Where an article's sentences begin and end."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from stance.parts import Span
from stance.text.abbreviations import ABBREVIATIONS, CAPITALISED, STARTERS, TITLES
from stance.text.characters import readable
from stance.text.datelines import dateline_end
from stance.text.lines import LINE_ENDS, unwrapped
from stance.text.quotes import places_of_two_signs, with_one_sign

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

# The library reads to the next space at each mark: a line of a million marks would take hours.
# It decides on the two words around a mark, so windows with a margin find the same ends.
_WINDOW, _MARGIN = 1500, 250

_LINE = re.compile(f"[^{LINE_ENDS}]+")
_WORDS = re.compile(r"[^\W_]")

# Ends that the library does not see.
_BULLET = re.compile(r"\s(?=[•▪◦‣●■]\s)")
_OTHER_SCRIPTS = re.compile(r"[。！？｡]+[”’」』）》〉]*|(?<![।॥؟۔])[।॥؟۔]++[”’»)]*+(?=\s)")
_OPENING_MARK_THAT_CLOSES = re.compile(r"[.!?…][“«‹]++(?=\s)")
#: A space was lost on the way from a web page: "the polls.The", "home,” she said.(Photo".
_GLUED = re.compile(
    r"(?<![\w./@’'-])([A-Za-z’'-]*[a-z]{2})(?:[.!?][\"”’)]|[!?]|(?<=[a-z]{3})\.)"
    r"(?=[\"“(]?(?!Com|Org|Net|J[sS]\b)[A-Z][A-Za-z-]*[\s’',])"
)
_SMALL_WORD = re.compile(r"(?<![\w.])([a-z]+)\.(?=\s+[\"“‘'(]?[A-Z])")
_SHORT_BEFORE_QUOTE = re.compile(
    r"(?<![\w.])((?:\w\.){0,4}\w{1,8})\.(?=\s[\"“‘][A-Z][^\"”’]{0,300}[,.!?…][\"”’])"
)
#: Ends that hang on the word before them.
_WORD_BEFORE: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (_GLUED, lambda word: word.lower() not in ABBREVIATIONS),
    (_SMALL_WORD, CAPITALISED.__contains__),
    (_SHORT_BEFORE_QUOTE, lambda word: word.lower() not in TITLES),
)
_LEAD_IN = re.compile(
    r"\b(?:explain|describ|analy[sz]|outlin|sets? out|l(?:aid|ays) out|summ\w{1,5} up|as follows"
    r"|(?:this|following) way|like this|these (?:terms|words)|the following)"
    r"[^.!?:\"”]{0,150}:(?=\s+[^\W\d_])"
)
_CLAUSE_START = re.compile(r"[.!?”\"]\s")
_LEAD_IN_WORDS = 5
_REACH = 300

# Ends that the library sees where there is none.
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_ENUMERATOR = re.compile(r"(\w+)[.!?:;][”\")]?\s\(?\d{1,2}\.$")
_NEXT_WORD = re.compile(r"\s+(\w+)")
_INSIDE = frozenset(")],;”»")
_DASH = re.compile(r"\s*[—–-]{1,2}\s")
_SHORT = re.compile(r"\b\w{1,4}\.$")
_SAYING = re.compile(
    r"\s+(?P<name>[A-Z][\w.’'-]*)\s+(?:[A-Z][\w.’'-]*\s+){0,3}"
    r"(?:added|answered|asked|cried|demanded|exclaimed|joked|replied|retorted|said|says|shouted|told|"
    r"wondered|wrote)\b"
)


def split_sentences(text: str) -> list[Span]:
    r"""Find the sentences of an article.

    Lines, list items and datelines are sentences of their own; so are the sentences inside a
    quotation. Line breaks that only fit a text into a column are read as spaces.

    Args:
        text: The article, as it is: nothing need be cleaned or normalised.

    Returns:
        Spans in order, without overlap, that start and end on a non-space character and together
        cover every one.

    Examples:
        >>> text = "PARIS (AFP) - “We won. It was close,” said Dr. Roy.\n\nBy A. Reed"
        >>> [text[start:end] for start, end in split_sentences(text)]
        ['PARIS (AFP) -', '“We won.', 'It was close,” said Dr. Roy.', 'By A. Reed']
    """
    written = unwrapped(readable(text))
    doubled = places_of_two_signs(written)
    read = with_one_sign(written)
    return [
        _whole(Span(line.start() + start, line.start() + end), read=read, doubled=doubled)
        for line in _LINE.finditer(read)
        for start, end in _split_line(line.group())
    ]


def _whole(span: Span, *, read: str, doubled: frozenset[int]) -> Span:
    """Give back the sign that a mark of two signs was read without, before or after it."""
    start, end = span
    is_cut = start - 1 in doubled and read[start] == '"'
    goes_on = end - 1 in doubled and read[end - 1] == '"'
    return Span(start - is_cut, end + goes_on)


def _split_line(line: str) -> Iterator[tuple[int, int]]:
    margin = len(line) - len(line.lstrip())
    dateline = margin + dateline_end(line[margin : margin + 200])
    ends = {end for end in punkt_ends(line) if end > dateline and not _goes_on(line, end)}
    ends |= {end for end in _further_ends(line) if end > dateline}
    yield from _pieces(line, [dateline, *sorted(ends - {len(line)}), len(line)])


def _pieces(line: str, ends: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Cut a line, leaving nothing that has no word to stand alone beside something that has."""
    start = 0
    held: tuple[int, int] | None = None
    for end in ends:
        piece = line[start:end]
        if piece.strip():
            span = (start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
            if held is None:
                held = span
            elif _WORDS.search(piece) and _WORDS.search(line, *held):
                yield held
                held = span
            else:
                held = (held[0], span[1])
        start = end
    if held is not None:
        yield held


def _further_ends(line: str) -> Iterator[int]:
    for pattern in (_BULLET, _OTHER_SCRIPTS, _OPENING_MARK_THAT_CLOSES):
        yield from (found.end() for found in pattern.finditer(line))
    for pattern, ends_there in _WORD_BEFORE:
        yield from (found.end() for found in pattern.finditer(line) if ends_there(found[1]))
    for found in _LEAD_IN.finditer(line):
        if _opens_speech(line, found.end()):
            yield found.end()


def _opens_speech(line: str, position: int) -> bool:
    """Tell whether a whole clause before a colon does nothing but open the speech after it."""
    if not line[position : position + 20].lstrip()[:1].isupper():
        return False
    clause = _CLAUSE_START.split(line[max(0, position - _REACH) : position])[-1]
    return len(clause.split()) >= _LEAD_IN_WORDS


def _goes_on(line: str, end: int) -> bool:
    """Tell whether the sentence that the library ends here goes on."""
    mark, rest = line[end - 1], line[end : end + 120]
    if rest[:1] in _INSIDE or _is_item_number(line, end):
        return True
    if mark in "”\"’'»":
        return bool(_DASH.match(rest)) or (line[end - 2] in "?!" and _names_speaker(rest))
    word = _NEXT_WORD.match(rest)
    if mark != "." or word is None:
        return False
    if word[1].islower():
        return _SHORT.search(line, max(0, end - 8), end) is not None
    is_initials = _INITIALS.search(line, max(0, end - 20), end) is not None
    return is_initials and word[1].lower() not in STARTERS


def _names_speaker(rest: str) -> bool:
    """Tell whether a question in quotation marks is followed by who asked it."""
    found = _SAYING.match(rest)
    return found is not None and found["name"].lower() not in STARTERS


def _is_item_number(line: str, end: int) -> bool:
    """Tell whether a period follows the number of a list item, not the day after a month."""
    found = _ENUMERATOR.search(line, max(0, end - 24), end)
    return found is not None and found[1].lower() not in ABBREVIATIONS


def punkt_ends(line: str) -> list[int]:
    """Find sentence ends by punctuation alone, as positions after closing marks, ascending.

    The model that ships with nupunkt learnt its abbreviations from millions of legal documents and
    holds "bank", "month" and "all" among them, so it is given a list of news's own.
    """
    ends: list[int] = []
    for start in range(0, len(line), _WINDOW):
        first = max(0, start - _MARGIN)
        window = line[first : start + _WINDOW + _MARGIN]
        found = (first + end for _, end in _tokenizer().span_tokenize(window))
        ends += [end for end in found if start < end <= start + _WINDOW]
    return ends


@cache
def _tokenizer() -> "PunktSentenceTokenizer":
    import nupunkt  # loads a model that those who have their own sentences do not need

    parameters = nupunkt.PunktParameters(
        abbrev_types=set(ABBREVIATIONS),
        sent_starters=set(STARTERS),
        ortho_context=nupunkt.load("default").parameters.ortho_context,
    )
    tokenizer = nupunkt.PunktSentenceTokenizer(parameters, include_common_abbrevs=False)
    tokenizer.EXCL_QUEST_LOWERCASE_CONTINUES = True
    return tokenizer
