"""How often an article writes its words, and how: large, small, in capitals."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from stance.prediction.speakers.words import Word


class Counts:
    """The words of an article, counted on first use.

    Args:
        words: All of them, in order.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words

    @cached_property
    def capital(self) -> Counter[str]:
        """How often the article has each word with a capital letter."""
        return Counter(word.key for word in self._words if word.is_capital)

    @cached_property
    def joined(self) -> Counter[tuple[str, str]]:
        """How often it has each pair of words with "and" between."""
        triples = zip(self._words, self._words[1:], self._words[2:], strict=False)
        return Counter((one.key, two.key) for one, mid, two in triples if mid.key in {"and", "&"})

    @cached_property
    def acronyms(self) -> Counter[str]:
        """How often the article has each word of more than one letter in capitals."""
        texts = (word.text for word in self._words)
        return Counter(one for one in texts if one.isupper() and len(one) > 1)

    @cached_property
    def titled(self) -> frozenset[str]:
        """Words that the article also writes with one capital letter."""
        return frozenset(word.key for word in self._words if not word.text.isupper())

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that the article also writes small."""
        return frozenset(
            word.key for word in self._words if word.text[0].islower() and not word.is_capital
        )
