"""Whom a sentence describes: the authorities in it, and the person whom it is about."""

from collections.abc import Callable, Collection, Sequence

from stance.parts import Span
from stance.prediction.speakers.mentions import Form, Mention
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.reading import read_mention
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: What can stand before how a sentence begins: "But in Orno, Obi waits".
_JOINING = frozenset({"and", "but", "so", "still", "yet"})
#: Words after "the", at most: "the former prime minister".
_LONGEST = 4
#: And those for an authority, at least: "the health ministry".
_SHORTEST_BODY = 2


def bodies_in(page: Page, sentence: Span) -> list[Mention]:
    """Find the authorities of a sentence that are described: "the health ministry".

    Args:
        page: The article.
        sentence: Where to look.

    Returns:
        Descriptions of more than one word, in order of the text.
    """
    known, words = lexicon(), page.words_of(sentence)
    mentions = []
    for index, word in enumerate(words):
        if word.key != "the":
            continue
        after = words[index + 1 :]
        n_words = _n_words(
            after,
            page,
            is_noun=lambda key: "agency" in known.classes.get(key, ()),
            nouns=known.bodies,
        )
        if n_words is not None and n_words >= _SHORTEST_BODY:
            mentions.append(read_mention(page, Span(word.start, after[n_words - 1].end)))
    return [one for one in mentions if one.form is Form.DESCRIPTION]


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
    persons, after = lexicon().persons, words[1:]
    n_words = _n_words(after, page, is_noun=lambda key: singular(key) in persons, nouns=persons)
    if n_words is None or n_words == len(after):
        return None
    return read_mention(page, Span(words[0].start, after[n_words - 1].end))


def without_joining(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out what joins a sentence to the one before: "But"."""
    return words[1:] if len(words) > 1 and words[0].key in _JOINING else words


def _n_words(
    after: Sequence[Word], page: Page, *, is_noun: Callable[[str], bool], nouns: Collection[str]
) -> int | None:
    """Count the words after "the" up to a noun that ends the phrase, as no other of ``nouns`` does.

    None where a mark, a name or a preposition comes first.
    """
    for n_words, word in enumerate(after[:_LONGEST], start=1):
        if word.is_mark or page.is_name_word(word) or word.key in lexicon().small["preposition"]:
            return None
        is_last = n_words == len(after) or singular(after[n_words].key) not in nouns
        if is_noun(word.key) and is_last:
            return n_words
    return None
