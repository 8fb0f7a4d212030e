"""Cutting a stretch of words where marks, brackets and relative pronouns part it."""

from collections.abc import Sequence

from stance.prediction.speakers.names import acronyms
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word


def split_segments(words: Sequence[Word]) -> list[list[Word]]:
    """Cut words at marks of punctuation and before relative pronouns.

    Args:
        words: Words and marks.

    Returns:
        Stretches of words without marks, none of them empty.
    """
    segments: list[list[Word]] = [[]]
    for word in words:
        if word.is_mark:
            segments.append([])
        elif word.text in lexicon().small["relative"] and segments[-1]:
            segments.append([word])
        else:
            segments[-1].append(word)
    return [segment for segment in segments if segment]


def spells(before: Sequence[Word], word: Word) -> bool:
    """Tell whether a word is the acronym of the name in which those before it end: DoH."""
    starts = (index for index, one in enumerate(before) if one.is_capital)
    return any(word.key in acronyms([one.key for one in before[start:]]) for start in starts)
