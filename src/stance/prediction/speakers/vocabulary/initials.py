"""Letters before a name: the initials of "MS Dhoni", which are no title, the rank of "PC Obi"."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import Word

#: Before a name that is not in capitals itself; "MR Obi" is a title that somebody has shouted.
_INITIALS = frozenset({"MS", "RT"})
_STATE = "DR"
_STYLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("H.E", "HE"), "excellency"),
    **dict.fromkeys(("H.R.H", "HRH"), "highness"),
}
_LONGEST_GAP = 2
#: Ranks of the police in Britain, India and Africa, by a title that is like them, and an Irish
#: member of parliament. What is much else besides, as "DC" is, needs a given name after it.
_RANKS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("PC", "WPC", "DC", "ACC"), "constable"),
    **dict.fromkeys(("DS",), "sergeant"),
    **dict.fromkeys(("DI", "DCI", "IG", "IGP", "AIG", "SHO"), "inspector"),
    **dict.fromkeys(("DSU", "SP", "SSP", "CSP", "ADG", "ADGP", "DGP"), "superintendent"),
    **dict.fromkeys(("CP", "DCP", "DPO"), "commissioner"),
    "TD": "deputy",
}
_AMBIGUOUS = frozenset({"DC", "ACC", "DS", "DI", "IG", "TD"})
_LETTERS = _INITIALS | {_STATE, *_RANKS, *_STYLES}
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
        >>> from stance.prediction.speakers.vocabulary.words import words_in
        >>> [word.key for word in with_initials(words_in("MS Dhoni, PC Ada Obi", Span(0, 20)))]
        ['m.s', 'dhoni', ',', 'constable', 'ada', 'obi']
    """
    is_of_force = any(word.key in _FORCE for word in words)
    read, ranks = list(words), dict[str, str]()
    for index, (word, following) in enumerate(pairwise(words)):
        if word.text in _LETTERS:
            key = _key_of(word, following, is_of_force=is_of_force)
            read[index] = word._replace(key=key)
            if key == _RANKS.get(word.text) and word.text not in _AMBIGUOUS:
                ranks[word.text] = key
    if not ranks:
        return read
    return [word._replace(key=ranks.get(word.text) or word.key) for word in read]  # "the SP"


def _key_of(word: Word, following: Word, *, is_of_force: bool) -> str:
    gap = following.start - word.end  # one space, or a full stop and one
    if not following.is_capital or following.text.isupper() or gap > _LONGEST_GAP:
        return word.key
    if word.text in _STYLES:
        return _STYLES[word.text]
    known = lexicon()
    is_initials = word.text in _INITIALS or (word.text == _STATE and following.key == "congo")
    if is_initials:
        return ".".join(word.key) if gap == 1 else word.key  # not "MS. Obi"
    is_plain = is_of_force and word.text not in _AMBIGUOUS and following.key not in known.nouns
    is_person = following.key in known.given or is_plain
    return _RANKS.get(word.text, word.key) if is_person else word.key
