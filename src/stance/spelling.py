"""What somebody may have meant by a word that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give the end of an error message about an unknown word.

    Args:
        word: As somebody wrote it.
        known: All words that would do, in an order fit to read.

    Returns:
        The nearest of them as a question; all of them if none is near.

    Examples:
        >>> did_you_mean("stile", ["style", "domain"])
        "did you mean 'style'?"
        >>> did_you_mean("colour", ["style", "domain"])
        'known: style, domain'
    """
    words = [str(one) for one in known]
    nearest = get_close_matches(word, words, n=1)
    return f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(words)}"
