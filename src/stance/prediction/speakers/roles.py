"""What stands beside a name: its bearer's role and gender."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from stance.prediction.speakers.naming.apposed_roles import (
    SHORTEST_CLAUSE,
    are_places,
    beyond_party,
    looks_like_role,
    says_less,
    without_determiner,
)
from stance.prediction.speakers.naming.calling import address_of, ends_in_name, untitled
from stance.prediction.speakers.phrases import Phrase
from stance.prediction.speakers.vocabulary.before_names import without_rank
from stance.prediction.speakers.vocabulary.deeds import is_deed
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: What stands in ranks besides: "Petty Officer", "Rear Admiral".
_RANKS = frozenset(
    {
        *("acting", "assistant", "chief", "first", "flight", "lance", "petty", "rear", "senior"),
        *("staff", "vice"),
    }
)


def role_of(phrase: Phrase, others: Sequence[Sequence[Word]]) -> Sequence[Word]:
    """Give the words beside a name that say what its bearer is.

    Args:
        phrase: The phrase with the name.
        others: The segments that follow it.

    Returns:
        The words before the name, if they are more than a form of address or a party; else the
        apposition after it, else the office before it or what hangs on a person's name ("of Y",
        "is a nurse"), else a clause ("who …"); empty if there is nothing.
    """
    known = lexicon()
    if phrase.has_example:
        return ()  # "Democrats like Ada Obi, the mayor"
    if _names_party(phrase):
        phrase = replace(phrase, before=())  # "fellow Republicans"
    if ends_in_name(phrase):
        role = (*phrase.before, *phrase.after)  # "President of Ukraine Volodymyr Zelenskyy"
        return role[: len(role) - (role[-1].key in known.titles)]
    if _tells_before(phrase, others):
        return without_rank(_without_link(untitled(phrase)))
    beyond = map(beyond_party, others)
    told = [
        one for one in beyond if looks_like_role(one) and not says_less(one, phrase.before[-1:])
    ]
    beside = _without_lead(told[0]) if told else None
    if beside and beside[0].key != "who":
        is_of_body = _is_body_beside(phrase, beside)  # "Obi of Orno Watch, an advocacy group"
        return without_determiner(phrase.after[1:]) if is_of_body else beside
    return _office_of(phrase, clause=beside or ())


def _names_party(phrase: Phrase) -> bool:
    """Whether a name is that of a party's members: "Republicans"."""
    parties = lexicon().small["partisan"]
    return any(one.key != singular(one.key) in parties for one in phrase.name[-1:])


def _tells_before(phrase: Phrase, others: Sequence[Sequence[Word]]) -> bool:
    """Whether words before a name are more than "Mr", a party, "rival" or "July's", or "joint".

    An owner is nothing beside what an apposition says: "NASA's Ada Obi, its chief scientist".
    """
    known, before = lexicon(), phrase.before
    if _only_describes(phrase):
        return False
    is_one = len(phrase.name) == 1 and not phrase.is_body
    if phrase.is_plural and phrase.determiner and is_one:
        return False  # "the farmers Obi has met"
    small, parties = known.small, known.small["partisan"]
    plain = small["modifier"] | small["calendar"] | small["preposition"] | {"so-called"}
    groups = (parties | known.titles.keys(), parties | plain)
    alone = before[0] if len(before) == 1 else None
    if alone and (alone.key.isdigit() or alone.key.endswith("-based")):
        return False  # "the 2010 Orno Survey", "Orland-based Larkspur"
    if alone and phrase.is_body and alone.text.islower():
        is_told = singular(alone.key) in known.nouns and not alone.is_possessive
        if not is_told:
            return False  # "the joint Orno Office", "the country's Ministry of Trade"
    is_owner = bool(before) and before[-1].is_possessive and all(one.is_capital for one in before)
    is_rank = bool(before) and all(one.key in known.ranks | _RANKS for one in before)
    is_beside = is_owner or (is_rank and phrase.is_person)
    is_beside = is_beside and any(looks_like_role(one) and one[0].key != "who" for one in others)
    return not (is_beside or any(all(word.key in group for word in before) for group in groups))


def _only_describes(phrase: Phrase) -> bool:
    """Whether all before a name is "an emotional", "the younger Mr", "reports Mr" or "Calling"."""
    known, address = lexicon(), address_of(phrase)
    before = untitled(phrase)
    nouns = known.roles if address else known.nouns
    if phrase.is_body or not before or any(singular(word.key) in nouns for word in before):
        return False
    is_one_word = len(before) == 1
    if is_one_word and before[0].is_capital:
        return before[0].text.endswith("ing") or before[0].key in known.small["clause"]
    is_told = phrase.determiner == "the" or is_one_word  # "the younger Mr Obi", "reports Mr Obi"
    is_one = phrase.determiner in {"a", "an"} or (bool(address) and is_told)
    is_small = all(word.text.islower() for word in before)
    return is_small and is_one and before[-1].key not in {"called", "named"}


def _office_of(phrase: Phrase, *, clause: Sequence[Word]) -> Sequence[Word]:
    """Give the office before a name, or what hangs on it, or else the clause "who …" after it."""
    known = lexicon()
    office = untitled(phrase) or phrase.before  # "Judge" of "Judge Don Obi"
    last = office[-1].key if office else ""
    if last in known.small["ruler"] or (last in known.offices and _is_of_place(phrase)):
        return office  # "Chancellor Ada Obi of Orland", "Gov. Ada Obi of Orno"
    leads = known.small["belonging"] | {"a", "an", "is"}
    if phrase.after and phrase.after[0].key in leads and not phrase.is_body:
        return without_determiner(phrase.after[1:])
    is_office = last in known.offices or last in known.small["partisan"]
    is_done = bool(clause) and is_deed([word.key for word in clause])
    return office if is_office and (is_done or not clause) else clause


def _is_of_place(phrase: Phrase) -> bool:
    """Whether a place hangs on a name, and no body: "of Orno", and not "of the fraud squad"."""
    return are_places(phrase.after[1:])


def _is_body_beside(phrase: Phrase, beside: Sequence[Word]) -> bool:
    """Whether an apposition tells of the body that hangs on a name, and not of its bearer."""
    known = lexicon()
    is_of = bool(phrase.after) and phrase.after[0].key in known.small["belonging"]
    nouns = takewhile(lambda word: word.key not in known.small["preposition"], beside)
    *_, last = (beside[0], *nouns)
    is_person = last.key in known.roles or last.key in known.small["partisan"]
    return is_of and last.key in known.bodies and not (is_person or phrase.is_body)


def gender_of(words: Iterable[Word]) -> str:
    """Give the gender that a title or a role among words shows, or ""."""
    known = lexicon()
    shown = ""
    for word in words:
        if word.key in known.small["preposition"]:
            break  # "spokesperson for Mr Obi"
        gender = known.titles.get(word.key) or known.roles.get(word.key) or ""
        shown = "" if word.is_possessive else shown or gender  # "Mr Obi's wife"
    return shown


def given_gender(name: Sequence[Word]) -> str:
    """Give the gender that the given name of a person shows, or ""."""
    gender = lexicon().given.get(name[0].key, "")
    return gender if len(name) > 1 or gender == "f" else ""


def _without_link(role: Sequence[Word]) -> Sequence[Word]:
    """Leave out what only leads to a role or a name: "after presenter", "a man called"."""
    small = lexicon().small
    is_led = role[-1].key in small["article"] | {"called", "named", "and"}
    is_known = [word.key for word in role[-2:]] == ["known", "as"]
    leads = len(role) > 1 and role[0].key in small["clause"]
    return role[leads : len(role) - is_led - 2 * is_known]


def _without_lead(segment: Sequence[Word]) -> Sequence[Word]:
    """Leave out what leads to a role after a name: "of the", "a", "who is the"."""
    small = lexicon().small
    is_told = len(segment) > SHORTEST_CLAUSE and segment[0].key == "who"
    if is_told and segment[1].key in small["being"]:
        rest = segment[2 + (segment[2].key == "now") :]
        if rest[0].key in small["article"]:
            return rest[1:]
        is_plain = rest[0].key in small["degree"] | lexicon().persons
        owner = takewhile(lambda word: word.is_capital, rest)
        if segment[1].key == "is" and (is_plain or any(word.is_possessive for word in owner)):
            return rest  # "who is executive director", "who is vice chair", "who is Orno's mayor"
    keys = [word.key for word in segment[:2]]
    if keys == ["one", "of"]:
        return segment
    leads = len(segment) > 1 and keys[0] in small["belonging"] | {"is"}
    return without_determiner(segment[1:] if leads else segment)
