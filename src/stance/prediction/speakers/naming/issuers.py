"""Who speaks in an office or a paper: the Okoro of "Okoro's office", the WHO of its data."""

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from stance.prediction.speakers.bodies import heads_body, whole_body
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase, read_phrase
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

_ISSUED = ("by", "from")
#: How a paper came about, before "by".
_MADE = frozenset(
    {
        *("carried", "commissioned", "compiled", "conducted", "drawn", "issued", "made"),
        *("prepared", "produced", "published", "released", "written"),
    }
)
#: What stands before a day, a week or a year.
_BEFORE_DATE = frozenset({"last", "this", "earlier", "late", "early", "on", "in", "next"})


def holder_of(phrase: Phrase) -> Sequence[Word]:
    """Give the words for whose office speaks: the Okoro of "Okoro's office".

    Args:
        phrase: A description.

    Returns:
        Part of the phrase; empty if it is no office, or one that belongs to no single name.
    """
    owner = phrase.before[:-1]
    while owner and owner[-1].key in lexicon().small["press"]:
        owner = owner[:-1]  # "Hezbollah's media office"
    is_owned = bool(owner) and phrase.head == "office" and owner[-1].is_possessive
    is_state = is_owned and owner[-1].key in lexicon().small["state"]
    return owner if is_owned and not is_state and not phrase.determiner else ()


def issuer_of(phrase: Phrase, page: Page) -> Sequence[Word]:
    """Give the words for whoever issued a paper: the WHO of "data from the WHO".

    Args:
        phrase: A description.
        page: The article.

    Returns:
        Part of the phrase; empty if it is no paper, does not say whose, or is one that somebody
        keeps and does not issue: "Election Commission records".
    """
    keys = [word.key for word in phrase.after[:-1]]
    is_kept = phrase.head in lexicon().small["kept"] and "by" not in keys
    if not phrase.is_paper or is_kept:
        return ()
    start = _issuer_start(keys)
    if start:
        words = _without_date(phrase.after[start:])
        issuer = read_phrase(words, page)
        if issuer.name or issuer.is_body or issuer.is_person:
            return words
    for index in reversed(range(len(phrase.before) - 1)):
        if phrase.before[index].is_possessive:
            is_day = phrase.before[index].key in lexicon().small["calendar"]
            return () if is_day else phrase.before[: index + 1]
    for index, word in enumerate(phrase.before[:-1]):
        is_sure = word.text.isupper() or word.key in lexicon().small["of-something"]
        if page.is_name_word(word) and (is_sure or not page.comes_first(word)):
            named = _named_body(phrase.before[index:-1], page)
            is_nation = len(named) == 1 and word.key in lexicon().nations  # "a UK study"
            return () if is_nation else named
    is_filed = phrase.head in lexicon().small["filed"]  # "court documents"
    return () if is_filed else _described_body(phrase.before[:-1])


def issuer_beside(phrase: Phrase, others: Sequence[Sequence[Word]], page: Page) -> Sequence[Word]:
    """Give the words for whoever issued a paper, after a comma: "the letter, written by Obi".

    Args:
        phrase: A description.
        others: The segments that follow it.
        page: The article.

    Returns:
        Part of the first of them; empty if it is no paper, or does not say whose.
    """
    words = others[0] if others and phrase.is_paper else ()
    by = next((at for at, word in enumerate(words[:3]) if word.key == "by"), 0)
    words = words[by if words and words[0].key in _MADE else 0 :]
    if len(words) < 2 or words[0].key not in _ISSUED:  # noqa: PLR2004  # "from" and a name
        return ()
    issuer = read_phrase(words[1:], page)
    return words[1:] if issuer.name or issuer.is_body else ()


def _without_date(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out when a paper came out: "last year", "on Monday", "earlier this week"."""
    small = lexicon().small
    dates = small["time"] | small["calendar"]
    keys = [word.key for word in words]
    for index in range(1, len(words)):
        leads = keys[index] in _BEFORE_DATE and bool(
            dates.intersection(keys[index + 1 : index + 3])
        )
        if leads or keys[index] in small["calendar"]:
            return words[:index]
    return words


def _described_body(words: Sequence[Word]) -> Sequence[Word]:
    """Give the body of "a home ministry statement" and of "the latest government data"."""
    known = lexicon()
    if not words or words[-1].key not in known.bodies:
        return ()
    return tuple(dropwhile(lambda word: word.key in known.small["dated"], words))


def _named_body(words: Sequence[Word], page: Page) -> Sequence[Word]:
    """Give the name at the beginning of some words, with what is of a body: "Bank of Orland"."""
    named = tuple(takewhile(page.is_name_word, words))
    for end in (len(named) + 2, len(named) + 1):
        if named and heads_body(words[:end]):
            return words[:end]  # "Orland media", and no "Linden transparency"
    return whole_body(named, words[len(named) :], page)[0] if heads_body(named) else named


def _issuer_start(keys: Sequence[str]) -> int:
    """Give the index after "by", "from" or, at the very beginning, "of"; 0 if there is none."""
    for one in _ISSUED:
        if one in keys:
            at = keys.index(one)
            return 0 if at and keys[at - 1] in lexicon().small["seen"] else at + 1
    if keys[:1] == ["of"]:
        return 1  # "a paper in the Journal of Monetary Economics" is not that of Monetary Economics
    return 0
