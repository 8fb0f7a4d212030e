"""Where the proper name in a phrase begins, and the person named at its end."""

import re
from collections.abc import Sequence
from itertools import takewhile
from string import ascii_uppercase

from stance.prediction.speakers.bodies import heads_body
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.mentions import PARTIES
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.states import ends_in_country
from stance.prediction.speakers.words import (
    Word,
    is_firm,
    is_first_lady,
    owns_by_apostrophe,
    singular,
    without_prefix,
)

_FULL_NAME = 2
#: Occupations that are given names if two words are all, and one that is a name in any others, too.
_GIVEN = frozenset({"Dean", "Mason"})
_NAME = "Mason"
_YOUNGER = frozenset({"jr", "sr", "ii", "iii"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
#: "New York" and half of a full name.
_PLACE_AND_SURNAME = 3


def name_start(core: Sequence[Word], page: Page) -> int:
    """Give the index where the capitalised words at the end of a core begin; its length if none."""
    particles = lexicon().particles
    start = len(core)
    while start and (
        page.is_name_word(core[start - 1])
        or (start < len(core) and core[start - 1].key in particles)
        or (start > 1 and core[start - 1].key.isdigit() and core[start - 2].is_capital)
        or (start < len(core) and start > 1 and _joins(core[start - 2], core[start - 1]))
        or (start < len(core) and _ORDINAL.fullmatch(core[start - 1].key))  # "3rd Circuit"
    ):
        start -= 1
    while start < len(core) and core[start].key.isdigit():
        start += 1
    return start


def _joins(word: Word, article: Word) -> bool:
    """Whether a name goes on over "the": "Save the Children"."""
    return article.text == "the" and word.is_capital


def joined_start(core: Sequence[Word], start: int, page: Page) -> int:
    """Take "Mines and" into the name of the Mines and Geosciences Bureau."""
    while start > 1 and core[start - 1].key in {"and", "&"} and page.is_name_word(core[start - 2]):
        start = name_start(core[: start - 1], page)
    is_all = start == _FULL_NAME and core[1].key in {"and", "&"} and core[0].is_capital
    return 0 if is_all else start  # "Meat and Livestock Orland", at the beginning of a sentence


def _ends_in_noun(words: Sequence[Word], following: Word) -> bool:
    """Whether a noun that no body's name can follow, or any before "Mr Obi", ends "of the town"."""
    known = lexicon()
    if len(words) < 2 or words[-1].key in known.small["preposition"] | known.determiners:  # noqa: PLR2004
        return False
    is_person = following.key in known.titles or following.key in known.given
    is_area = words[-1].key in known.small["area"] or is_person
    return words[-1].text.islower() and (is_area or singular(words[-1].key) not in known.bodies)


def name_at_end(after: Sequence[Word], page: Page) -> tuple[list[Word], list[Word]]:
    """Find the person at the end of "President of Ukraine Volodymyr Zelenskyy"."""
    start = name_start(after, page)
    n_words = len(after) - start
    if _is_infinitive(after) or any(word.key == "by" for word in after[:start]):
        return [], list(after)  # "the candidate to succeed Speaker Ada Obi", "… picked by Ada Obi"
    if n_words <= _FULL_NAME and start and after[start - 1].key in {"and", "or", "&"}:
        return [], list(after)  # "representing Ada Obi and Mr Tarn"
    is_led = n_words >= _FULL_NAME and _ends_in_noun(after[:start], after[start])
    is_apart = n_words == _FULL_NAME and is_led
    small = lexicon().small
    is_longer = n_words > _FULL_NAME
    is_field = any(word.key in small["field"] for word in after[-_FULL_NAME:])  # "Human Rights …"
    is_event = n_words and after[start].key in small["event"]  # "of Operation Warp Speed"
    is_state = n_words > _PLACE_AND_SURNAME and after[0].key == "to"  # "ambassador to the …"
    is_place = n_words > 1 and after[start].key in small["place"] and not is_state
    is_place = is_place or any(word.key in small["region"] for word in after[-_FULL_NAME:-1])
    is_owned = is_longer and after[-_FULL_NAME - 1].is_possessive  # "of Orland's Got Talent"
    is_thing = is_place or is_field or is_event or is_owned or heads_body(after)
    if not (is_longer or is_apart) or is_thing:
        return [], list(after)
    if is_longer and start and ends_in_country(after[start - 1 : start + 2]):
        return list(after[start + 1 :]), list(after[: start + 1])  # "of Turkey Recep Tayyip Obi"
    n_last = _FULL_NAME + (is_longer and after[-_FULL_NAME].text in ascii_uppercase)  # "Ada B. Obi"
    if is_led and singular(after[start - 1].key) in lexicon().bodies:
        titles = takewhile(lambda word: word.key in lexicon().titles, after[start:])
        n_titles = sum(1 for _ in titles)
        n_last = max(n_words - n_titles, _FULL_NAME)  # "commissioner of police Arvind Kumar Obi"
    return list(after[-n_last:]), list(after[:-n_last])


def _is_infinitive(after: Sequence[Word]) -> bool:
    """Whether what hangs on a noun is "to succeed", and not "to the United Nations"."""
    known = lexicon()
    lead, following = [word.key for word in after[:1]], after[1:2]
    return lead == ["to"] and any(
        word.text.islower() and word.key not in known.determiners | known.particles
        for word in following
    )


def officer_at_end(
    before: Sequence[Word], after: Sequence[Word], page: Page
) -> tuple[list[Word], list[Word], list[Word]]:
    """Find the person at the end of "University of Oslo president Ada Obi"."""
    roles = lexicon().roles
    start = next((i for i in range(len(after) - 1, 0, -1) if after[i - 1].key in roles), 0)
    is_named = before[-1].is_capital and any(map(page.is_name_word, after[: start - 1]))
    is_named = is_named and not (start and after[start - 1].is_possessive)  # "Sheriff's Office"
    if start and is_named and all(map(page.is_name_word, after[start:])):
        return [*before, *after[:start]], list(after[start:]), []
    return list(before), [], list(after)


def _is_surname(word: Word, *, after: Word) -> bool:
    """Whether an occupation is what somebody is called: "Tim Cook", not "Chief Cook"."""
    known = lexicon()
    is_name = after.key not in known.roles and not after.is_possessive
    return is_name and (word.key in known.small["surname"] or after.key in known.given)


def skip_roles(core: Sequence[Word], start: int, page: Page, *, is_bare: bool) -> int:
    """Give the index after the last title, role or owner within the capitalised words.

    Args:
        core: Words of a phrase.
        start: Where the capitalised words at its end begin.
        page: The article.
        is_bare: Whether no determiner stands before them, so that a trade can be a surname.

    Returns:
        Where the name begins, at the least ``start``.
    """
    known = lexicon()
    if is_bare and _is_all_name(core, page):
        return 0
    for index in range(len(core) - 1, start - 1, -1):
        word = core[index]
        is_last = index == len(core) - 1
        can_end = is_last or core[index + 1].key in _YOUNGER  # "Tim Cook Jr."
        can_end = can_end and is_bare and index > start
        is_surname = can_end and _is_surname(word, after=core[index - 1])
        if is_surname or is_firm(core[index : index + 2]) or word.text == _NAME:
            continue
        key = without_prefix(word.key)
        if key in known.roles or is_first_lady(core[: index + 1]):
            return index + 1
        if index + _FULL_NAME < len(core) and _tells_side(word, core[index + 1]):
            return index + 1
        is_initials = "." in word.text and word.text.isupper()  # "C.R. Obi"
        is_title = _is_title(key) and not is_initials
        if not is_last and (is_title or _owns(word, page, before=core[-2])):
            return index + 1
    return start


def _is_title(key: str) -> bool:
    """Whether a word is "Dr", or "Presidents" of two."""
    return key in lexicon().titles or singular(key) in lexicon().small["ruler"]


def _owns(word: Word, page: Page, *, before: Word) -> bool:
    """Whether it is "Orland's" or, before a full name, "Readings'"; not that of "Miners' Union"."""
    is_person = before.key in lexicon().given or word.key in lexicon().bodies  # "the Times' Will"
    return word.is_possessive or (is_person and owns_by_apostrophe(word, page.text))


def _is_all_name(core: Sequence[Word], page: Page) -> bool:
    """Whether a role is a name: the "King" of a Billy King, or the "Dean" or "Mason" of two."""
    is_surname = len(core) == 1 and page.is_surname(core[0])
    return is_surname or (len(core) == _FULL_NAME and core[0].text in _GIVEN)


def _tells_side(word: Word, following: Word) -> bool:
    """Whether a word before a full name is no part of it: "the Kenyan Paul Obi", "Democrat …"."""
    known = lexicon()
    is_native = word.key in known.small["native"] or word.key.endswith(("man", "woman"))
    is_native = is_native or word.key in PARTIES  # "Conservative Paul Obi"
    is_native = is_native or (word.text.isupper() and len(word.text) > 1)  # "the CBS Paul Obi"
    return singular(word.key) in known.small["partisan"] or (
        is_native and following.key in known.given
    )
