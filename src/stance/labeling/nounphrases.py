"""Where a noun phrase ends that names a speaker, and what can stand beside it."""

from collections.abc import Sequence

from stance.labeling.grammar import is_auxiliary, words_that
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

_LONGEST_PHRASE, _LONGEST_PIECE = 36, 15


def subject_after(
    words: Sequence[Word], index: int, *, is_open: Sequence[bool]
) -> tuple[int, int] | None:
    """Find the noun phrase that begins at a word, with an apposition after it.

    Args:
        words: Of the sentence, marks included.
        index: Of its first word.
        is_open: For each word whether it is outside quotation marks.

    Returns:
        Index of its first word and index after its last one; None if none begins there.
    """
    if index >= len(words) or not opens_phrase(words[index]):
        return None
    end = index + 1
    while end < len(words) and is_open[end] and not _ends_phrase(words, end):
        end += 1
    while end + 1 < len(words) and words[end].text == "," and is_open[end + 1]:
        stop = end + 1
        while stop < len(words) and is_open[stop] and not words[stop].is_mark:
            stop += 1
        is_role = any(word.key in lexicon().roles for word in words[index:end])
        is_named = is_role and stop - end > 1 and is_name(words[end + 1 : stop])
        if stop - end > _LONGEST_PIECE or not (is_named or is_apposition(words, end + 1, stop)):
            break
        end = stop
    return (index, end) if end - index <= _LONGEST_PHRASE else None


def is_apposition(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether words after a comma tell who somebody is."""
    piece = words[first:last]
    if not 0 < len(piece) <= _LONGEST_PIECE:
        return False
    opening = piece[0].key
    is_clause = any(map(is_auxiliary, piece)) and not any(
        word.key in words_that("relative") for word in piece
    )
    if is_clause or opening.endswith("ing") or opening in lexicon().pronouns:
        return False
    if opening.isdigit():
        return len(piece) == 1  # an age
    if opening in words_that("opens_apposition"):
        return True
    if any(opening in words_that(group) for group in ("stop", "joint", "preposition")):
        return False
    return piece[0].text.islower() or any(word.key in lexicon().roles for word in piece)


def is_name(piece: Sequence[Word]) -> bool:
    """Whether words are nothing but a name."""
    particles = lexicon().particles
    return all(word.is_capital or word.key in particles for word in piece)


def opens_phrase(word: Word) -> bool:
    """Whether a phrase that names a speaker can begin with a word."""
    if (
        word.is_mark
        or word.key.isdigit()
        or word.key in words_that("preposition") | words_that("no_speaker")
    ):
        return False
    if is_auxiliary(word):
        return False
    return not (word.key.endswith("ing") and word.is_capital and word.key not in lexicon().roles)


def _ends_phrase(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.is_mark or word.key in words_that("stop") or is_auxiliary(word):
        return True
    if word.key in {"that", "which"} or word.key in lexicon().small["calendar"]:
        return True
    if word.key in {"in", "on"} and index + 1 < len(words):
        return (
            not words[index + 1].is_capital or words[index + 1].key in lexicon().small["calendar"]
        )
    return word.key in words_that("preposition") and word.key not in words_that("after_noun")
