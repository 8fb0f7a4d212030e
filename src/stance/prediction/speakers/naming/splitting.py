"""Cutting a stretch of words where marks, brackets and relative pronouns part it."""

from collections.abc import Sequence

from stance.prediction.speakers.naming.mentions import PARTIES
from stance.prediction.speakers.naming.names import acronyms
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import Word, singular

#: "The", a town, a state and a noun for a body.
_SEATED = 3
_FULL_NAME = 2
_LONGEST_STATE = 2
#: What is written after the name of who sits in a parliament,
_SEATS = frozenset(
    {"MP", "MEP", "MSP", "MLA", "MS", "TD", "MHA", "MPP", "MNA", "MLC", "MHK", "SHK"}
)
#: and after that of who has been honoured, or has a degree.
_HONOURS = frozenset(
    {"KC", "QC", "SC", "OBE", "MBE", "CBE", "DBE", "KBE", "GBE", "BEM", "FRS", "PHD", "ESQ"}
)


def split_segments(words: Sequence[Word]) -> list[list[Word]]:
    """Cut words at marks of punctuation and before relative pronouns.

    Args:
        words: Words and marks.

    Returns:
        Stretches of words without marks, none of them empty.
    """
    segments: list[list[Word]] = [[]]
    for word in _without_brackets_within(words):
        letters = _letters_after(segments[-1], word)
        if letters is not None:
            segments.append(letters)  # "Ada Obi MP", as if it were "Ada Obi, MP"
        elif _is_short_for(segments[-1], word):
            segments[-1].pop()  # "the World Health Organization or WHO"
            segments.append([word])
        elif word.is_mark:
            segments.append([])
        elif word.text in lexicon().small["relative"] and segments[-1]:
            segments.append([word])
        else:
            segments[-1].append(word)
    whole = [segment for segment in segments if segment]
    if len(whole) > 1 and [word.key in lexicon().small["counsel"] for word in whole[0]] == [True]:
        whole[:2] = reversed(whole[:2])  # "Prosecuting, Ada Obi KC" is "Ada Obi KC, prosecuting"
    return _with_adjectives(_with_seat(whole))


def spells(before: Sequence[Word], word: Word) -> bool:
    """Tell whether a word is the acronym of the name in which those before it end: DoH."""
    starts = (index for index, one in enumerate(before) if one.is_capital)
    return any(word.key in acronyms([one.key for one in before[start:]]) for start in starts)


def _is_short_for(before: Sequence[Word], word: Word) -> bool:
    """Whether "or" leads from a name to its acronym."""
    is_led = [one.key for one in before[-1:]] == ["or"]
    return is_led and word.text.isupper() and spells(before[:-1], word)


def _letters_after(before: Sequence[Word], word: Word) -> list[Word] | None:
    """Give what letters after a name say: the "MP" of "Ada Obi MP", nothing for "Ada Obi KC"."""
    known = lexicon()
    if len(before) < _FULL_NAME or word.is_mark or not before[-1].is_capital:
        return None
    is_given = before[-2].key.partition("-")[0] in known.given  # "Shirley-Anne"
    is_counsel = word.text != "SC" or is_given  # and no sports club
    if word.text.upper() in _HONOURS and is_counsel and not before[-1].text.isupper():
        return []
    is_named = is_given or any(one.key in known.titles for one in before[:-1])
    is_seat = word.text in _SEATS and not before[-1].text.isupper()
    is_plain = before[-1].key in known.nouns or before[-1].key in PARTIES  # "first Labour MP"
    return [word] if is_seat and is_named and not is_plain else None


def _with_seat(segments: list[list[Word]]) -> list[list[Word]]:
    """Put "the Orno, Ore., company" together, and "Orno, Ore., Mayor Ada Obi"."""
    if len(segments) < _SEATED:
        return segments
    known = lexicon()
    place, state, noun, *rest = segments
    is_the = place[0].key == "the"
    is_place = len(place) > is_the and all(word.is_capital for word in place[is_the:])
    is_state = len(state) <= _LONGEST_STATE and all(word.is_capital for word in state)
    if not (is_place and is_state) or state[0].text.isupper():
        return segments
    is_body = is_the and noun[-1].text.islower() and noun[-1].key in known.bodies
    is_officer = is_the and all(word.text.islower() for word in noun) and bool(rest)
    is_officer = is_officer and noun[-1].key in known.persons
    if (is_body or is_officer) and len(noun) <= _SEATED:
        told = place if is_officer else place[:1]
        return [[*told, *noun], *rest]
    is_office = any(word.key in known.roles for word in noun[:_SEATED]) and noun[0].is_capital
    is_known = state[0].key in known.small["us-state"] and len(state) == 1
    return [[*place, *state, *noun], *rest] if is_office and is_known else segments


def _with_adjectives(segments: list[list[Word]]) -> list[list[Word]]:
    """Put "a tall, thin man" together, whose first adjective is no noun."""
    if not segments[1:]:
        return segments
    first, second, *rest = segments
    known = lexicon()
    is_open = len(first) > 1 and first[0].key in known.determiners
    is_plain = is_open and not any(_can_speak(word) for word in first[1:])
    noun = next((word for word in second if _can_speak(word)), None)
    is_noun = noun is not None and noun.text.islower()
    is_other = second[0].key in known.determiners | known.small["relative"]
    return [[*first, *second], *rest] if is_plain and is_noun and not is_other else segments


def _can_speak(word: Word) -> bool:
    known = lexicon()
    return word.is_capital or singular(word.key) in known.nouns or word.key in known.pronouns


def _without_brackets_within(words: Sequence[Word]) -> list[Word]:
    """Leave out a word in brackets that parts one phrase.

    That is "(CFMEU)" of "the Union's (CFMEU) Ada Obi" and "(Ariz.)" of "Orno County (Ariz.)
    Sheriff Ada Obi".
    """
    kept: list[Word] = []
    closed = -1
    for index, word in enumerate(words):
        if index and _parts_phrase(words[index - 1 : index + 4]):
            closed = index + 2
        if index > closed:
            kept.append(word)
    return kept


def _parts_phrase(words: Sequence[Word]) -> bool:
    """Whether words are like "Union's (CFMEU) Ada" or "Organization (WHO) spokesman"."""
    if [word.text for word in words[1:4:2]] != ["(", ")"]:
        return False
    before, inside, *following = words[0], words[2], *words[4:]
    is_name = before.is_capital and inside.is_capital
    is_aside = inside.key in lexicon().titles or inside.key in lexicon().small["no-longer"]
    if before.key in lexicon().ranks and is_aside:
        return True  # "Dr (Mrs) Ada Obi", "Commodore (retd) Ada Obi"
    return before.is_possessive or (
        is_name and any(word.key in lexicon().offices for word in following)
    )
