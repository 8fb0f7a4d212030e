"""Which sentences stand inside quotation marks, and in which quotation."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Self

from stance.parts import Span
from stance.text.quotes import find_quotes, quotes_within

_LONGEST_MARK = 2


class Quotations:
    """The quotations of an article, to be looked up by place."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = spans
        self._starts = [span.start for span in self._spans]

    @classmethod
    def of(cls, text: str) -> Self:
        """Find the quotations of an article."""
        return cls(text, find_quotes(text))

    def within(self, sentence: Span) -> tuple[Span, ...]:
        """Give the parts of a sentence that are inside quotation marks."""
        return quotes_within(self._spans, sentence)

    def around(self, position: int) -> Span | None:
        """Give the quotation that a character is in."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self._spans[index].end:
            return self._spans[index]
        return None

    def filled_by(self, sentence: Span) -> Span | None:
        """Give the quotation that a sentence is wholly in; its marks may be in the sentence."""
        start, end = sentence
        while start < end and not self._text[start].isalnum() and self.around(start) is None:
            start += 1
        while end > start and not self._text[end - 1].isalnum():
            end -= 1
        quotation = self.around(start)
        return quotation if quotation is not None and end <= quotation.end else None

    def going_on(self, quotation: Span) -> Iterator[int]:
        """Give where a quotation goes on in the paragraphs that follow, each without an end."""
        index = bisect_right(self._starts, quotation.start) - 1
        while index + 1 < len(self._spans) and self._goes_on(index):
            index += 1
            yield self._spans[index].end

    def _goes_on(self, index: int) -> bool:
        """Whether no more than a line's end and the mark of the next line parts two quotations."""
        between = self._text[self._spans[index].end : self._spans[index + 1].start]
        is_marked = len(between.strip()) <= _LONGEST_MARK
        return is_marked and between[:1].isspace() and "\n" in between
