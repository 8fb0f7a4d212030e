"""The names in a sentence, whether or not their bearers speak there."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from stance.parts import Span
from stance.prediction.speakers.bodies import REGIONS
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.naming.appositions import apposition_after, apposition_before
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.reading import read_mention
from stance.prediction.speakers.vocabulary.before_names import before_name
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import (
    Word,
    owns_by_apostrophe,
    singular,
    without_prefix,
)

_LONGEST_NAME = 15
#: The rest of a name from its nickname on: 'Bo" Obi'.
_NICKNAME = re.compile(r'[^"“”„«»]{1,24}["”“»] [A-Z]')


def names_in(page: Page, sentence: Span) -> list[Mention]:
    """Find the proper names of a sentence, each with the role that stands beside it.

    Args:
        page: The article.
        sentence: Where to look.

    Returns:
        Mentions by name, in order of the text.
    """
    words = page.words_of(sentence)
    mentions: list[Mention] = []
    start = end = 0
    for first, last in _runs(words, page):
        if first < end and _is_client(words, first, last):
            end = apposition_after(words, last)
            mentions.append(read_mention(page, Span(words[first].start, words[end - 1].end)))
        is_work = first > 0 and words[first - 1].key in lexicon().small["work"]
        is_member = last - first == 1 and words[first].key in lexicon().small["partisan"]
        if first >= end and not (is_work or is_member):  # "the film Obi", "the third Democrat"
            left = before_name(words, first, floor=end)
            if left == first:
                left = apposition_before(words, first, last)
            is_whose = _hangs_on_person(words, left, mentions)  # "Ada Obi of Orno, a nurse,"
            if end > start and _tells_whose(words[start:end], words[end : first + 1], left - end):
                left = start  # "Larkspur co-founder Ada Obi"
            start = first
            is_place = left == 1 and words[0].key in lexicon().small["where"]
            end = last if is_whose or is_place else apposition_after(words, last)
            mention = read_mention(page, Span(words[left].start, words[end - 1].end))
            is_name = mention.form is Form.NAME and not _is_thing(mention)
            following = words[end : end + 1]
            is_scheme = words[left].key == "the" and any(
                one.key in lexicon().small["venture"] for one in following
            )
            if is_name and not (is_scheme or _is_of_nation(words[first:end], following)):
                mentions.append(mention)
    return mentions


def _tells_whose(name: Sequence[Word], role: Sequence[Word], n_apart: int) -> bool:
    """Whether a role in small letters, and a name after it, follow what its bearer belongs to.

    Only "founder and" may be ``n_apart`` between them.
    """
    known = lexicon()
    *told, bearer = role
    is_whose = name[-1].key not in known.small["calendar"]
    is_role = bool(told) and without_prefix(told[-1].key) in known.persons and bearer.is_capital
    is_role = is_role and told[0].key not in known.small["past"]  # "in Orno former mayor Obi"
    apart = [word.key for word in told[:n_apart]]
    is_two = apart[1:] == ["and"] and apart[0] in known.persons
    is_plain = all(one.text[0].islower() and one.key not in known.determiners for one in told)
    return is_whose and is_role and is_plain and (not apart or is_two)


def _is_client(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a full name is that of whom another speaks for: "a spokesman for Ada Obi"."""
    known = lexicon()
    titles = takewhile(lambda word: word.key in known.offices, words[first:last])
    start = first + sum(1 for _ in titles)
    is_full = start + 1 < last and words[start].key in known.given
    return is_full and words[first - 1].key == "for"


def _hangs_on_person(words: Sequence[Word], left: int, mentions: Sequence[Mention]) -> bool:
    """Whether words before a name lead to it from that of a person, whom what follows tells of."""
    if not mentions or words[left - 1].key not in {"of", "from"}:
        return False
    before = mentions[-1]
    ends = before.called.end == words[left - 2].end
    return ends and before.being is not Being.BODY and len(before.name) > 1


def _is_thing(mention: Mention) -> bool:
    """Whether a name is that of what cannot speak: "DNA", "Hurricane Obi", "New Year"."""
    small = lexicon().small
    first, last = mention.name[0], mention.name[-1]
    if len(mention.name) == 1:
        return first in small["event"] | small["thing"]
    is_feast = last in small["feast"] and first not in lexicon().given  # not "Ada Day"
    return first in small["event"] or last in small["ground"] or is_feast


def _is_of_nation(name: Sequence[Word], following: Sequence[Word]) -> bool:
    """Whether a word only tells of which nation or language somebody is: "a Spanish teacher"."""
    known, word = lexicon(), name[0].key
    is_native = word in known.small["native"] or word in known.small["adjective"]
    is_person = any(one.text.islower() and singular(one.key) in known.persons for one in following)
    return len(name) == 1 and (is_native or word.endswith("ese")) and is_person


def _runs(words: Sequence[Word], page: Page) -> Iterator[tuple[int, int]]:
    """Give first and last-plus-one index of each run of name words."""
    index = 0
    while index < len(words):
        first = index
        end = min(len(words), first + _LONGEST_NAME)
        while index < end and _goes_on(words, index, first=first, page=page):
            index += 1
        if index > first:
            yield first, index
        else:
            index += 1


def _goes_on(words: Sequence[Word], index: int, *, first: int, page: Page) -> bool:
    """Whether a run of name words begins at, or goes on over, a word."""
    if index > first and _opens_quotation(words[index - 1], words[index], page.text):
        return False
    if _is_named(words, index, page):
        return index == first or not _owns(words[first:index], page)
    if index == first or index + 1 == len(words) or not _is_named(words, index + 1, page):
        return False
    known = lexicon()
    if words[index].key in known.particles:
        return True
    previous = words[index - 1].key
    if words[index].key in {"and", "&"}:  # "Department of Health and Human Services"
        return previous in known.small["field"] and _is_field(words[index + 1 : index + 3])
    return words[index].key in {"of", "for"} and (
        previous in known.bodies
        or previous in known.roles
        or (previous in REGIONS and index == first + 1)
    )


def _opens_quotation(one: Word, other: Word, text: str) -> bool:
    """Whether a quotation begins between two words, and not the nickname of Ada "Bo" Obi."""
    opens = one.end < other.start and text[other.start - 1] in '"“„«'
    return opens and _NICKNAME.match(text, other.start) is None


def _owns(name: Sequence[Word], page: Page) -> bool:
    """Whether what follows is that of a person: "Lord Obis' Bill", and no "Miners' Union"."""
    last, known = name[-1], lexicon()
    before = [word.key for word in name[-2:-1]]
    is_person = any(key in known.titles or key in known.given for key in before)
    return is_person and owns_by_apostrophe(last, page.text)


def _is_field(words: Sequence[Word]) -> bool:
    """Whether words begin with what a body is for: "Human Services"."""
    return any(word.is_capital and word.key in lexicon().small["field"] for word in words)


def _is_named(words: Sequence[Word], index: int, page: Page) -> bool:
    word = words[index]
    if word.key in lexicon().determiners or word.key == "i":
        is_initial = len(word.text) == 1 and page.text[word.end : word.end + 1] == "."
        return is_initial and index > 0 and words[index - 1].is_capital  # "Viktor A. Yushchenko"
    follows_state = index > 0 and "." in words[index - 1].text  # "U.S. Secretary of State"
    return page.is_name_word(word) or (follows_state and word.is_capital)
