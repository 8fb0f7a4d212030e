"""Where the noun phrase around some words ends."""

from collections.abc import Collection, Sequence

from stance.prediction.speakers.naming.demonyms import is_cut_demonym
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, without_prefix

#: How far the noun of a phrase can be from its determiner, in words.
_FURTHEST_NOUN = 4
#: How long what hangs on a preposition can be, in words.
_LONGEST_REST = 5
_LONGEST_CLAUSE = 15
_LONGEST_BRACKET = 4
#: A plural of fewer letters can be a verb: "she judges", "he heads".
_SHORTEST_PLURAL = 7
_WHO = frozenset({"who", "whose"})
#: What a candidate of a party stands for.
_ELECTED = frozenset(
    {"congressional", "gubernatorial", "mayoral", "presidential", "senatorial", "vice-presidential"}
)
_JOINTS = frozenset({"of", "for"})


def right_edge(words: Sequence[Word], first: int, end: int, *, page: Page) -> int:
    """Find where a phrase ends.

    Args:
        words: Words and marks among which the phrase is.
        first: Index of its first word.
        end: Index after the last word of which it is known.
        page: The article.

    Returns:
        Index after its last word.
    """
    end = _name_end(words, end, page)
    if is_cut_demonym(words, first, end, page=page):
        end = _noun_end(words, end, page)
    if _is_cut_from_noun(words, first, end, page=page):
        end += 1
    if not _has_noun(words[first:end], page):
        end = _noun_end(words, end, page)
    if end - first == 1 and words[first].key in lexicon().small["owner"]:
        end = _owned_end(words, end, page)
    end = _rest_end(words, first, end, page=page)
    return _bracket_end(words, first, _clause_end(words, first, end))


def _name_end(words: Sequence[Word], end: int, page: Page) -> int:
    """Go on over the name that a phrase ends in, or over the noun that its name describes."""
    known, parties = lexicon(), lexicon().small["partisan"]
    while end < len(words):
        last, following = words[end - 1], words[end]
        is_named = page.is_name_word(last)
        is_vice = without_prefix(last.key) in known.small["degree"]  # "then-Vice"
        if not (is_named or is_vice or last.key in known.particles or _is_noun(last)):
            break
        is_title = is_named or last.key in known.roles or last.key in known.bodies
        if page.is_name_word(following) or (is_title and _is_noun(following)):
            end += 1
        elif is_named and following.key in known.particles and _is_named(words, end + 1, page):
            end += 2
        elif following.text in _ELECTED and _is_role(words, end + 1):
            end += 2  # "Presumptive GOP presidential nominee"
        elif following.key in _JOINTS and is_named and _can_be_of(words[:end], parties):
            joined = _joined_end(words, end, page)
            if joined == end:
                break
            end = joined
        else:
            break
    return end


def _can_be_of(words: Sequence[Word], parties: Collection[str]) -> bool:
    """Whether a name goes on over "of": "the Bank", "Tories", or all there is: "the Voice"."""
    last, is_all = words[-1], len(words) > 1 and words[-2].text == "the"
    return is_all or _is_noun(last) or last.key in parties


def _joined_end(words: Sequence[Word], end: int, page: Page) -> int:
    """Go on over "of the" and a name after it, if one comes."""
    at = end + 1 + (end + 1 < len(words) and words[end + 1].key == "the")
    return at + 1 if _is_named(words, at, page) else end


def _is_named(words: Sequence[Word], index: int, page: Page) -> bool:
    return index < len(words) and page.is_name_word(words[index])


def _is_role(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and words[index].key in lexicon().roles


def _is_noun(word: Word) -> bool:
    """Whether a word is a role or a body and can be no verb."""
    known = lexicon()
    if word.key in known.roles or word.key in known.bodies:
        return True
    return len(word.key) >= _SHORTEST_PLURAL and singular(word.key) in known.roles


def _has_noun(words: Sequence[Word], page: Page) -> bool:
    known = lexicon()
    return any(
        page.is_name_word(word) or word.key in known.pronouns or singular(word.key) in known.nouns
        for word in words
    )


def _noun_end(words: Sequence[Word], end: int, page: Page) -> int:
    """Go on to the noun of a phrase that has none yet."""
    known = lexicon()
    for index in range(end, min(end + _FURTHEST_NOUN, len(words))):
        word = words[index]
        if word.is_mark or word.key in known.small["preposition"] or word.key in known.pronouns:
            break
        if _has_noun(words[index : index + 1], page):
            return _name_end(words, index + 1, page)
    return end


def _is_cut_from_noun(words: Sequence[Word], first: int, end: int, *, page: Page) -> bool:
    """Whether the next word is the noun of what somebody owns: "Orland's central" bank."""
    owner = max((i for i in range(first, end - 1) if words[i].is_possessive), default=end)
    is_open = owner < end < len(words) and not _has_noun(words[owner + 1 : end], page)
    return is_open and _is_noun(words[end])


def _owned_end(words: Sequence[Word], end: int, page: Page) -> int:
    """Go on from "his" to "his Italian counterpart", but not to "his report"."""
    noun = _noun_end(words, end, page)
    return noun if singular(words[noun - 1].key) in lexicon().roles else end


def _rest_end(words: Sequence[Word], first: int, end: int, *, page: Page) -> int:
    """Go on over what hangs on a preposition at the end, or leave the preposition out."""
    known = lexicon()
    joints = known.small["preposition"] | {"and"}
    is_open = end < len(words) and not words[end].is_mark
    is_led = end > 1 and words[end - 2].key in known.small["preposition"]
    leads = known.possessors | (known.small["several"] if is_led else set())
    is_cut = is_open and words[end - 1].key in leads  # "the wife of a", "adviser to two"
    after = end - is_cut
    if words[after - 1].key not in joints or after - 1 <= first:
        return end
    at = after + (after < len(words) and words[after].key in known.determiners)
    if _is_named(words, at, page):
        end = _name_end(words, at + 1, page)
        is_of = end < len(words) and words[end].key == "of"
        return _joined_end(words, end, page) if is_of else end  # "the Care of the Sea"
    limit = min(after + _LONGEST_REST, len(words))
    stop = next((i for i in range(end, limit + 1) if i == len(words) or words[i].is_mark), None)
    if is_cut:
        return end + 1 if stop is None else stop
    if stop is None or stop == end or words[end].key in known.small["calendar"]:
        return end - 1
    return stop


def _clause_end(words: Sequence[Word], first: int, end: int) -> int:
    """Go on to the end of the clause "who has …" in which a phrase was cut off."""
    clause = next(
        (i for i in range(end - 1, first, -1) if words[i].is_mark or words[i].text in _WHO), first
    )
    if words[clause].text not in _WHO:
        return end
    limit = min(clause + _LONGEST_CLAUSE, len(words))
    return next((i for i in range(end, limit + 1) if i == len(words) or words[i].is_mark), end)


def _bracket_end(words: Sequence[Word], first: int, end: int) -> int:
    """Go on to the bracket that closes one in which a phrase was cut off: "(D-N.Y.)"."""
    is_open = False
    for word in words[first:end]:
        is_open = word.text == "(" or (is_open and word.text != ")")
    limit = min(end + _LONGEST_BRACKET, len(words)) if is_open else end
    return next((i + 1 for i in range(end, limit) if words[i].text == ")"), end)
