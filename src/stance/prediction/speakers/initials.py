"""Letters before a name: the initials of "MS Dhoni", which are no title, the rank of "PC Obi"."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.words import Word

#: Before a name that is not in capitals itself; "MR Obi" is a title that somebody has shouted.
_INITIALS = frozenset({"MS", "RT"})
_STATE = "DR"
#: British ranks. What is much else besides, as "DC" is, needs a given name after it.
_RANKS: Final[Mapping[str, str]] = {
    "PC": "constable",
    "WPC": "constable",
    "DC": "constable",
    "ACC": "constable",
    "DS": "sergeant",
    "DI": "inspector",
    "DCI": "inspector",
    "DSU": "superintendent",
}
_PLAIN = frozenset({"PC", "WPC", "DCI"})
_LETTERS = _INITIALS | {_STATE, *_RANKS}
#: What an article of a constable tells of, too; another is of the magazine PC World.
_FORCE = frozenset({"police", "constable", "officer", "officers"})


def with_initials(words: Sequence[Word]) -> list[Word]:
    """Read letters before a name as initials, or as a rank, by what they would be in full.

    Args:
        words: All words and marks of the article.

    Returns:
        The same words, with other keys where need be.

    Examples:
        >>> from stance.parts import Span
        >>> from stance.prediction.speakers.words import words_in
        >>> [word.key for word in with_initials(words_in("MS Dhoni, PC Ada Obi", Span(0, 20)))]
        ['m.s', 'dhoni', ',', 'constable', 'ada', 'obi']
    """
    is_of_force = any(word.key in _FORCE for word in words)
    read = list(words)
    for index, (word, following) in enumerate(pairwise(words)):
        if word.text in _LETTERS:
            key = _key_of(word, following, is_of_force=is_of_force)
            read[index] = word._replace(key=key)
    return read


def _key_of(word: Word, following: Word, *, is_of_force: bool) -> str:
    is_before_name = following.is_capital and not following.text.isupper()
    if not is_before_name or following.start != word.end + 1:
        return word.key  # and no full stop between
    known = lexicon()
    if word.text in _INITIALS or (word.text == _STATE and following.key == "congo"):
        return ".".join(word.key)
    is_plain = is_of_force and word.text in _PLAIN and following.key not in known.nouns
    is_person = following.key in known.given or is_plain
    return _RANKS.get(word.text, word.key) if is_person else word.key
