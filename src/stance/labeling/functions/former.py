"""Labelling functions that know what becomes of those whose office is over."""

import re

from stance.labeling.functions.voiced import vote_with_words
from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label

_TELLS = re.compile(
    r"\b(?:court|inquiry|commissioners|committee|hearing|dock|trial|testif\w+|pleaded|campaign\w*|"
    r"voters|supporters|memoirs?|rally|remember\w*|recall\w*|admit\w*|denie[sd]|apologi\w+|confess\w*)\b"
)
_OFFICES = frozenset(["official_titles", "organisation_heads", "justice"])


@labelling_function
def former_official_assesses(sentence: SentenceContext) -> Vote | None:
    """Somebody whose office is over comments on the affairs of others.

    Not for one who tells what happened to them, nor for one who still holds an office.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(former_official_assesses, "Former minister Ana Ruiz expects a weak treaty.")
        'expert_analysis [Former minister Ana Ruiz] [expects]'
        >>> vote_on(former_official_assesses, "Former minister Ana Ruiz testified on Monday.")
        'abstains'
    """
    if not _is_former(sentence) or _TELLS.search(sentence.lower):
        return None
    return vote_with_words(sentence, Label.EXPERT_ANALYSIS)


@labelling_function
def former_official_tells(sentence: SentenceContext) -> Vote | None:
    """Somebody whose office is over testifies, recalls or complains in a matter of their own.

    Not for one who assesses the affairs of others.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(former_official_tells, "Former mayor Ana Ruiz testified that she had paid.")
        'reported_fact [Former mayor Ana Ruiz] [testified]'
        >>> vote_on(former_official_tells, "Former mayor Ana Ruiz expects a weak treaty.")
        'abstains'
    """
    if not _is_former(sentence) or not _TELLS.search(sentence.lower):
        return None
    return vote_with_words(sentence, Label.REPORTED_FACT)


def _is_former(sentence: SentenceContext) -> bool:
    known = sentence.capacity or sentence.known_capacity or sentence.pronoun_capacity
    return known is not None and known.is_former and known.list in _OFFICES
