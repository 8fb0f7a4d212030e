"""Telling the heading of a section from a sentence."""

import re

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page

#: A heading has at most so many words, and characters.
_LONGEST_HEADING = 9
_LONGEST_LINE = 80
#: The last character before a line, within sight, and the last one of the line after it.
_SIGHT = 10
_BEFORE = re.compile(r"(\S)\s*$")
_NEXT_LINE = re.compile(r"\s*[^\n]*?(\S)[ \t]*(?:\n|$)")
_ENDS_SENTENCE = frozenset(".!?…”“\"'’)")
_MARKS = "\"'“”„‘’«»"


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
    is_cased = line[:1].isupper() and line[-1:].isalnum()
    is_title = is_cased and len(line.split()) <= _LONGEST_HEADING
    return is_title and all(
        found is not None and found.group(1) in _ENDS_SENTENCE
        for found in (
            _BEFORE.search(page.text, max(0, start - _SIGHT), start),
            _NEXT_LINE.match(page.text, end),
        )
    )
