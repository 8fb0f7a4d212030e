"""Bodies that are told by what they are: "the U.N. refugee agency" is the UNHCR."""

from collections.abc import Mapping
from functools import cache

from stance.prediction.speakers.naming.phrases import Phrase
from stance.prediction.speakers.vocabulary.lexicon import lexicon, lines_of
from stance.prediction.speakers.vocabulary.words import singular

_UNITED_NATIONS = ["united", "nation"]


def acronym_of(phrase: Phrase) -> str:
    """Give the folded acronym of a body that a description stands for.

    Args:
        phrase: A description.

    Returns:
        The acronym; "" if it is none of those that news describes instead of naming.
    """
    words = [singular(word.key) for word in (*phrase.before, *phrase.after)]
    if words[:2] == _UNITED_NATIONS:
        words[:2] = ["un"]
    small = lexicon().small["article"]
    return _known().get(frozenset(word for word in words if word not in small), "")


@cache
def _known() -> Mapping[frozenset[str], str]:
    pairs = (line.split(": ") for line in lines_of("paraphrases"))
    return {frozenset(map(singular, told.split())): acronym for acronym, told in pairs}
