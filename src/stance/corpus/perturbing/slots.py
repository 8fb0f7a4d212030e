"""Finds the words of an article that say what somebody is: beside a name, around it, alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from stance.article import Article
from stance.corpus.perturbing.rolewords import head_of
from stance.parts import Span, Speaker

ARTICLE = r"(?:(?P<article>[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother) )?"
# What a role follows that stands before a name: nothing that could belong to it.
_OPENS = (
    r"(?:^|(?<=[.,;:“\"(\n—–])|(?<=[.,;:—–] )|(?<= as )|(?<= by )|(?<= to )|(?<= and )"
    r"|(?<= but )|(?<= that )|(?<= from )|(?<= told )|(?<= with )|(?<= said )|(?<= says ))"
)
# What stands between a name and a role: an age, a bracket, a verb.
_JOINS = r"(?:, (?:\d\d, )?| \(|,? (?:who )?(?:is|was|works as) )"
_CLOSES = r"(?=[.,;:)—–]| (?:said|says|told|warned|added|explained|argued|recalled|who)\b)"
# A source around a name: a role before it, a role after it, the place where one before it is held.
_BEFORE = re.compile(rf"{ARTICLE}(?P<role>[^,;()]+?),? ")
_AFTER = re.compile(rf"(?:, (?:\d\d, )?| \(){ARTICLE}(?P<role>[^;()]+?)[,)]?")
_HELD = re.compile(r"(?P<role> (?:of|at|from|with|in|for) [^,;()]+),?")

#: Before a name, after it, without it; or a part that goes when another is written.
Form = Literal["before", "after", "alone", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where a role stands, in which form, and the article before it.

    Attributes:
        role: The words, in characters of the article's text.
        form: How they stand there.
        article: Before them; None if there is none.
    """

    role: Span
    form: Form
    article: Span | None = None

    @property
    def span(self) -> Span:
        """All of it, with its article."""
        return Span((self.article or self.role).start, self.role.end)


def slot_of(found: re.Match[str], form: Form, *, offset: int = 0) -> Slot:
    """Make one of a match.

    Args:
        found: With a group ``role`` and perhaps one ``article``.
        form: How the role stands there.
        offset: Where the matched text begins in the article.

    Returns:
        The slot.
    """

    def span(name: str) -> Span:
        return Span(found.start(name) + offset, found.end(name) + offset)

    article = found.groupdict().get("article")
    return Slot(role=span("role"), form=form, article=span("article") if article else None)


def slots_around(article: Article, source: Span, name: str) -> Iterator[Slot]:
    """Find what a source says of the speaker whom it names.

    Args:
        article: That of the source.
        source: "economist Ada Obi of Oslo" or "Ada Obi, an economist".
        name: The speaker's.

    Yields:
        At most two; what stands before a name is gone if a description follows.
    """
    before, found, after = article.text_of(source).partition(name)
    if not found:
        return
    end = source.start + len(before) + len(name)
    first, second, held = _BEFORE.fullmatch(before), _AFTER.fullmatch(after), _HELD.fullmatch(after)
    if first and second:
        yield Slot(role=Span(source.start, source.start + len(before)), form="gone")
    elif first:
        yield slot_of(first, "before", offset=source.start)
    if second:
        yield slot_of(second, "after", offset=end)
    elif first and held:
        yield slot_of(held, "gone", offset=end)


def slots_beside(article: Article, speaker: Speaker) -> Iterator[Slot]:
    """Find a speaker's role, as the annotators noted it, beside the speaker's name.

    Args:
        article: With all of its text.
        speaker: With a name; there is nothing to find without a role.

    Yields:
        Roles before the name, then those after it.
    """
    role = without_article(speaker.role)
    if not head_of(role):
        return
    surname = speaker.name.split()[-1]
    named = rf"(?:{re.escape(speaker.name)}|{re.escape(surname)})(?![\w’'-])"
    spelt = rf"(?P<role>(?i:{re.escape(role)}))"
    for one in re.finditer(rf"{_OPENS}{ARTICLE}{spelt},? {named}", article.text):
        yield slot_of(one, "before")
    for one in re.finditer(rf"\b{named}{_JOINS}{ARTICLE}{spelt}{_CLOSES}", article.text):
        yield slot_of(one, "after")


def slots_alone(article: Article, heads: Iterable[str], *, taken: Sequence[Slot]) -> Iterator[Slot]:
    """Find "the minister" wherever it stands by itself.

    Args:
        article: With all of its text.
        heads: What the speaker is in one word.
        taken: What has been found and is left out.

    Yields:
        Roles of one word.
    """
    either = "|".join(map(re.escape, sorted(heads))) or "(?!)"
    for found in re.finditer(rf"\b(?P<article>[Tt]he) (?P<role>{either})\b", article.text):
        slot = slot_of(found, "alone")
        if not any(one.span.overlaps(slot.span) for one in taken):
            yield slot


def without_article(role: str) -> str:
    """Give a description without its "a", "an" or "the"."""
    return re.sub(r"(?i)^(?:an?|the) ", "", role)
