"""The surnames that an article shows to be some: the King of "Billy King"."""

from collections.abc import Sequence
from itertools import pairwise

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import Word


def surnames_in(words: Sequence[Word]) -> frozenset[str]:
    """Find the surnames among the words of an article.

    Args:
        words: All of them, in order.

    Returns:
        Folded words that stand, written large, after a given name, and names that are trades
        ("King", "Baker") after any other word like a name.
    """
    pairs = pairwise(words)
    return frozenset(two.key for one, two in pairs if one.is_capital and _is_name(one, two))


def _is_name(one: Word, two: Word) -> bool:
    known = lexicon()
    if not two.is_capital or one.is_possessive:
        return False
    if two.key in known.bodies and two.key not in known.small["surname"]:
        return False  # "Aurora Police"
    if one.key in known.given:
        return True
    groups = (known.nouns, known.titles, known.nations, known.openers)
    return two.key in known.small["surname"] and not any(one.key in group for group in groups)
