"""Telling laws, contracts and other papers that speak in nobody's name."""

import re

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import fold, singular

_WORD = re.compile(r"[^\W_]+")


def is_unsigned(name: str) -> bool:
    """Whether a voice is called by nothing but a law, a contract or the like.

    Reports and statements are not: they are their bodies'.

    Args:
        name: As the article writes it.

    Returns:
        True if a noun for such a paper heads a description or a title with an article before it.

    Examples:
        >>> is_unsigned("the act"), is_unsigned("the Railways Act of 1993"), is_unsigned("a treaty")
        (True, True, True)
        >>> is_unsigned("Jude Law"), is_unsigned("the law professor"), is_unsigned("the report")
        (False, False, False)
    """
    known = lexicon()
    words = [fold(word) for word in _WORD.findall(name)]
    if not words or words[0] not in known.determiners:
        return False
    ends = known.small["preposition"] | {"between"}
    cut = next((i for i, word in enumerate(words) if word in ends), None)
    core = words[:cut]
    return bool(core) and singular(core[-1]) in known.small["unsigned"]
