"""Where words are in a text, when someone gave the words and not their place."""

import re

from stance.parts import Span


def find_words(text: str, words: str, *, within: Span) -> list[Span]:
    """Find all places of words in a stretch of text, whole words only.

    Args:
        text: Where to look.
        words: What to look for; how much blank is between them does not matter.
        within: The stretch to look in.

    Returns:
        The places, in order, without overlap.

    Examples:
        >>> find_words("Ann Lee. Ann  Lee said.", "Ann Lee", within=Span(0, 23))
        [(0, 7), (9, 17)]
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.compile(rf"(?<!\w){pattern}(?!\w)").finditer(text, within.start, within.end)
    return [Span(*one.span()) for one in found]
