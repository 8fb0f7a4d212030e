"""What to call somebody by, and the title before the name: "Lt. Gov." of "Lt. Gov. Ada Obi"."""

import re
from collections.abc import Sequence
from itertools import takewhile

from stance.parts import Span
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, is_first_lady, span_of, without_prefix

#: Characters of a quoted title, at most, and how its beginning stands before the rest of it.
_TITLE = 40
_OPENING = re.compile(r'["“][^"“”\n]*$')
_CLOSING = re.compile(r'(?<=\w)["”] ')


def address_of(phrase: Phrase) -> Sequence[Word]:
    """Give the "Dr" right before a name: what only addresses, and is no office or rank."""
    start = len(phrase.before)
    if is_first_lady(phrase.before):
        return ()
    while start and _only_addresses(phrase.before[start - 1].key):
        start -= 1
    return phrase.before[start:]


def untitled(phrase: Phrase) -> Sequence[Word]:
    """Give what stands before a name, without the "Dr" right before it."""
    return phrase.before[: len(phrase.before) - len(address_of(phrase))]


def _only_addresses(word: str) -> bool:
    known = lexicon()
    return word in known.titles and word not in known.offices


def called(phrase: Phrase, page: Page) -> Span:
    """Give the words to call somebody by.

    A title is a role and no part of a name (annotation guidelines), but for what only addresses.

    Args:
        phrase: With a name.
        page: The article that it is from.

    Returns:
        The name with the "Dr" before it, without a possessive ending that is no part of it.
    """
    known = lexicon()
    first, last = (*address_of(phrase), *phrase.name)[0], phrase.name[-1]
    is_owner = last.is_possessive and last.key not in known.small["apostrophe"]  # "McDonald's"
    name = Span(first.start, last.end - 2 * is_owner)
    is_short = last.key in known.small["shortened"] or "." in last.text  # "Obi Inc", "the U.N"
    return _with_full_stop(name, page) if is_short and not is_owner else name


def ends_in_name(phrase: Phrase) -> bool:
    """Tell whether what hangs on a noun stands before the name: "envoy to Orland Ada Obi"."""
    return bool(phrase.name and phrase.after) and phrase.name[0].start > phrase.after[-1].start


def is_bare_name(phrase: Phrase) -> bool:
    """Whether a phrase is a name, with no more than a form of address before it.

    Args:
        phrase: One after the description of somebody.

    Returns:
        Whether it is theirs: "Sen. Obi of Iowa", "Mike from Sligo", "a man named Luis".
    """
    known = lexicon()
    is_addressed = not phrase.determiner and all(
        word.key in known.titles or word.key in known.roles for word in phrase.before
    )
    is_named = phrase.before != () and phrase.before[-1].key == "named"
    is_full = bool(phrase.before) or len(phrase.name) > 1
    ends = {"from", "of"} if is_full else {"from"}
    is_whole = not phrase.after or phrase.after[0].key in ends
    is_whole = is_whole or ends_in_name(phrase)
    is_theirs = is_addressed or is_named or phrase.is_person
    keys = [word.key for word in phrase.name]
    is_one = keys[1:-1] not in (["and"], ["&"])  # "Marketing and Online"
    is_one = is_one and (phrase.before != () or not _is_title(phrase.name))
    return bool(phrase.name) and is_one and is_whole and is_theirs


def _is_title(name: Sequence[Word]) -> bool:
    """Whether it is "Senior Research Associate", and no "Jane Baker"."""
    known = lexicon()
    if len(name) < 2 or name[0].key in known.given:  # noqa: PLR2004  # "Baker"
        return False
    leads = known.small["degree"] | known.small["past"] | known.nouns
    return name[0].key in leads and name[-1].key in known.roles


def rank_before(phrase: Phrase, page: Page) -> Span | None:
    """Give the short title of an office or a rank that stands right before a name.

    Args:
        phrase: With a name.
        page: The article that it is from.

    Returns:
        "Lt. Gov.", or None if there is none or it is said to be over.
    """
    ranks = list(takewhile(_ranks, reversed(phrase.before)))
    if not ranks or any(word.key in lexicon().small["past"] for word in phrase.before):
        return None
    return _with_full_stop(Span(ranks[-1].start, ranks[0].end), page)


def _ranks(word: Word) -> bool:
    """Whether a word before a name is "Rep.", or "Representative" written large."""
    small = lexicon().small
    return word.key in small["rank"] or (word.is_capital and word.key in small["titled"])


def role_span(role: Sequence[Word], page: Page) -> Span:
    """Give the place of a role: "state Sen." with its full stop, and "Malta" of "Malta's Obi"."""
    small, last = lexicon().small, role[-1]
    is_place = len(role) == 1 or role[-2].key not in small["preposition"] - {"of"}
    if last.is_possessive and is_place:
        return Span(role[0].start, last.end - 2)
    is_short = without_prefix(last.key) in small["rank"] | small["shortened"]
    whole = _with_closing_mark(span_of(role), page)
    return _with_full_stop(whole, page) if is_short else whole


def _with_closing_mark(span: Span, page: Page) -> Span:
    """Take in the mark that closes, or all that opens, a quotation: '"The Lake" co-host'."""
    inside, following = page.text[span.start : span.end], page.text[span.end : span.end + 1]
    is_odd = inside.count('"') % 2 == 1
    if (is_odd or inside.count("“") > inside.count("”")) and following in {'"', "”"}:
        return Span(span.start, span.end + 1)
    if (is_odd or inside.count("“") < inside.count("”")) and _CLOSING.search(inside):
        before = page.text[max(span.start - _TITLE, 0) : span.start]
        opening = _OPENING.search(before)
        return Span(span.start - (len(before) - opening.start() if opening else 0), span.end)
    return span


def _with_full_stop(span: Span, page: Page) -> Span:
    """Take in the full stop that shortens a last word: "Obi Inc."."""
    return Span(span.start, span.end + (page.text[span.end : span.end + 1] == "."))
