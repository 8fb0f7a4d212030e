"""Texts as their readers see them: what HTML spells out read, what nobody sees left out."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from stance.article import Article
from stance.parts import Sentence, Span
from stance.prediction.damaged import DAMAGED, mended

#: A character that HTML spells out, by name or number; what was escaped twice is "&amp;rsquo;".
_ENTITY = re.compile(r"&(?:amp;){0,3}(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[A-Za-z]{2,8});")
#: Soft hyphens, spaces without width, marks of direction.
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
#: Signs that look like one that every article has, and are read as that.
_ALIKE = {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u02bc": "’"}
_IN_A_LINE = "a|abbr|b|cite|code|em|font|i|img|mark|q|s|small|span|strong|sub|sup|time|u"
_LINES = (
    "article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|ol|p|pre"
    "|section|table|tbody|td|th|tr|ul"
)
_TAG = re.compile(rf"</?(?:(?P<line>{_LINES})|(?:{_IN_A_LINE}))(?:\s[^<>]{{0,2000}})?/?>", re.I)
#: What a scraped page says of a link, joined to its last word: "Ada Obiexternal-link".
_ICON = "external-link"
_HIDDEN = re.compile(
    f"(?P<damaged>{DAMAGED.pattern})|{_ENTITY.pattern}|{_INVISIBLE.pattern}|{_TAG.pattern}"
    rf"|(?<=\w){_ICON}(?!\w)"
    f"|[{''.join(_ALIKE)}]",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """A text, and how it reads.

    Attributes:
        text: As it was given.
        read: With what HTML spells out as the character itself, signs that were lost to a wrong
            encoding mended, dashes and hyphens that look like a common one as that, and without
            what nobody sees, such as tags; those between paragraphs and lines end a line.
        starts: Where in ``text`` each character of ``read`` begins.
        ends: Where it ends.
        given: The caller's spans in ``text``, or None.
    """

    text: str
    read: str
    starts: "array[int]"
    ends: "array[int]"
    given: Sequence[Span] | None

    @classmethod
    def of(cls, text: str, given: Sequence[Span] | None = None) -> "Visible":
        """Read a text.

        Args:
            text: Any text.
            given: The caller's own spans, or None.

        Returns:
            How it reads: as it is, if nothing is hidden in it, if nothing else would be left of it
            or of one of the spans, or if a span cuts what HTML spells out.

        Examples:
            >>> Visible.of("&#8220;No,&#8221; said O&rsquo;Neill.").read
            '“No,” said O’Neill.'
        """
        starts, ends = array("q"), array("q")
        pieces: list[str] = []
        last = 0
        for hidden in _HIDDEN.finditer(text):
            sign = mended(hidden) if hidden["damaged"] else hidden.group()
            character = _character(sign)
            if character is not None:
                start, end = hidden.span()
                pieces += [text[last:start], character]
                starts.extend([*range(last, start), *[start] * len(character)])
                ends.extend([*range(last + 1, start + 1), *[end] * len(character)])
                last = end
        plain = cls(text=text, read=text, starts=array("q"), ends=array("q"), given=given)
        if not pieces:
            return plain
        starts.extend(range(last, len(text)))
        ends.extend(range(last + 1, len(text) + 1))
        visible = replace(plain, read="".join([*pieces, text[last:]]), starts=starts, ends=ends)
        return visible if visible.read.strip() and visible._keeps_the_given() else plain

    @property
    def spans(self) -> Sequence[Span] | None:
        """The caller's spans in ``read``, or None."""
        if self.given is None or self.read == self.text:
            return self.given
        return [Span(*(bisect_left(self.starts, end) for end in span)) for span in self.given]

    def written(self, article: Article) -> Article:
        """Give an article with the places that its words have in ``text``.

        Args:
            article: What was predicted for ``read``.

        Returns:
            The article of ``text``; what nobody sees between two sentences belongs to the first.
        """
        if self.read == self.text:
            return article
        spans = self.given
        if spans is None:
            spans = self._covering([sentence.span for sentence in article.sentences])
        return replace(
            article,
            text=self.text,
            sentences=tuple(map(self._moved, article.sentences, spans)),
            speakers=tuple(
                replace(one, mentions=tuple(map(self._written, one.mentions)))
                for one in article.speakers
            ),
        )

    def _keeps_the_given(self) -> bool:
        pairs = zip(self.spans or (), self.given or (), strict=True)
        return all(span.start < span.end and self._is_inside(span, own) for span, own in pairs)

    def _is_inside(self, span: Span, given: Span) -> bool:
        start, end = self._written(span)
        return given.start <= start and end <= given.end

    def _covering(self, spans: Sequence[Span]) -> list[Span]:
        """Place sentences so that no sign is left between them, nor before the first."""
        first = len(self.text) - len(self.text.lstrip())
        starts = [first, *(self.starts[span.start] for span in spans[1:])]
        return [  # what ends in a space may be a spoilt letter: "Ã\xa0"
            Span(start, max(start + len(self.text[start:end].rstrip()), self.ends[span.end - 1]))
            for span, (start, end) in zip(spans, pairwise([*starts, len(self.text)]), strict=True)
        ]

    def _moved(self, sentence: Sentence, span: Span) -> Sentence:
        return replace(
            sentence,
            start=span.start,
            end=span.end,
            source=sentence.source and self._written(sentence.source),
            cue=sentence.cue and self._written(sentence.cue),
            quotes=tuple(map(self._written, sentence.quotes)),
        )

    def _written(self, span: Span) -> Span:
        return Span(self.starts[span.start], self.ends[span.end - 1])


def _character(hidden: str) -> str | None:
    """Give what is seen, which may be nothing, or None if HTML has no such character of a line."""
    if tag := _TAG.fullmatch(hidden):
        return "\n" if tag["line"] else ""
    if _INVISIBLE.fullmatch(hidden) or hidden == _ICON:
        return ""
    character = unescape(hidden)
    while character != hidden and _ENTITY.fullmatch(character):
        hidden, character = character, unescape(character)
    if _INVISIBLE.fullmatch(character):
        return ""
    character = _ALIKE.get(character, character)
    is_one = len(character) == 1 and (character.isprintable() or character.isspace())
    return character if is_one and character not in "\r\n" else None
