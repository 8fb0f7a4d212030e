"""Clauses about somebody: what they are, "who runs the bank", and what they did, "who left"."""

from collections.abc import Sequence
from itertools import takewhile

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: What is no verb of its own before a participle, and how most of these end.
_PERFECT = frozenset({"has", "have", "had"})
_PARTICIPLES = ("ed", "en", "wn")
_BEING = frozenset({"is", "was", "are", "were"})
#: What somebody is who "is retired" or "was elected mayor".
_STATES = frozenset({"appointed", "based", "elected", "married", "named", "retired", "trained"})
#: What can stand before the verb of a clause, besides words in "-ly".
_WHEN = frozenset({"also", "first", "later", "never", "now", "often", "once", "still", "then"})


def of_bearer(role: Sequence[Word]) -> Sequence[Word]:
    """Leave out what a role or a clause says of others.

    That is "president" of "adviser to the president", and "his wife Ada" of "who lost his wife".
    """
    if not role or role[0].key != "who":
        return _without_masters(role)
    if is_deed([word.key for word in role]):
        return role[:1]
    owners = lexicon().small["owner"]
    return tuple(takewhile(lambda word: word.key not in owners, role))


def _without_masters(role: Sequence[Word]) -> Sequence[Word]:
    """Leave out the nouns for people that hang on another: "head of the president's office"."""
    known, is_of = lexicon(), False
    own: list[Word] = []
    for word in role:
        is_of = (is_of or word.key in known.small["preposition"]) and word.key != "and"
        if word.is_possessive and word.is_capital and not is_of:
            own = [one for one in own if singular(one.key) not in known.persons]
        if not (is_of and singular(word.key) in known.persons):
            own.append(word)  # and no "President" of "President Obi's ambassador"
    return own


def is_deed(clause: Sequence[str]) -> bool:
    """Tell whether a clause says what somebody did or says, and not what they are: "who left".

    Args:
        clause: Folded words, one at least.

    Returns:
        True of "who met the mayor" and "who is seen as a threat", False of "who runs the bank" and
        of what is no such clause.
    """
    who, *rest = clause
    if who != "who":
        return False
    small = lexicon().small
    verb, following, *_ = [
        word for word in rest if not word.endswith("ly") and word not in _WHEN
    ] + ["", ""]
    if verb in _PERFECT and following.endswith(_PARTICIPLES):
        verb = following  # "who has shown", "who has worked"
    if verb in _BEING and following.endswith((*_PARTICIPLES, "ing")):
        return following not in _STATES  # "who is seen as the favourite"
    is_lasting = verb in small["lasting"] or verb in small["finite"]
    is_habit = verb.endswith("s") and verb not in small["remark"]
    return not (is_lasting or is_habit)
