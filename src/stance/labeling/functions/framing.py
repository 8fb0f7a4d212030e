"""Labelling functions that know what frames an article: headlines, datelines, captions, footers."""

import re

from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label
from stance.text.datelines import dateline_end

_BYLINE = re.compile(
    r"(?i:by|from|text|words|story|author|reporter|correspondent)\b:?\s+"
    r"(?:(?:[A-Z][\w.'’-]*|and|for|in|of|the)[\s,&]*){1,9}$"
)
_CLOCK = re.compile(r"(?:\d{1,2}[:.]\d{2}|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4})\b.{0,24}$")
_ENDS = ".!?…”\"’'"
_LONGEST_HEADLINE, _LONGEST_BYLINE, _LONGEST_ITEM = 22, 14, 8
_FACT = Vote(label=Label.REPORTED_FACT)


@labelling_function
def headline(sentence: SentenceContext) -> Vote | None:
    """The first line, or a line of its own without a full stop: a headline or a subheading.

    Not for a headline with a speaker before a colon.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(headline, "Bridge closes for a year")
        'reported_fact'
        >>> vote_on(headline, "The bridge closes for a year.")
        'abstains'
    """
    if sentence.speech is not None or sentence.quotes or not _is_line(sentence):
        return None
    ends = sentence.text.rstrip()[-1] in _ENDS
    is_short = len(sentence.words) <= _LONGEST_HEADLINE
    return _FACT if is_short and not ends else None


@labelling_function
def byline_or_dateline(sentence: SentenceContext) -> Vote | None:
    """Who wrote the article, where and when.

    Not for a sentence that begins with "By" and goes on.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(byline_or_dateline, "By Ana Ruiz")
        'reported_fact'
        >>> vote_on(byline_or_dateline, "By Monday the bridge was closed.")
        'abstains'
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

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(caption_or_footer, "File photo: the bridge in May.")
        'reported_fact'
        >>> vote_on(caption_or_footer, "The bridge closed in May.")
        'abstains'
    """
    return _FACT if sentence.speech is None and sentence.has("boilerplate") else None


@labelling_function
def list_item(sentence: SentenceContext) -> Vote | None:
    """A short line that is no sentence: an item, a score, a table cell.

    Not for a short sentence in quotation marks.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(list_item, "• Sky: Venus and Mars")
        'reported_fact'
        >>> vote_on(list_item, "“Never again.”")
        'abstains'
    """
    is_short = len(sentence.words) <= _LONGEST_ITEM
    if not is_short or sentence.speech or sentence.quotes or not _is_line(sentence):
        return None
    return _FACT if not sentence.is_quotation else None


def _is_line(sentence: SentenceContext) -> bool:
    return sentence.starts_line and sentence.ends_line
