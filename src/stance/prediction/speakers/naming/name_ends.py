"""Where the proper name in a phrase begins, and the person named at its end."""

import re
from collections.abc import Sequence
from itertools import takewhile
from string import ascii_uppercase

from stance.prediction.speakers.bodies import heads_body
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.states import ends_in_country
from stance.prediction.speakers.words import Word, singular

_FULL_NAME = 2
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
    is_middle = is_longer and (
        after[-_FULL_NAME].text in ascii_uppercase or after[-_FULL_NAME - 1].key in lexicon().given
    )
    n_last = _FULL_NAME + is_middle  # "Ada B. Obi", "Ada Tarn Obi"
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
