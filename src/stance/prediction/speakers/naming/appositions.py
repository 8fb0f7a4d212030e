"""What stands beside a name between commas: "Ada Obi, mayor of Orno," and "the mayor, Ada Obi,"."""

from collections.abc import Sequence
from itertools import takewhile

from stance.prediction.speakers.naming.apposed_roles import opens_with_person
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: How far a role can reach from the name, in words, and from where on it must be a full name's.
_LONGEST, _LONG = 24, 13


def apposition_before(words: Sequence[Word], first: int, last: int) -> int:
    """Find "the former mayor of Lakeside, " before a name between commas.

    Args:
        words: Words and marks of a sentence.
        first: Index of the first word of the name.
        last: Index after its last word.

    Returns:
        The index where it begins; ``first`` if nothing of the kind stands there.
    """
    known = lexicon()
    is_apposition = last == len(words) or words[last].is_mark
    if first == 0 or words[first - 1].text != "," or not is_apposition:
        return first
    if last - first == 1:
        return _relative_before(words, first)
    for index in range(first - 2, max(first - _LONGEST, 0) - 1, -1):
        if words[index].is_mark:
            return first
        if words[index].key in known.possessors:
            if _is_person(words[index + 1 : first + 1]):
                return index
            if words[index - 1].key not in known.small["preposition"]:
                return first  # and not "the head of the council"
    return first


def _relative_before(words: Sequence[Word], first: int) -> int:
    """Give the index of "sister" in "Mr Obi's sister, Ada,", where one name is enough."""
    known, noun = lexicon(), first - 2
    if noun < 1 or words[noun].key not in known.small["kin"]:
        return first
    owner = words[noun - 1]
    return noun if owner.is_possessive or owner.key in known.small["owner"] else first


def _is_person(words: Sequence[Word]) -> bool:
    """Whether a noun for a person is followed by a comma or a preposition."""
    known = lexicon()
    noun = next((i for i, word in enumerate(words[:-1]) if word.key in known.persons), None)
    if noun is None:
        return False
    follows = words[noun + 1]
    return follows.text == "," or follows.key in known.small["preposition"]


def apposition_after(words: Sequence[Word], last: int) -> int:
    """Find the acronym in brackets, or the apposition, that follows a name.

    Args:
        words: Words and marks of a sentence.
        last: Index after the last word of the name.

    Returns:
        The index after it; ``last`` if nothing of the kind stands there.
    """
    if last + 2 < len(words) and words[last].text == "(" and words[last + 2].text == ")":
        return last + 3
    predicate = _predicate_end(words, last)
    if predicate > last or last + 1 >= len(words) or words[last].text != ",":
        return predicate
    following = words[last + 1 : last + _LONGEST]
    apposition = list(takewhile(lambda word: not word.is_mark, following))
    end = last + 1 + len(apposition)
    is_whole = len(apposition) < _LONG or _is_long(words, last, end)
    return end if apposition and is_whole and _describes(apposition) else last


def _is_long(words: Sequence[Word], last: int, end: int) -> bool:
    """Whether many words after a full name end where they should, and tell of nobody else."""
    is_full = last > 1 and words[last - 2].is_capital
    is_closed = end == len(words) or words[end].is_mark
    return is_full and is_closed and words[last + 1].key not in lexicon().small["owner"]


def _predicate_end(words: Sequence[Word], last: int) -> int:
    """Give the index after "is professor of ecology", or ", 51, is a nurse", beside a name."""
    known = lexicon()
    aged = [word.text for word in words[last : last + 3 : 2]] == [",", ","]
    begin = last + 3 * (aged and words[last + 1].key.isdigit())
    if [word.text for word in words[begin : begin + 1]] != ["is"]:
        return last
    told = list(takewhile(lambda word: not word.is_mark, words[begin + 1 : begin + _LONGEST]))
    opens = bool(told) and (told[0].key in known.small["article"] or told[0].key in known.persons)
    if not opens:
        return last  # "Ada Obi is meeting the mayor"
    noun = takewhile(lambda word: word.key not in known.small["preposition"], told)
    return begin + 1 + len(told) if any(word.key in known.persons for word in noun) else last


def _describes(apposition: Sequence[Word]) -> bool:
    """Whether words after a comma tell who was named, and are no clause and no other name."""
    known, first = lexicon(), apposition[0]
    if first.key in {"who", "you"}:  # "Ada Obi, you are a minister"
        is_apart = False
    elif _opens_clause(first):
        is_apart = True  # "Orno, on Saturday to urge the mayor", "Larkspur, which a banker owns"
    else:
        main = takewhile(lambda word: word.key not in known.small["relative"], apposition)
        is_clause = any(word.key in known.small["finite"] for word in main)
        is_apart = is_clause or _is_other_name(apposition)
    is_role = any(singular(word.key) in known.roles for word in apposition)
    opens = first.text[0].islower() or singular(first.key) in known.roles
    opens = opens or _opens_with_title(apposition) or _opens_with_body(apposition)
    return not is_apart and opens and (is_role or first.text == "who")


def _opens_with_title(words: Sequence[Word]) -> bool:
    """Whether it is like "County Extension Agent for Orno"."""
    known = lexicon()
    title = list(takewhile(lambda word: word.is_capital, words))
    is_of = any(word.key in known.small["belonging"] | {"for"} for word in words[len(title) :][:1])
    return bool(title) and singular(title[-1].key) in known.roles and is_of


def _opens_with_body(words: Sequence[Word]) -> bool:
    """Whether it is like "Orno Department of Health information officer"."""
    small = lexicon().small
    told = list(takewhile(lambda word: word.is_capital or word.key in small["joint"], words))
    role = words[len(told) :]
    is_plain = all(word.text.islower() for word in role)
    return bool(told) and bool(role) and is_plain and role[-1].key in lexicon().persons


def _opens_clause(word: Word) -> bool:
    known, small = lexicon(), lexicon().small
    opens = known.before_roles | small["relative"] | small["clause"] | small["aside"]
    return word.key in opens - small["belonging"] - {"once"}  # "once the owner of Linden"


def _is_other_name(words: Sequence[Word]) -> bool:
    """Whether it is "President-elect Obi" or "farmer Ada Obi", and no "President of Orland"."""
    known, rest = lexicon(), words[1:]
    if words[0].text.islower():  # and no "editor Orno Times"
        if opens_with_person(words):
            return True
        no_body = all(singular(word.key) not in known.bodies for word in rest)
        return len(rest) > 1 and no_body and all(word.is_capital for word in rest)
    return words[-1].is_capital and all(
        word.key not in known.small["preposition"] for word in words
    )
