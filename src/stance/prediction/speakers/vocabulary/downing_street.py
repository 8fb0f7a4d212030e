"""The seat of a prime minister by its number: "No 10", "Number 10"."""

from collections.abc import Sequence
from itertools import pairwise

from stance.prediction.speakers.vocabulary.words import Word

#: How it is looked up, as one word.
NUMBER_TEN = "no10"
_NUMBER = frozenset({"No", "Number"})
_TOLD = frozenset({("prime", "minister"), ("downing", "street")})
_TEN = frozenset({"10", "ten"})


def with_number_ten(words: Sequence[Word]) -> list[Word]:
    """Read "No 10" as one word, in an article that tells of a prime minister.

    Args:
        words: All words and marks of the article.

    Returns:
        The words; "No" and "10" joined where they name the house, and not a player's shirt.

    Examples:
        >>> from stance.parts import Span
        >>> from stance.prediction.speakers.vocabulary.words import words_in
        >>> text = "The prime minister knew. No 10 said so."
        >>> [word.key for word in with_number_ten(words_in(text, Span(0, len(text))))][4:]
        ['no10', 'said', 'so']
    """
    is_told = any((one.key, two.key) in _TOLD for one, two in pairwise(words))
    if not is_told:
        return list(words)
    joined: list[Word] = []
    for word in words:
        if word.key in _TEN and joined and joined[-1].text in _NUMBER:
            number = joined.pop()
            text = f"{number.text} {word.text}"
            joined.append(Word(number.start, word.end, text, NUMBER_TEN))
        else:
            joined.append(word)
    return joined
