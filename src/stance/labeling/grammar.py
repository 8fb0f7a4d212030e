"""What small words do in a clause."""

from functools import cache

from stance.lexicon.table import small_words
from stance.prediction.speakers.vocabulary.words import Word


@cache
def words_that(group: str) -> frozenset[str]:
    """Give the folded words of a group."""
    return frozenset(small_words()[f"clause.{group}"])


def is_auxiliary(word: Word) -> bool:
    """Whether a word is a form of "be", "have" or a modal verb, negated or not."""
    return word.key in words_that("auxiliary") or word.key.endswith(("n't", "n’t"))
