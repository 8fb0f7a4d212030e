"""Where the role before a name begins, and ends: "former secretary of state" of "… Ada Obi"."""

from collections.abc import Sequence
from itertools import takewhile

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, without_prefix

#: How far back a role can begin, in words.
_LONGEST_TITLE = 6
_OBJECTS = frozenset({"him", "them", "me", "us"})
_OF = frozenset({"of", "to", "for"})
#: What is no more than a form of address after an office.
_DEGREES = frozenset({"professor", "prof", "dr"})
_OFFICERS = frozenset({"chair", "chief", "director", "head", "minister", "officer", "president"})
#: Offices after which a rank says no more.
_RANKED = frozenset(
    {"chairman", "chairwoman", "commander", "director", "head", "leader", "minister", "officer"}
)


def before_name(words: Sequence[Word], first: int, *, floor: int) -> int:
    """Give the index where the role before a name begins.

    Args:
        words: Those of a sentence.
        first: Index of the first word of the name.
        floor: How far back the role may go at most: the end of what is read already.

    Returns:
        ``first`` where no role stands before the name.
    """
    known = lexicon()
    if first == floor or words[first - 1].is_mark:
        return first
    last = words[first - 1].key
    is_place = words[first].key not in known.roles and words[first].key not in known.titles
    if is_place and last in _OF and words[first - 2].key in known.roles and first - 2 > floor:
        return _role_start(words, first - 1, floor=floor)  # "the envoy to Orland Ada Obi"
    is_office = (
        first - 3 >= floor and words[first - 2].key in _OF and words[first - 1].text.islower()
    )
    if is_office and singular(words[first - 3].key) in known.persons:
        return _role_start(words, first - 2, floor=floor)  # "former secretary of state Ada Obi"
    before = [word.key for word in words[max(first - 3, 0) : first - 1]]
    is_verb = not known.small["finite"].isdisjoint(before[-1:])  # "it can trust Obi"
    if is_verb or (before[-1:] == ["and"] and {before[0], last} <= known.small["kin"]):
        return first  # "husband and wife Ben Obi"
    if without_prefix(singular(last)) in known.roles or singular(last) in known.bodies:
        return _role_start(words, first, floor=floor)
    leads = known.small["past"] | known.small["degree"] | {"the"}
    return first - (last in leads)  # "Former Mayor Obi", "Vice President Obi"


def without_rank(role: Sequence[Word]) -> Sequence[Word]:
    """Leave out the rank after an office: "Major General" of "army spokesman Major General".

    Args:
        role: The words before a name; none if they are forms of address alone.

    Returns:
        The words without it, and without the "Professor" after an office.
    """
    if not role:
        return role
    known = lexicon()
    ranks = takewhile(lambda word: word.is_capital and word.key in known.ranks, reversed(role[1:]))
    n_ranks = sum(1 for _ in ranks)
    if len(role) > 1 and role[-1].key in _DEGREES and role[-2].key in _OFFICERS:
        return role[:-1]  # "Chief Medical Officer Professor"
    office = role[len(role) - n_ranks - 1].key
    is_title = [word.key for word in role[-2:]] == ["director", "general"]
    is_office = office in _RANKED or "speaks" in known.classes_of(office)
    return role[: len(role) - n_ranks] if is_office and not is_title else role


def _role_start(words: Sequence[Word], first: int, *, floor: int) -> int:
    """Go back from the noun before an index to where the words for a role begin."""
    known = lexicon()
    index = first
    while index > max(floor, first - _LONGEST_TITLE):
        word = words[index - 1]
        if word.is_mark or word.key in known.before_roles:
            return index + (index < first and _is_verb(words[index], after=word))
        if word.key in known.pronouns and word.key not in known.determiners:
            after_verb = word.key not in _OBJECTS  # "He met senator Obi", "made him senator"
            return min(index + after_verb, first)
        if word.text == "not":
            return first  # "they do not trust Ada Obi"
        index -= 1
        if word.key in known.determiners:
            break
        if word.key in known.small["past"]:  # "Obi met former senator Tarn", "the former senator"
            return index - (index > floor and words[index - 1].key in known.determiners)
    return index


def _is_verb(word: Word, *, after: Word) -> bool:
    """Whether a word is what somebody did on a day, or has done: "Monday sentenced"."""
    small = lexicon().small
    if word.key.endswith("ing"):  # "by buying the vendor Larkspur"
        leads = small["finite"] | small["clause"] | {"by"}
        return after.key in leads and word.key not in small["degree"] | small["modifier"]
    return word.key.endswith("ed") and after.key in small["calendar"] | small["finite"]
