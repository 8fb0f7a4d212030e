"""How an article is laid out: its quotations, its lines and its headings."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Self

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page
from stance.text.quotes import find_quotes, quotes_within

#: A heading has at most so many words, and characters.
_LONGEST_HEADING = 9
_LONGEST_LINE = 80
#: Characters before a heading within which a sentence ends.
_SIGHT = 10
_VISIBLE = re.compile(r"\S")
_ENDS_SENTENCE = frozenset(".!?…”“\"'’)")
_MARKS = "\"'“”„‘’«»"
_LONGEST_MARK = 2
#: Over how many paragraphs a quotation is followed.
_FURTHEST = 40


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
        first = bisect_right(self._starts, quotation.start) - 1
        for index in range(first, min(first + _FURTHEST, len(self._spans) - 1)):
            if not self._goes_on(index):
                break
            yield self._spans[index + 1].end

    def _goes_on(self, index: int) -> bool:
        """Whether no more than a line's end and the mark of the next line parts two quotations."""
        between = self._text[self._spans[index].end : self._spans[index + 1].start]
        is_marked = len(between.strip()) <= _LONGEST_MARK
        return is_marked and between[:1].isspace() and "\n" in between


def lines_of(scored: Sequence[ScoredSentence], text: str) -> list[list[int]]:
    """Give the places of the sentences of each line, from top to bottom."""
    lines: list[list[int]] = []
    for place in range(len(scored)):
        if not place or breaks_after(place - 1, scored, text=text):
            lines.append([])
        lines[-1].append(place)
    return lines


def end_of_line(place: int, scored: Sequence[ScoredSentence], *, text: str) -> int:
    """Give the place after the last sentence of the line in which a sentence stands."""
    end = place + 1
    while end < len(scored) and not breaks_after(end - 1, scored, text=text):
        end += 1
    return end


def breaks_after(place: int, scored: Sequence[ScoredSentence], *, text: str) -> int:
    """Count the line ends between a sentence and the next."""
    return text.count("\n", scored[place].span.end, scored[place + 1].span.start)


def is_heading(sentence: ScoredSentence, page: Page) -> bool:
    """Tell whether a sentence is the heading of a section: a few words between whole sentences.

    Args:
        sentence: With a model's scores.
        page: The article.

    Returns:
        Whether it is; marks around it do not matter, and what has a source or a cue is none.
    """
    start, end = sentence.span
    line = page.text[start:end].strip().strip(_MARKS)
    if sentence.source is not None or sentence.cue is not None or len(line) > _LONGEST_LINE:
        return False
    if not page.is_paragraph(sentence.span):
        return False
    is_title = line[:1].isupper() and line[-1:].isalnum()
    if not is_title or len(line.split()) > _LONGEST_HEADING:
        return False
    before = page.text[max(0, start - _SIGHT) : start].rstrip()
    following = _VISIBLE.search(page.text, end)
    if following is None or before[-1:] not in _ENDS_SENTENCE:
        return False
    line_end = page.text.find("\n", following.start())
    after = page.text[following.start() : line_end if line_end >= 0 else None].rstrip()
    return after[-1:] in _ENDS_SENTENCE
