"""Whether words beside a name say what its bearer is, or something else."""

from collections.abc import Sequence

from stance.prediction.speakers.vocabulary.cores import FOR_EXAMPLE
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, tells_age

#: "Who", "is" and "a", of "who is a nurse"; "who has not" is cut off.
SHORTEST_CLAUSE = 3
_PARTICIPLES = frozenset(
    {"caught", "found", "given", "held", "made", "seen", "sent", "shot", "shown", "taken"}
)
#: How what somebody does as a habit begins, which is no plural of a noun.
_HABITS = frozenset({"lives", "works", "runs", "owns", "says", "wants", "sits", "stands", "plays"})
_MANY = frozenset({"few", "many", "most", "several", "some"})
#: Bodies that are places, too.
_AREAS = frozenset({"city", "county", "district", "province", "state", "town", "township"})
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
    asides = known.small["pictured"], known.small["no-longer"]
    if any(all(word.key in group for word in segment) for group in asides):
        return False  # "Ada Obi (left)", "Ada Obi (retd)"
    if first.key in known.small["relative"]:
        is_open = segment[-1].key in known.small["finite"] | {"not"}
        is_cut = is_open and len(segment) <= SHORTEST_CLAUSE
        return first.key == "who" and len(segment) > 1 and not is_cut  # not "who was"
    is_aside = first.key in known.small["aside"] or first.key in FOR_EXAMPLE  # "like the mayor"
    is_aside = is_aside or (first.key == "at" and not _names_workplace(segment))
    if _acts(segment) or is_aside or _is_company(segment) or opens_with_person(segment):
        return False  # "Ada Obi, minority leader Ben Tarn"
    is_clause = any(word.key in _SUBJECTS and word.text != "i" for word in segment)
    if is_clause or first.key in _MANY:
        return False  # "wept as he spoke", "many residents left"; not "head of Vkusno i Tochka"
    is_counsel = first.key in known.small["counsel"]  # "Ada Obi, prosecuting"
    if is_counsel or any(singular(word.key) in known.roles for word in segment):
        return True
    empty = known.determiners | {"and", "or", "then", "now"}
    nouns = [word for word in segment if word.text[0].islower() and word.key not in empty]
    is_member = any(word.key in known.small["partisan"] for word in segment)
    is_counted = any(word.key.isdigit() for word in segment)  # "No. 2 Democrat"
    return (is_member and is_counted) or (
        bool(nouns) and (is_member or not first.key.endswith("ing"))
    )


def _names_workplace(segment: Sequence[Word]) -> bool:
    """Whether words name a body: "at Orno University", and not "at the request of his wife"."""
    return any(word.key in lexicon().bodies or word.is_capital for word in segment)


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
    is_followed = is_followed or segment[1].key.endswith(("self", "selves"))
    first = segment[0].key
    is_set_up = [word.key for word in segment[:2]] == ["set", "up"]
    if first in _PARTICIPLES or first in _HABITS or is_set_up:
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


def beyond_party(segment: Sequence[Word]) -> Sequence[Word]:
    """Give what words beside a name say besides a party and a home.

    Args:
        segment: Words without marks, at least one.

    Returns:
        "The chairman of the panel" of "Democrat of Orno and the chairman of the panel"; all of
        them if there is no party, or nothing more.
    """
    small = lexicon().small
    party, *rest = without_determiner(segment)
    is_home = party.key in small["partisan"] and any(word.key == "of" for word in rest[:1])
    end = next((i for i, word in enumerate(rest) if word.key == "and"), len(rest))
    return rest[end + 1 :] if is_home and rest[end + 1 :] else segment


def says_less(segment: Sequence[Word], office: Sequence[Word]) -> bool:
    """Tell whether words after a name say less than the office before it.

    Args:
        segment: Words without marks, at least one.
        office: The last word before the name, if there is one.

    Returns:
        True for "of Orno", where an officer is, and beside a seat in parliament for "Democrat of
        Orno" and "a former nurse", too.
    """
    known, small = lexicon(), lexicon().small
    office_key = office[0].key if office else ""
    first, *rest = without_determiner(segment)
    is_seated = office_key in small["titled"] | small["rank"]
    if is_seated and first.key in small["partisan"]:
        first, *rest = rest or [first]
    is_whence = first.key in {"of", "from"} and are_places(rest)
    is_other = first.key in small["past"] | small["partisan"] | {"once"}
    return (is_whence and office_key in known.offices) or (is_seated and is_other)


def are_places(words: Sequence[Word]) -> bool:
    """Whether words are "Orno" or "Deuel County", and of no body."""
    bodies = lexicon().bodies
    return bool(words) and all(
        word.is_capital and (word.key in _AREAS or word.key not in bodies) for word in words
    )


def without_determiner(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out a leading "a", "the" or "his", unless it is all there is."""
    if len(words) <= 1 or words[0].key not in lexicon().determiners:
        return words
    is_name = words[0].text == "Our" and words[1].is_capital  # "Our Lady of Orno"
    return words if is_name else words[1:]
