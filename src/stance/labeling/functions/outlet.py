"""Labelling functions that know the outlet's own voice: events, deeds, headlines, footers."""

import re

from stance.labeling.context import SentenceContext
from stance.labeling.functions.speakers import lists_of
from stance.labeling.registry import labelling_function
from stance.labeling.speech import words_that
from stance.labeling.votes import Vote
from stance.labels import Label
from stance.text.datelines import dateline_end

_FACT = Vote(label=Label.REPORTED_FACT)
_OFFICIALS = lists_of(Label.OFFICIAL_STATEMENT)
_BYLINE = re.compile(
    r"(?i:by|from|text|words|story|author|reporter|correspondent)\b:?\s+"
    r"(?:(?:[A-Z][\w.'’-]*|and|for|in|of|the)[\s,&]*){1,9}$"
)
_CLOCK = re.compile(r"(?:\d{1,2}[:.]\d{2}|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4})\b.{0,24}$")
_ENDS = ".!?…”\"’'"
_LONGEST_HEADLINE, _LONGEST_BYLINE = 22, 14


@labelling_function
def nobody_speaks(sentence: SentenceContext) -> Vote | None:
    """A sentence with no speaker in a paragraph where nobody has spoken yet.

    Not after a speaker in the same paragraph, nor right after one in the paragraph before.
    """
    one: SentenceContext | None = sentence
    while one is not None and not one.is_voiced:
        if one.starts_line and not (one.previous and one.previous.is_voiced):
            return _FACT
        one = None if one.starts_line else one.previous
    return None


@labelling_function
def new_paragraph_after_statement(sentence: SentenceContext) -> Vote | None:
    r"""A new paragraph without a speaker, after one that lets somebody speak.

    Not inside quotation marks that run over paragraphs.
    """
    before = sentence.previous
    if sentence.is_voiced or before is None or not sentence.starts_line:
        return None
    return _FACT if before.is_voiced and not before.text.rstrip().endswith(":") else None


@labelling_function
def dated_event(sentence: SentenceContext) -> Vote | None:
    """A sentence with a date or a year, no speaker and no quotation marks.

    Not where the date is part of what somebody says.
    """
    return _FACT if not sentence.is_voiced and sentence.is_dated else None


@labelling_function
def comment_of_the_outlet(sentence: SentenceContext) -> Vote | None:
    """The outlet comments: "it is worth noting", "it remains to be seen", "could not be reached".

    Not inside quotation marks.
    """
    return _FACT if sentence.says("comments") and not sentence.is_voiced else None


@labelling_function
def action_of_an_official(sentence: SentenceContext) -> Vote | None:
    """An official or a body signs, votes, arrests or sends, and says nothing.

    Not where the sentence also lets somebody speak.
    """
    if sentence.is_voiced or not sentence.says("actions"):
        return None
    return _FACT if any(sentence.says(name) for name in _OFFICIALS) else None


@labelling_function
def done_to_somebody(sentence: SentenceContext) -> Vote | None:
    """Somebody is arrested, charged, elected or dismissed: an action told in the passive.

    Not where a speaker or a quotation tells it.
    """
    if sentence.is_voiced:
        return None
    actions = [hit.first for hit in sentence.hits if hit.name == "actions" and hit.first]
    is_passive = any(sentence.words[index - 1].key in words_that("be") for index in actions)
    return _FACT if is_passive else None


@labelling_function
def headline(sentence: SentenceContext) -> Vote | None:
    """The first line, or a line of its own without a full stop: a headline or a subheading.

    Not for a headline with a speaker before a colon.
    """
    is_line = sentence.starts_line and sentence.ends_line and not sentence.quotes
    if sentence.speech is not None or not is_line or sentence.text.rstrip()[-1] in _ENDS:
        return None
    return _FACT if len(sentence.words) <= _LONGEST_HEADLINE else None


@labelling_function
def byline_or_dateline(sentence: SentenceContext) -> Vote | None:
    """Who wrote the article, where and when.

    Not for a sentence that begins with "By" and goes on.
    """
    if len(sentence.words) > _LONGEST_BYLINE:
        return None
    text = sentence.text
    is_place = dateline_end(f"{text} Rain") == len(text)
    return _FACT if is_place or _BYLINE.match(text) or _CLOCK.match(text) else None


@labelling_function
def caption_or_footer(sentence: SentenceContext) -> Vote | None:
    """A caption, a credit, a link or a footer.

    Not for a sentence that says who speaks.
    """
    return _FACT if sentence.speech is None and sentence.has("boilerplate") else None
