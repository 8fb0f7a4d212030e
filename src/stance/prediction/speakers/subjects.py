"""Whom a sentence is about where it names nobody: "The judge waits"."""

from collections.abc import Sequence

from stance.parts import Span
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.mentions import Mention
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.reading import read_mention
from stance.prediction.speakers.words import Word, singular

#: What can stand before how a sentence begins: "But in Orno, Obi waits".
_JOINING = frozenset({"and", "but", "so", "still", "yet"})
#: "The" and the words for a person: "the former prime minister".
_LONGEST_PERSON = 4


def without_joining(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out what joins a sentence to the one before: "But"."""
    return words[1:] if len(words) > 1 and words[0].key in _JOINING else words


def subject_in(page: Page, sentence: Span) -> Mention | None:
    """Read the person with whom a sentence begins, if it describes one.

    Args:
        page: The article.
        sentence: Where to look.

    Returns:
        "The judge" of "But the judge waits"; None where it begins otherwise, as with a name.
    """
    words = without_joining(page.words_of(sentence))
    if not words or words[0].key != "the":
        return None
    end = _end_of_person(words, page)
    return read_mention(page, Span(words[0].start, words[end - 1].end)) if end else None


def _end_of_person(words: Sequence[Word], page: Page) -> int | None:
    """Give the index after the noun for a person that ends a phrase, if one does."""
    known = lexicon()
    for index in range(1, min(_LONGEST_PERSON + 1, len(words) - 1)):
        word, following = words[index : index + 2]
        if word.is_mark or page.is_name_word(word) or word.key in known.small["preposition"]:
            return None
        if singular(word.key) in known.persons and singular(following.key) not in known.persons:
            return index + 1
    return None
