"""Names of bodies that list what they are for: "Ministry of Trade, Industry and Energy"."""

from collections.abc import Sequence

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import Word, singular

#: How many words an item of such a list has at most: "Local Government".
_LONGEST = 3
_AND = frozenset({"and", "&"})
#: What ends such a list, written small, besides the noun for a body.
_FIELDS = frozenset({"affairs", "medicine", "science", "sciences", "services", "studies"})


def without_list_commas(words: Sequence[Word]) -> list[Word]:
    """Leave out the commas within the name of a body that lists fields, so that it is one name.

    Args:
        words: Words and marks of an article.

    Returns:
        The words, and the other marks.

    Examples:
        >>> from stance.parts import Span
        >>> from stance.prediction.speakers.vocabulary.words import words_in
        >>> text = "the Ministry of Health, Labour and Welfare, and Ada Obi"
        >>> [word.text for word in without_list_commas(words_in(text, Span(0, len(text))))]
        ['the', 'Ministry', 'of', 'Health', 'Labour', 'and', 'Welfare', ',', 'and', 'Ada', 'Obi']
    """
    dropped: set[int] = set()
    for index, word in enumerate(words):
        if word.key in {"of", "for", "on"} and index and _has_fields(words[index - 1]):
            dropped |= _commas(words, index + 1)
        if word.key == "the":
            dropped |= _commas_before(words, index + 1)
        if word.key == "of" and index and singular(words[index - 1].key) in lexicon().roles:
            dropped |= _small_commas(words, index + 1)
    return [word for index, word in enumerate(words) if index not in dropped]


def _commas_before(words: Sequence[Word], start: int) -> set[int]:
    """Give the places of the commas in "the Foreign, Commonwealth and Development Office"."""
    known, index = lexicon(), start
    commas: set[int] = set()
    n_fields, is_ending = 0, False
    while index < len(words) and (words[index].is_capital or words[index].key in _AND):
        if words[index].key in known.given:
            return set()
        is_ending = bool(commas) and (is_ending or words[index].key in _AND)
        n_fields += words[index].key in known.small["field"] or words[index].key == "foreign"
        if is_ending and words[index].key in known.bodies and n_fields:
            return commas
        index += 1
        if not is_ending and [word.text for word in words[index : index + 1]] == [","]:
            commas.add(index)
            index += 1
    return set()


def _small_commas(words: Sequence[Word], start: int) -> set[int]:
    """Give the places of the commas in "earth, ocean and planetary sciences", or "the …"."""
    index = start + (words[start].key == "the" if start < len(words) else 0)
    commas: set[int] = set()
    while [_is_small(word) or word.text for word in words[index : index + 2]] == [True, ","]:
        commas.add(index + 1)
        index += 2
    ends = words[index : index + 4]
    is_list = len(ends) > 2 and _is_small(ends[0]) and ends[1].key in _AND  # noqa: PLR2004
    nouns = lexicon().bodies | _FIELDS
    return commas if is_list and any(word.key in nouns for word in ends[2:]) else set()


def _is_small(word: Word) -> bool:
    known = lexicon()
    return word.text.islower() and not (
        word.is_mark or word.key in known.determiners or singular(word.key) in known.roles
    )


def _has_fields(word: Word) -> bool:
    """Whether it is a noun for a body or for who leads it, as in a name."""
    noun = singular(word.key)
    leads = noun in {"mec", "minister", "secretary"}
    return word.is_capital and (leads or noun in lexicon().bodies)


def _commas(words: Sequence[Word], start: int) -> set[int]:
    """Give the places of the commas in a list of fields; none unless "and" ends it."""
    commas: set[int] = set()
    index = _after_field(words, start)
    while index is not None and index + 1 < len(words):
        if words[index].text == ",":
            commas.add(index)
            index += 1
        if words[index].key in _AND:
            return commas if _after_field(words, index + 1) is not None else set()
        if index - 1 not in commas:
            return set()
        index = _after_field(words, index)
    return set()


def _after_field(words: Sequence[Word], start: int) -> int | None:
    """Give the index after a field that begins at a word; None if none does."""
    fields = lexicon().small["field"]
    ends = [
        index + 1
        for index in range(start, min(start + _LONGEST, len(words)))
        if (words[index].key in fields or words[index].key == "up")  # "Levelling Up"
        and all(one.is_capital and not one.is_mark for one in words[start : index + 1])
    ]
    return max(ends, default=None)
