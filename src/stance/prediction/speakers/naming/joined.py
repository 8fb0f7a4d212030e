"""Who speaks where two are named together, and what is only said of how they speak."""

from collections.abc import Sequence
from itertools import takewhile

from stance.prediction.speakers.bodies import heads_body
from stance.prediction.speakers.naming.demonyms import names_several
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase, read_phrase
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: Words of the name of a state, at most: "New Zealand".
_LONGEST_STATE = 2
#: Who stands beside somebody as relatives do.
_BESIDE = frozenset({"co-author", "co-founder", "colleague", "neighbour", "partner", "teammate"})


def first_of_two(words: Sequence[Word], page: Page) -> list[Word]:
    """Give the first of two speakers that a phrase joins: "Miller" of "Miller and Mr Smith".

    Args:
        words: One segment, without marks.
        page: The article that it is from.

    Returns:
        The words before "and" if both sides name somebody, and the name of a body does not run
        over it ("Department of Health and Human Services"); else all of them.
    """
    for index, word in enumerate(words[1:-1], start=1):
        if word.key == "and":
            before = words[index - 1]
            if before.is_capital and before.key in lexicon().titles and words[0].key != "the":
                continue  # "Orno Gov. and party chair Ada Obi"
            if before.key in {"he", "she"}:
                return [before]  # "both he and the governor"
            one, other = read_phrase(words[:index], page), read_phrase(words[index + 1 :], page)
            are_two = _is_apart(one, other) or _are_known(one, other, page)
            if one.name and other.name and are_two and not _names_several(other):
                return list(words[:index])
            is_other = _is_somebody(other) or (other.name and not _is_also(one, other))
            if _is_somebody(one) and is_other:
                return list(words[:index])  # "officials and analysts"
            if one.name and _are_colleagues(words[index + 1 :]):
                return list(words[:index])
    return list(words)


def _is_also(one: Phrase, other: Phrase) -> bool:
    """Whether both are one person: "a nurse and union steward Ada Obi"."""
    is_one = one.is_person and not one.is_plural and one.determiner != ""
    is_role = other.is_person and not (other.is_plural or other.determiner)
    return is_one and is_role and singular(other.before[-1].key) not in lexicon().titles


def _names_several(phrase: Phrase) -> bool:
    """Whether it is the "Senate Democrats" of "House and Senate Democrats"."""
    return len(phrase.name) > 1 and names_several(phrase.name[-1]) and not phrase.determiner


def _are_colleagues(words: Sequence[Word]) -> bool:
    """Whether words are "her colleagues", "others" or "the team at Orno"."""
    small = lexicon().small
    plain = small["article"] | small["company"]
    noun = list(takewhile(lambda word: word.key not in small["preposition"], words))
    return words[0].key in small["owner"] or all(word.key in plain for word in noun)


def _is_somebody(phrase: Phrase) -> bool:
    """Whether a description is of people or of a body, and would stand alone: "officials"."""
    if phrase.name or not phrase.before or phrase.after:
        return False
    is_several = phrase.is_plural and phrase.head in lexicon().persons
    is_owned = any(word.is_possessive and word.is_capital for word in phrase.before)
    is_one = (phrase.determiner != "" or is_owned) and (phrase.is_person or phrase.is_body)
    return is_several or is_one or phrase.head == "police"


def _is_apart(one: Phrase, other: Phrase) -> bool:
    """Whether two names can be no parts of one."""
    if _is_state(one) and not other.before and len(other.name) <= _LONGEST_STATE:
        return True  # "Britain and France"
    is_bare = not (other.determiner or other.before)
    if len(one.name) == 1 and one.name[0].key in lexicon().small["field"] and other.is_person:
        return False  # "former Housing and Urban Development Secretary Ada Obi"
    if one.is_person and one.after and is_bare and heads_body(other.name):
        return False  # "Professor Obi of the Water and Ice Lab"
    is_of_both = len(one.name) == 1 and not other.before and _is_full_name(other)
    is_of_both = is_of_both and one.is_plural  # "her parents Ada and Ben Obi"
    if (one.is_person and not is_of_both) or (
        one.before and other.before
    ):  # "the firm Obi and its partner Tarn"
        return True
    titled = other.before and all(word.key in lexicon().titles for word in other.before)
    beside = [word.key in lexicon().small["kin"] | _BESIDE for word in other.before] == [True]
    if titled or beside or (one.after and is_bare and _is_full_name(other)):
        return True  # "Ada Obi and husband Ben Tarn", "Ada Obi of Orno College and Ben Tarn"
    return other.determiner != "" and (heads_body(other.name) or len(other.name) > 1)


def _is_full_name(phrase: Phrase) -> bool:
    return len(phrase.name) > 1 and not phrase.is_body and phrase.name[0].key in lexicon().given


def _is_state(phrase: Phrase) -> bool:
    """Whether it is no more than a state, or its capital: "the U.S."."""
    keys = [word.key for word in phrase.name]
    is_plain = not (phrase.before or phrase.after)
    return is_plain and len(keys) == 1 and keys[0] in lexicon().small["state"]


def _are_known(one: Phrase, other: Phrase, page: Page) -> bool:
    """Whether two names without anything between also occur apart."""
    is_plain = all(word.is_capital for word in (*one.name, *other.name))
    is_between = one.after or other.before
    return is_plain and not is_between and page.are_named_apart(one.name, other.name)


def without_edges(words: Sequence[Word], page: Page) -> list[Word]:
    """Leave out "even" before a phrase, "itself" or "both" after it, and a name's "news agency"."""
    words = words[1:] if len(words) > 1 and words[0].key == "even" else words
    end = len(words)
    while end > 1 and (
        words[end - 1].key in lexicon().small["tail"] or _goes_on_in_title(words[:end], page)
    ):
        end -= 1
    before = words[: max(end - 2, 0)]
    is_agency = [word.text for word in words[len(before) : end]] == ["news", "agency"]
    natives = lexicon().nations  # "the French news agency"
    if is_agency and before and page.is_name_word(before[-1]) and before[-1].key not in natives:
        return list(before)  # "Iran's IRNA news agency"
    return list(words[:end])


def _goes_on_in_title(words: Sequence[Word], page: Page) -> bool:
    """Whether a headline goes on after a name with the last of some words: "Ada Obi Just"."""
    last, known = words[-1], lexicon()
    is_office = last.key in known.roles or last.key in known.titles  # "Texas Gov."
    is_plain = page.is_plain_in_title(last) and not is_office
    return is_plain and any(map(page.is_name_word, words[:-1]))
