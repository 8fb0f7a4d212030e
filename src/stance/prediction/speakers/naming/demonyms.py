"""Telling "the Greek" who speaks from one cut off before a noun, and "Lebanese" from "Lebanon"."""

from collections.abc import Sequence

from stance.parts import Span
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, span_of

#: Words of "the Greek", and of the "prime minister" that it describes.
_LENGTH = 2
#: And of "the South Carolina Republican".
_LONGEST = 4


def is_cut_demonym(words: Sequence[Word], first: int, end: int, *, page: Page) -> bool:
    """Whether all there is of a phrase is "the Greek", and "prime minister" follows.

    Args:
        words: Words and marks among which the phrase is.
        first: Index of its first word.
        end: Index after the last word of which it is known.
        page: The article.

    Returns:
        Whether the phrase goes on to a noun for a person.
    """
    known = lexicon()
    following = words[end : end + _LENGTH]
    if end - first != _LENGTH or len(following) != _LENGTH:
        return False
    determiner, name, (plain, noun) = words[first], words[first + 1], following
    is_name = page.is_name_word(name) and not name.text.isupper()
    is_plain = plain.text.islower() and plain.key not in known.small["preposition"]
    is_person = noun.key in known.roles  # not "reporters", whom the Greek told
    return determiner.key in known.determiners and is_name and is_plain and is_person


def is_native(words: Sequence[Word]) -> bool:
    """Whether words are "the Frenchman", "the 31-year-old Swede" or "the Maine Democrat".

    Args:
        words: One segment, without marks.

    Returns:
        Whether they are no more than that.
    """
    last, known = words[-1], lexicon()
    is_one = last.key in known.small["native"] or last.key.endswith(("man", "woman"))
    is_role = last.key in known.roles  # "the Chairman"
    return (
        is_one
        and not is_role
        and last.is_capital
        and words[0].key == "the"
        and 1 < len(words) <= _LONGEST
        and not any(word.key in known.small["preposition"] for word in words)
    )


def names_several(word: Word) -> bool:
    """Whether the last word of a name is "Republicans" or "Germans"."""
    one = singular(word.key)
    return one != word.key and one in lexicon().small["native"]


def read_native(span: Span, words: Sequence[Word], *, role: Sequence[Word]) -> Mention:
    """Read "the Croat", or "the Croat, who coached Obi", as a mention of a person.

    Args:
        span: The whole stretch.
        words: Its first segment, which ``is_native`` holds for.
        role: Words of what follows, if it tells who they are.

    Returns:
        A description that can point at anybody who is known.
    """
    return Mention(
        span=span,
        form=Form.DESCRIPTION,
        called=span_of(words),
        role=span_of(role) if role else None,
        head=words[-1].key,
        traits=frozenset(singular(word.key) for word in (*role, *words[1:])),
        being=Being.PERSON,
    )
