"""Whether words beside a name say what its bearer is, or something else."""

from collections.abc import Sequence

from stance.prediction.speakers.cores import FOR_EXAMPLE
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, tells_age

#: "Who", "is" and "a", of "who is a nurse".
SHORTEST_CLAUSE = 3
#: And of "who was", or "who has not", which is cut off.
_CUT = 3
_PARTICIPLES = frozenset(
    {"caught", "found", "given", "held", "made", "seen", "sent", "shot", "shown", "taken"}
)
#: How what somebody does as a habit begins, which is no plural of a noun.
_HABITS = frozenset({"lives", "works", "runs", "owns", "says", "wants", "sits", "stands", "plays"})
_MANY = frozenset({"few", "many", "most", "several", "some"})
#: What only the subject of a clause is.
_SUBJECTS = frozenset({"he", "she", "they", "we", "i"})


def looks_like_role(segment: Sequence[Word]) -> bool:
    """Tell whether words beside a name say what its bearer is.

    Args:
        segment: Words without marks, at least one.

    Returns:
        False for a caption, what somebody did and who else was there.

    Examples:
        >>> from stance.parts import Span
        >>> from stance.prediction.speakers.words import words_in
        >>> told = "the mayor of Orno", "repeatedly calling for help", "with her son"
        >>> [looks_like_role(words_in(one, Span(0, len(one)))) for one in told]
        [True, False, False]
    """
    known = lexicon()
    first = segment[0]
    if all(word.key in known.small["pictured"] for word in segment):
        return False  # "Ada Obi (left)"
    if first.key in known.small["relative"]:
        is_cut = segment[-1].key in known.small["finite"] | {"not"} and len(segment) <= _CUT
        return first.key == "who" and len(segment) > 1 and not is_cut  # not "who was"
    is_aside = first.key in known.small["aside"] or first.key in FOR_EXAMPLE  # "like the mayor"
    if _acts(segment) or is_aside or _is_company(segment) or opens_with_person(segment):
        return False  # "Ada Obi, minority leader Ben Tarn"
    if any(word.key in _SUBJECTS for word in segment) or first.key in _MANY:
        return False  # "wept as he spoke", "many residents left"
    people = known.roles.keys() | known.small["partisan"]
    if any(singular(word.key) in people for word in segment):
        return True
    empty = known.determiners | {"and", "or", "then", "now"}
    nouns = [word for word in segment if word.text[0].islower() and word.key not in empty]
    return bool(nouns) and not first.key.endswith("ing")


def _is_company(segment: Sequence[Word]) -> bool:
    """Whether words tell who else is there: "with her son", "with 13-year-old Ben"."""
    first, *rest = segment
    owners = lexicon().small["owner"]
    return first.key == "with" and any(one.key in owners or tells_age(one.key) for one in rest[:1])


def _acts(segment: Sequence[Word]) -> bool:
    """Whether words tell what somebody did or does: "polled 804 voters", "speaking at a vigil"."""
    small = lexicon().small
    objects = lexicon().determiners | small["preposition"]
    segment = segment[len(segment) > 1 and segment[0].key.endswith("ly") :]  # "repeatedly calling"
    is_followed = len(segment) == 1 or segment[1].key in objects or segment[1].key.isdigit()
    first = segment[0].key
    if first in _PARTICIPLES or first in _HABITS:
        return True  # "made a commander", "lives nearby"
    is_verb = first.endswith("ed") or (first.endswith("ing") and len(segment) > 1)
    is_plain = first in small["modifier"] and not any(
        word.key in lexicon().determiners for word in segment[1:2]
    )  # "leading surgeon", and not "leading many to think"
    return is_verb and is_followed and not is_plain and segment[0].text.islower()


def opens_with_person(words: Sequence[Word]) -> bool:
    """Tell whether a role and a full name begin some words: "veteran actor Ada Obi recently left".

    Args:
        words: Any, without marks.

    Returns:
        False if a preposition or a determiner leads to the role.
    """
    known = lexicon()
    for one, two, three in zip(words, words[1:], words[2:], strict=False):
        if one.key in known.small["preposition"] or one.key in known.determiners:
            return False
        is_named = two.key in known.given and three.is_capital
        if is_named and singular(one.key) in known.persons:
            return not any(word.is_possessive for word in words)  # "President Ada Obi's adviser"
    return False
