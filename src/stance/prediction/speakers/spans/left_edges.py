"""Where the noun phrase around some words begins."""

from collections.abc import Sequence

from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: How long the title before a name can be, in words.
_LONGEST_TITLE = 5
#: A determiner, a role and a comma.
_SHORTEST_BESIDE = 3


def left_edge(words: Sequence[Word], first: int, *, page: Page) -> int:
    """Find where a phrase begins.

    Args:
        words: Words and marks among which the phrase is.
        first: Index of the first word of which it is known.
        page: The article.

    Returns:
        Index of its first word, the title and the determiner before a name included.
    """
    known = lexicon()
    if words[first].key in known.determiners or words[first].key in known.pronouns:
        return first
    begin = _name_start(words, first, page)
    before = words[begin - 1] if begin else None
    if before is None:
        return begin
    if before.is_mark:
        return _apposed_start(words, begin)
    if before.key in known.small["article"]:
        return begin - 1
    is_named = page.is_name_word(words[begin])
    leads = known.roles.keys() | known.small["degree"] | known.small["past"]  # "Vice President Obi"
    if not is_named or singular(before.key) in leads:
        return _title_start(words, begin)
    return begin


def _name_start(words: Sequence[Word], first: int, page: Page) -> int:
    """Go back over the name that a phrase begins in."""
    known = lexicon()
    while first and page.is_name_word(words[first]):
        before = words[first - 1]
        if page.is_name_word(before) or before.key in known.titles:
            first -= 1
        elif before.key in known.particles and first > 1 and page.is_name_word(words[first - 2]):
            first -= 2
        else:
            break
    return first


def _apposed_start(words: Sequence[Word], begin: int) -> int:
    """Go back over "her lawyer, " before a name."""
    known = lexicon()
    if (
        begin < _SHORTEST_BESIDE
        or words[begin - 1].text != ","
        or words[begin - 2].key not in known.roles
    ):
        return begin
    start = _title_start(words, begin - 2)
    is_of_another = start > 1 and words[start - 1].text == "," and words[start - 2].is_capital
    is_of_another = is_of_another or _is_whom(words, start)
    return start if words[start].key in known.determiners and not is_of_another else begin


def _is_whom(words: Sequence[Word], index: int) -> bool:
    """Whether it is who was spoken to: "he said so to the mayor, Ada Obi claimed"."""
    before = [word.key for word in words[max(index - 2, 0) : index]]
    is_led = before[-1:] != [] and before[-1] in lexicon().small["preposition"]
    is_new = words[index].key in {"a", "an"}
    return is_led and (is_new or before[-1] == "to") and before[0] != "according"


def _title_start(words: Sequence[Word], begin: int) -> int:
    """Go back to the determiner, or to where the words before a name begin."""
    known = lexicon()
    index = begin
    while index > max(0, begin - _LONGEST_TITLE):
        before = words[index - 1]
        if before.is_mark or before.key in known.before_titles:
            return index
        index -= 1
        if before.key in known.determiners:
            return index
    return index if index == 0 else begin
