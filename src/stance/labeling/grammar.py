"""What small words do in a clause."""

from functools import cache
from importlib.resources import files

from stance.prediction.speakers.words import Word

_FILE = "grammar.txt"


@cache
def words_that(group: str) -> frozenset[str]:
    """Give the folded words of a group of ``grammar.txt``, read once."""
    return _groups()[group]


@cache
def _groups() -> dict[str, frozenset[str]]:
    text = files("stance.labeling").joinpath(_FILE).read_text("utf-8")
    lines = (line.split(":") for line in text.splitlines() if not line.startswith("#"))
    return {group: frozenset(members.split()) for group, members in lines}


def is_auxiliary(word: Word) -> bool:
    """Whether a word is a form of "be", "have" or a modal verb, negated or not."""
    return word.key in words_that("auxiliary") or word.key.endswith(("n't", "n’t"))
