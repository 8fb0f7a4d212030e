"""The titles, roles and owners within the capitalised words of a phrase, before the name."""

from collections.abc import Sequence

from stance.prediction.speakers.mentions import PARTIES
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import (
    Word,
    is_firm,
    is_first_lady,
    owns_by_apostrophe,
    singular,
    without_prefix,
)

_FULL_NAME = 2
#: Occupations that are given names if two words are all, and one that is a name in any others, too.
_GIVEN = frozenset({"Dean", "Mason"})
_NAME = "Mason"
_YOUNGER = frozenset({"jr", "sr", "ii", "iii"})


def skip_roles(core: Sequence[Word], start: int, page: Page, *, is_bare: bool) -> int:
    """Give the index after the last title, role or owner within the capitalised words.

    Args:
        core: Words of a phrase.
        start: Where the capitalised words at its end begin.
        page: The article.
        is_bare: Whether no determiner stands before them, so that a trade can be a surname.

    Returns:
        Where the name begins, at the least ``start``.
    """
    if is_bare and _is_all_name(core):
        return 0
    for index in range(len(core) - 1, start - 1, -1):
        word = core[index]
        can_end = index == len(core) - 1 or core[index + 1].key in _YOUNGER  # "Tim Cook Jr."
        can_end = can_end and is_bare and index > start
        is_surname = can_end and _is_surname(word, after=core[index - 1])
        is_name = is_surname or is_firm(core[index : index + 2]) or word.text == _NAME
        if not is_name and _leads(core, index, page):
            return index + 1
    return start


def _is_surname(word: Word, *, after: Word) -> bool:
    """Whether an occupation is what somebody is called: "Tim Cook", not "Chief Cook"."""
    known = lexicon()
    is_name = after.key not in known.roles and not after.is_possessive
    return is_name and (word.key in known.small["surname"] or after.key in known.given)


def _leads(core: Sequence[Word], index: int, page: Page) -> bool:
    """Whether a word is a role, or leads to the name after it: a title, a side or an owner."""
    known, word = lexicon(), core[index]
    key = without_prefix(word.key)
    if key in known.roles or is_first_lady(core[: index + 1]):
        return True
    name = core[index + 1 :]
    if not name:
        return False
    is_side = len(name) >= _FULL_NAME and _tells_side(word, name[0])
    is_initials = "." in word.text and word.text.isupper()  # "C.R. Obi"
    is_title = _is_title(key) and not is_initials
    is_two = name[0].key in known.given and _tells_two(key)
    return is_side or is_two or is_title or _owns(word, page, before=core[-2])


def _tells_two(key: str) -> bool:
    """Whether a word is "singer-guitarist", or more than one of them."""
    one, _, other = key.rpartition("-")
    return one in lexicon().persons and singular(other) in lexicon().persons


def _is_title(key: str) -> bool:
    """Whether a word is "Dr", or "Presidents" of two."""
    return key in lexicon().titles or singular(key) in lexicon().small["ruler"]


def _owns(word: Word, page: Page, *, before: Word) -> bool:
    """Whether it is "Orland's" or, before a full name, "Readings'"; not that of "Miners' Union"."""
    is_person = before.key in lexicon().given or word.key in lexicon().bodies  # "the Times' Will"
    return word.is_possessive or (is_person and owns_by_apostrophe(word, page.text))


def _is_all_name(core: Sequence[Word]) -> bool:
    """Whether a role is a given name: the "Dean" or "Mason" of two words."""
    return len(core) == _FULL_NAME and core[0].text in _GIVEN


def _tells_side(word: Word, following: Word) -> bool:
    """Whether a word before a full name is no part of it: "the Kenyan Paul Obi", "Democrat …"."""
    known = lexicon()
    is_native = word.key in known.small["native"] or word.key.endswith(("man", "woman"))
    is_native = is_native or word.key in PARTIES  # "Conservative Paul Obi"
    is_native = is_native or (word.text.isupper() and len(word.text) > 1)  # "the CBS Paul Obi"
    return singular(word.key) in known.small["partisan"] or (
        is_native and following.key in known.given
    )
