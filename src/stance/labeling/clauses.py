"""Where the subject of a reporting verb begins and ends among the words of a sentence."""

from collections.abc import Sequence, Set
from itertools import pairwise

from stance.labeling.grammar import is_auxiliary, words_that
from stance.labeling.nounphrases import is_apposition, is_name, opens_phrase
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

_LONGEST_SUBJECT, _LONGEST_HEAD = 18, 9
_RELATIVE_REACH = 5


def can_be_verb(words: Sequence[Word], index: int) -> bool:
    """Whether a form that is a verb or a noun is a finite verb here.

    Args:
        words: Of the sentence.
        index: Of the form.

    Returns:
        False after an article, a preposition, an owner or a form of "be"; and for a form without
        ending ("say", "report") unless something in the plural comes before it.
    """
    before = _end_of_subject(words, index)
    if not before:
        return True
    previous, last = words[before - 1], words[index - 1]
    is_capital = not words[index].text.islower()  # the States of "the United States"
    is_governed = last.key in words_that("governor") or last.is_possessive
    if is_capital or is_governed or (is_auxiliary(last) and last.key not in words_that("between")):
        return False
    if previous.key in words_that("auxiliary"):
        return False
    verb = words[index].key
    is_marked = verb.endswith(("ed", "s")) or verb in words_that("past")
    if is_marked or previous.is_mark or last.key in words_that("perfect"):
        return True
    return previous.key.endswith("s") or previous.key in words_that("plural")


def subject_before(
    words: Sequence[Word], index: int, *, is_open: Sequence[bool], verbs: Set[int]
) -> tuple[int, int] | None:
    """Find the subject that stands before a verb.

    Args:
        words: Of the sentence, marks included.
        index: Of the verb.
        is_open: For each word whether it is outside quotation marks.
        verbs: Indices of all reporting verbs.

    Returns:
        Index of its first word and index after its last one; None if there is none.
    """
    end = _end_of_subject(words, index)
    if not end or not is_open[end - 1] or (index and not is_open[index - 1]):
        return None
    if words[end - 1].text == ",":
        return _before_apposition(words, end - 1, is_open=is_open)
    if words[end - 1].is_mark:
        return None
    start = _clause_start(words, end, is_open=is_open, verbs=verbs)
    return _trimmed(words, start, end) if start is not None else None


def _end_of_subject(words: Sequence[Word], index: int) -> int:
    """Give the index after the last word before a verb that is no adverb."""
    end = index
    while end:
        word = words[end - 1]
        if word.key in lexicon().small["calendar"] and end > 1 and words[end - 2].key == "on":
            end -= 2
        elif word.key in words_that("between") or (word.key.endswith("ly") and word.text.islower()):
            end -= 1
        else:
            break
    return end


def _clause_start(
    words: Sequence[Word], end: int, *, is_open: Sequence[bool], verbs: Set[int]
) -> int | None:
    """Go left from the end of a subject to where its clause begins."""
    joint = None
    start = end
    while start and end - start <= _LONGEST_SUBJECT:
        word = words[start - 1]
        if word.is_mark or not is_open[start - 1] or word.key in words_that("stop"):
            return start
        if (
            word.key in words_that("relative")
            and start > 1
            and words[start - 2].key.endswith(("ed", "id"))
        ):
            return start
        if start - 1 in verbs:
            return joint if joint and joint < end - 1 else None
        if is_auxiliary(word) and not _is_in_relative(words, start - 1):
            return joint
        if word.key in words_that("joint"):
            joint = start
        start -= 1
    return start if not start else joint


def _is_in_relative(words: Sequence[Word], index: int) -> bool:
    before = words[max(0, index - _RELATIVE_REACH) : index]
    return any(word.key in words_that("relative") for word in before)


def _before_apposition(
    words: Sequence[Word], comma: int, *, is_open: Sequence[bool]
) -> tuple[int, int] | None:
    """Find "Ines Okoro, a hydrologist" before the comma that ends it."""
    edges = [comma]
    start = comma
    while (
        start
        and is_open[start - 1]
        and (words[start - 1].text in ",()" or not words[start - 1].is_mark)
    ):
        start -= 1
        if words[start].text == ",":
            edges.append(start)
    edges.append(start - 1)
    edges.reverse()
    pieces = [(left + 1, right) for left, right in pairwise(edges)]
    for number, (first, last) in enumerate(pieces[:-1]):
        found = _trimmed(words, first, last)
        if found is None or not _is_head(words, *found):
            continue
        is_role = any(word.key in lexicon().roles for word in words[slice(*found)])
        if all(
            is_apposition(words, *piece) or (is_role and is_name(words[slice(*piece)]))
            for piece in pieces[number + 1 :]
        ):
            return found[0], comma
    return None


def _is_head(words: Sequence[Word], first: int, last: int) -> bool:
    piece = words[first:last]
    return (
        0 < len(piece) <= _LONGEST_HEAD
        and opens_phrase(piece[0])
        and not any(word.key in words_that("auxiliary") for word in piece)
    )


def _trimmed(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """Leave out what only joins a subject to what is before it."""
    while start < end and (words[start].key in words_that("leading") or words[start].is_mark):
        start += 1
    if end - start > 1 and words[end - 1].key in words_that("subject_pronoun"):
        start = end - 1
    elif start < end and words[start].key in words_that("preposition"):
        start = _after_adverbial(words, start, end)
    if start >= end or not opens_phrase(words[start]):
        return None
    return start, end


def _after_adverbial(words: Sequence[Word], start: int, end: int) -> int:
    """Give the index where the subject begins in "in Kingston last week the authority"."""
    for index in range(end - 1, max(start, end - _LONGEST_HEAD), -1):
        if words[index].key in lexicon().determiners - {"last", "this"}:
            return index
        if (words[index - 1].key in words_that("time") | lexicon().small["calendar"]) and words[
            index
        ].is_capital:
            return index
    return end
