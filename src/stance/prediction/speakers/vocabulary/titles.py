"""A headline that Writes Its Words Like This, in which a capital letter makes no name."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import dropwhile, takewhile

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

#: Such a line writes words of so many letters large, and has so many words at least.
_SHORTEST_LARGE = 4
_FEWEST = 5
_BREAK = "\n"


def is_title(line: Iterable[Word]) -> bool:
    """Tell whether Every Word of a Line Is Written Like This.

    Args:
        line: Its words and marks.

    Returns:
        Whether it has some words, and large ones wherever they are long.
    """
    words = [word for word in line if not word.is_mark]
    long = [word for word in words if len(word.text) >= _SHORTEST_LARGE]
    return len(words) >= _FEWEST and all(word.is_capital for word in long)


def split_title(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Part an article's first line from the rest, if it is such a title.

    Args:
        words: All words and marks of the article.

    Returns:
        The title's words, and those below; no title, and all words, if nothing follows.
    """
    begun = list(dropwhile(lambda word: word.text == _BREAK, words))
    line = list(takewhile(lambda word: word.text != _BREAK, begun))
    is_one = len(line) < len(begun) and is_title(line)
    return (line, begun[len(line) :]) if is_one else ((), words)


def plain_in(
    title: Sequence[Word], below: Iterable[Word], *, is_name: Callable[[Word], bool]
) -> frozenset[int]:
    """Find the words of a title that are no part of a name.

    Args:
        title: Its words and marks.
        below: Those of the text below it.
        is_name: Tells whether a word of that text is written like part of a name.

    Returns:
        Where they begin: all but what the text writes as names, at least half the time, and given
        names, nations and acronyms of which it says nothing.
    """
    keys = {word.key for word in title}
    shared = [word for word in below if word.key in keys]
    named = Counter(word.key for word in shared if is_name(word))
    said = Counter(word.key for word in shared)
    is_mixed = not all(word.text.isupper() for word in title if not word.is_mark)
    plain: set[int] = set()
    following: Word | None = None
    for word in reversed(title):
        leads = word.key in lexicon().small["place"]  # to "York", and not to "Polls", after "New"
        is_cut = leads and (following is None or following.start in plain)
        is_named = named[word.key] * 2 >= max(said[word.key], 1)
        if is_cut or not (is_named or (not said[word.key] and _is_known(word, is_mixed=is_mixed))):
            plain.add(word.start)
        following = word
    return frozenset(plain)


def _is_known(word: Word, *, is_mixed: bool) -> bool:
    """Whether a word is a name wherever it stands, or an acronym among other words."""
    known = lexicon()
    is_acronym = is_mixed and word.text.isupper() and len(word.text) > 1
    return is_acronym or word.key in known.given or word.key in known.nations
