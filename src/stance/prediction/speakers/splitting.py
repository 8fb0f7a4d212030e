"""Cutting a stretch of words where marks, brackets and relative pronouns part it."""

from collections.abc import Sequence

from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.words import Word


def split_segments(words: Sequence[Word]) -> list[list[Word]]:
    """Cut words at marks of punctuation and before relative pronouns.

    Args:
        words: Words and marks.

    Returns:
        Stretches of words without marks, none of them empty.
    """
    segments: list[list[Word]] = [[]]
    for word in _without_owners_acronym(words):
        if word.is_mark:
            segments.append([])
        elif word.text in lexicon().small["relative"] and segments[-1]:
            segments.append([word])
        else:
            segments[-1].append(word)
    return [segment for segment in segments if segment]


def _without_owners_acronym(words: Sequence[Word]) -> list[Word]:
    """Leave out "(CFMEU)" where it parts a name from whose it is: "the Union's (CFMEU) Ada Obi"."""
    kept: list[Word] = []
    closed = -1
    for index, word in enumerate(words):
        opens = word.text == "(" and index > 0 and words[index - 1].is_possessive
        if opens and [one.text for one in words[index + 2 : index + 3]] == [")"]:
            closed = index + 2
        if index > closed:
            kept.append(word)
    return kept
