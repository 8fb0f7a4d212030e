"""Exchanges words for others all through an article: its text, its speakers, its title."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from stance.article import Article
from stance.corpus.perturbing.editing import Edit, edit
from stance.parts import Speaker

_DESCRIBED = ("title", "target")
#: Shorter words in capitals are more often an abbreviation than the word.
_SHORTEST_IN_CAPITALS = 4


def swap_words(article: Article, words: Mapping[str, str]) -> Article:
    """Give an article in which some words stand for others, wherever they are.

    Words in capitals are exchanged too, and "a" and "an" follow the new word.

    Args:
        article: Its spans move along; speakers, title and target change with it.
        words: The new words of each old one; whole words, as they are spelt.

    Returns:
        The article; the same object if it has none of the words.

    Examples:
        >>> oman = Article(text="An Omani port. OMAN won.")
        >>> swap_words(oman, {"Omani": "Polish", "Oman": "Poland"})
        Article('A Polish port. POLAND won.', 0 sentences, 0 speakers)
    """
    capitals = {
        old.upper(): new.upper() for old, new in words.items() if len(old) >= _SHORTEST_IN_CAPITALS
    }
    words = {**capitals, **words}
    pattern = _pattern(words)
    edits = [one for found in pattern.finditer(article.text) for one in _edits(found, words=words)]
    if not edits:
        return article

    def swapped(text: str) -> str:
        return pattern.sub(lambda found: _replaced(found, words=words), text)

    changed = edit(article, edits)
    described = {
        name: swapped(one)
        for name in _DESCRIBED
        if isinstance(one := article.metadata.get(name), str)
    }
    return replace(
        changed,
        speakers=tuple(_described(speaker, swapped) for speaker in changed.speakers),
        metadata={**changed.metadata, **described},
    )


def indefinite_article(word: str) -> str:
    """Give "an" before a word that begins with the sound of a vowel, and "a" before others."""
    return "an" if _begins_with_vowel(word) else "a"


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:(?P<article>[Aa]n?)(?P<gap>\s))?(?P<word>{either})(?!\w)")


def _edits(found: re.Match[str], *, words: Mapping[str, str]) -> Iterator[Edit]:
    """Change the article by itself, since a source may begin with the word after it."""
    if found["article"]:
        start, end = found.span("article")
        yield Edit(start=start, end=end, text=_fitting_article(found, words=words))
    start, end = found.span("word")
    yield Edit(start=start, end=end, text=words[found["word"]])


def _replaced(found: re.Match[str], *, words: Mapping[str, str]) -> str:
    before = _fitting_article(found, words=words) + found["gap"] if found["article"] else ""
    return before + words[found["word"]]


def _fitting_article(found: re.Match[str], *, words: Mapping[str, str]) -> str:
    return found["article"][0] + ("n" if _begins_with_vowel(words[found["word"]]) else "")


def _begins_with_vowel(word: str) -> bool:
    lower = word.casefold()
    return lower[0] in "aeioáéíóåäöø" and not lower.startswith("eu")  # "a Ukrainian", "a European"


def _described(speaker: Speaker, swapped: Callable[[str], str]) -> Speaker:
    return replace(speaker, name=swapped(speaker.name), role=swapped(speaker.role))
