"""Telling the names of newspapers, agencies and broadcasters."""

import re
from collections.abc import Sequence
from functools import cache

from stance.prediction.speakers.vocabulary.lexicon import lexicon, lines_of

_WORD = re.compile(r"[^\W_]+")
_ENDING = "… "
#: Broadcasters whose stations are called by their towns, and of how many words.
_STATION = (2, 3)
_NETWORKS = frozenset({"ABC", "CBC", "CBS", "CTV", "FOX", "NBC"})


def is_news_outlet(name: str) -> bool:
    """Whether a name is that of a news outlet.

    Args:
        name: As the article writes it, with or without "the" and "news agency".

    Returns:
        True for a known name and for one that ends as many do, written large as they are.

    Examples:
        >>> is_news_outlet("the Harbour Gazette"), is_news_outlet("Xinhua news agency")
        (True, True)
        >>> is_news_outlet("POLITICO"), is_news_outlet("HARBOUR GAZETTE"), is_news_outlet("TODAY")
        (True, True, False)
        >>> is_news_outlet("Gazette"), is_news_outlet("Harbour Police")
        (False, False)
    """
    names, endings = _known()
    words = tuple(_WORD.findall(name))
    if words[:1] in (("the",), ("The",)):
        words = words[1:]
    shorter = words[:-2] if words[-2:] == ("news", "agency") else words
    if shorter in names:
        return True
    is_name = all(word[0].isupper() for word in words)
    rest = words[1 + (len(words) > 1 and words[1].isdigit()) :]
    is_edition = _is_place(rest) and all(word[0].isupper() for word in rest)
    if is_edition and words[:1] in names and words[0].isupper():
        return True  # "NBC New York", "NBC 4 New York", "BBC Persian"
    if is_name and len(words) in _STATION and words[0] in _NETWORKS:
        plain = lexicon().bodies | lexicon().documents
        return words[-1].casefold() not in plain  # "CBS Sacramento", no "NBC Poll"
    return is_name and any(
        len(words) > len(ending) and words[-len(ending) :] == ending for ending in endings
    )


def _is_place(words: Sequence[str]) -> bool:
    """Whether words name a place or a language that an outlet has an edition for."""
    known = lexicon()
    first = words[0].casefold() if words else ""
    return first in known.nations or (len(words) > 1 and first in known.small["place"])


@cache
def _known() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Read whole names and endings, as written and in capitals (POLITICO), each as its words."""
    groups: dict[bool, set[tuple[str, ...]]] = {False: set(), True: set()}
    for line in lines_of("news_outlets"):
        for form in (line, line.upper()):
            groups[line.startswith(_ENDING)].add(tuple(_WORD.findall(form)))
    return frozenset(groups[False]), frozenset(groups[True])
