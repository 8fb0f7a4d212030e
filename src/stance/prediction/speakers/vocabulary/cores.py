"""Where the core of a noun phrase ends: what hangs on its noun begins there."""

from collections.abc import Sequence

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: Words between "a survey released" and "by Obi Readings", at most, and that "by".
_WITHIN = 5
_FULL_NAME = 2
#: What leads to one of several: "firms like Larkspur".
FOR_EXAMPLE = frozenset({"like", "including", "such"})
#: Prepositions that a name has within: "Together Against Sizewell C".
_IN_NAMES = frozenset({"Against", "Without"})
#: How a paper came out, or to whom.
_OUT = frozenset(
    {"published", "released", "issued", "presented", "posted", "seen", "obtained"}
    | {"addressed", "sent", "written"}
)


def core_end(words: Sequence[Word]) -> int:
    """Give the index of the first word that hangs on the noun before: "of", "presiding".

    Args:
        words: A noun phrase, without its determiner.

    Returns:
        The number of words if there is none.
    """
    return next((i for i in range(1, len(words)) if _hangs(words, i)), len(words))


def _hangs(words: Sequence[Word], index: int) -> bool:
    """Whether what hangs on a noun begins at a word: "of", "mostly from", or "presiding"."""
    small, word, previous = lexicon().small, words[index], words[index - 1]
    if word.key in small["rather"] and index + 1 < len(words):
        word = words[index + 1]  # "mostly from"
    if word.key in small["preposition"]:
        return word.text not in _IN_NAMES or not previous.is_capital
    if word.text == "is" and previous.is_capital:
        return True  # "Ada Obi is a nurse"
    if _is_verb_after_name(words, index) or _gives_example(words, index):
        return True
    if word.text in {"a", "an"} and previous.is_capital and index > 1:
        return True  # "Ada Obi an analyst at the bank", where a comma is missing
    return _hangs_on_paper(words, index) or _is_participle(words, index)


def _gives_example(words: Sequence[Word], index: int) -> bool:
    """Whether it is the "like" of "firms like Larkspur", or "such as"."""
    previous, word, following = words[index - 1].key, words[index], words[index + 1 : index + 2]
    if word.text == "such":
        return any(one.text == "as" for one in following)
    return word.text in FOR_EXAMPLE and previous != singular(previous)


def _hangs_on_paper(words: Sequence[Word], index: int) -> bool:
    """Whether a word says when a paper came out, or by whom: "data released by the WHO"."""
    known, word, previous = lexicon(), words[index], words[index - 1]
    if known.documents.isdisjoint((previous.key, singular(previous.key))):
        return False
    if word.key in known.small["calendar"]:
        return True  # "a study Monday in Nature"
    if word.text in _OUT and previous.text.islower():
        return True  # "a study published on Monday"
    reach = _WITHIN if word.text.endswith("ed") else 1
    by = any(one.key == "by" for one in words[index + 1 : index + 1 + reach])
    return by and word.text.islower()


def _is_participle(words: Sequence[Word], index: int) -> bool:
    """Whether a word says what somebody does, or is: "presiding over it", "led by Ada Obi"."""
    known, word, following = lexicon(), words[index], words[index + 1 : index + 2]
    if not word.text.islower() or singular(words[index - 1].key) not in known.nouns:
        return False
    if any(one.key == "by" for one in following):
        return True
    is_title = any(singular(one.key) in known.roles for one in following)
    previous = words[index - 1].key
    is_several = previous != singular(previous) and singular(previous) in known.roles
    return word.text.endswith("ing") and (is_several or not is_title)


def _is_verb_after_name(words: Sequence[Word], index: int) -> bool:
    """Whether it is the "runs" of "Ada Obi runs Orno Watch"."""
    known, word, before = lexicon(), words[index], words[:index]
    is_after_name = len(before) == _FULL_NAME and all(one.is_capital for one in before)
    is_verb = (
        word.text.islower() and word.key.endswith("s") and singular(word.key) not in known.nouns
    )
    is_object = any(one.is_capital for one in words[index + 1 : index + 2])
    return is_after_name and before[0].key in known.given and is_verb and is_object
