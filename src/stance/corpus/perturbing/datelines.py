"""Gives an article another dateline, or takes its dateline away."""

import re
from random import Random

from stance.article import Article
from stance.corpus.perturbing.editing import Edit, edit
from stance.corpus.perturbing.outlets import agencies
from stance.corpus.perturbing.places import capitals
from stance.lexicon.table import phrases
from stance.parts import Sentence, Span
from stance.text.datelines import dateline_end

_SENTENCE = re.compile(r".{40,}[.!?…][\"”’'»)]*", re.DOTALL)
_MONTHS = ("January", "March", "April", "June", "September", "Oct.", "Nov.", "Dec.")
_FORMS = (
    "{capitals} —",
    "{capitals} ({agency}) -",
    "{capitals}, {month} {day} ({agency}) --",
    "{capitals}, {month} {day} ({agency}) –",
    "{place}, {month} {day} –",
    "{capitals}, {month} {day}. /{upper}/.",
    "{place} ({agency}) –",
    "",
)


def change_dateline(article: Article, generator: Random) -> Article:
    """Write the dateline of an article in another form, or give it one, or take it away.

    Args:
        article: Its spans move along; the dateline is a sentence of its own.
        generator: Chooses the place, the date and the form.

    Returns:
        The article; the same object if it has no sentence to put a dateline before.
    """
    old = next((one for one in article.sentences if _is_dateline(article, one)), None)
    dateline = _dateline(article, generator)
    if old is not None:
        after = next((one for one in article.sentences if one.start >= old.end), None)
        end = after.start if after is not None and not dateline else old.end
        return edit(article, [Edit(start=old.start, end=end, text=dateline)])
    first = next(
        (one for one in article.sentences if _SENTENCE.fullmatch(article.text_of(one))), None
    )
    if first is None or not dateline:
        return article
    at, brought = first.start, Span(0, len(dateline))
    return edit(article, [Edit(start=at, end=at, text=f"{dateline} ", sentences=(brought,))])


def _is_dateline(article: Article, sentence: Sentence) -> bool:
    text = article.text[sentence.start : sentence.start + 200]
    return dateline_end(text) == sentence.end - sentence.start


def _dateline(article: Article, generator: Random) -> str:
    new = phrases()["invented_outlets"]
    place, agency = generator.choice(capitals()), generator.choice(agencies(article) or new)
    return generator.choice(_FORMS).format(
        place=place,
        capitals=place.upper(),
        agency=agency,
        upper=agency.upper(),
        month=generator.choice(_MONTHS),
        day=generator.randint(1, 28),
    )
