"""The acronym in brackets after a name, and the name that it spells."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from stance.prediction.speakers.names import acronyms
from stance.prediction.speakers.phrases import Phrase
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular


def alias_of(name: Sequence[Word], words: Iterable[Word]) -> str:
    """Give the folded acronym, or other short form of a body, in brackets after a name.

    Args:
        name: Words of the name.
        words: Words and marks of the mention.

    Returns:
        The acronym, or "" if none follows.
    """
    after = [word for word in words if word.start >= name[-1].end][:3]
    if len(after) < 2 or after[0].text != "(":  # noqa: PLR2004  # bracket and acronym
        return ""
    acronym, known = after[1], lexicon()
    is_short = acronym.text[0].isupper() and after[2:] != [] and after[2].text == ")"
    is_body = any(singular(word.key) in known.bodies for word in name)
    is_acronym = acronym.text.isupper() or (is_short and is_body)  # "Institute … (Phivolcs)"
    is_long = len(acronym.text) > 1
    is_side = acronym.text[1:2] == "-"  # "(D-N.Y.)"
    is_alias = is_acronym and is_long and not is_side
    return acronym.key if is_alias and acronym.key not in known.roles else ""


def with_whole_name(phrase: Phrase, words: Sequence[Word]) -> Phrase:
    """Take "of Staff" into a name that an acronym with its letters follows.

    Args:
        phrase: With a name.
        words: Words and marks of the mention.

    Returns:
        The phrase itself unless it is like "the Joint Chiefs of Staff (JCS)".
    """
    whole = (*phrase.name, *phrase.after)
    acronym = alias_of(whole, words) if phrase.after else ""
    is_theirs = acronym in acronyms([word.key for word in whole])
    return replace(phrase, name=whole, after=(), is_body=True) if is_theirs else phrase
