"""Whom a pronoun stands for, and in what capacity they speak."""

from typing import TYPE_CHECKING

from stance.labeling.capacity import Capacity
from stance.labeling.lexicon import PEOPLE

if TYPE_CHECKING:
    from stance.labeling.sentence import SentenceContext

#: How many sentences back a pronoun may point.
_REACH = 6
_PERSONAL = frozenset(["he", "she", "his", "her"])


def capacity_of_pronoun(sentence: "SentenceContext") -> Capacity | None:
    """Tell in what capacity the one speaks whom a sentence names by a pronoun.

    Args:
        sentence: Its speaker is a pronoun.

    Returns:
        The capacity of whoever spoke last, a person for "he" and "she"; or else of the person
        whom the article named last; None if that is not known.
    """
    if sentence.speech is None:
        return None
    is_personal = sentence.words[sentence.speech.first].key in _PERSONAL
    before = sentence.article.sentences[max(0, sentence.index - _REACH) : sentence.index]
    for one in reversed(before):
        if one.speech is not None and not one.is_pronoun:
            known = one.capacity or one.known_capacity
            if not is_personal or known is None or known.list in PEOPLE:
                return known or (_last_person(before) if is_personal else None)
    return _last_person(before) if is_personal else None


def _last_person(before: "tuple[SentenceContext, ...]") -> Capacity | None:
    for one in reversed(before):
        known = one.article.people.find(one.words)
        if known is not None and known.list in PEOPLE:
            return known
    return None
