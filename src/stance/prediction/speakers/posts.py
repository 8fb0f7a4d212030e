"""Posts that a page shows whole: their text, then "— Ada Obi (@adaobi) May 4, 2019"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.voices import Voice

#: A dash, a name, an account in brackets, and at most a date.
_SIGNATURE = re.compile(r"[—–-]{1,2} ?([^\W\d_][^\n()@]{1,60}?) \(@\w+\)[^\n.?!]{0,30}")


def with_signatures(scored: Sequence[ScoredSentence], page: Page) -> list[ScoredSentence]:
    """Take the name under a post for the source of its own line.

    Args:
        scored: The sentences of an article, with a model's scores and spans.
        page: The article.

    Returns:
        The sentences.
    """
    sentences = list(scored)
    for place, name in _signatures(scored, page.text):
        sentences[place] = replace(sentences[place], source=name, cue=None)
    return sentences


def sign_posts(
    voices: Sequence[Voice | None], scored: Sequence[ScoredSentence], page: Page
) -> list[Voice | None]:
    """Give the sentences of each post the voice whose name stands under it.

    Args:
        voices: Who speaks in each sentence, signatures included; None is the outlet.
        scored: The sentences.
        page: The article.

    Returns:
        The voices. A post is what stands before its signature in the same paragraph, or else the
        paragraph before it, and begins after the last sentence with a source of its own.
    """
    signed = list(voices)
    for place, _ in _signatures(scored, page.text):
        for before in _post(place, scored, text=page.text):
            signed[before] = voices[place]
    return signed


def _signatures(scored: Sequence[ScoredSentence], text: str) -> Iterator[tuple[int, Span]]:
    for place, sentence in enumerate(scored):
        if found := _SIGNATURE.fullmatch(text, *sentence.span):
            yield place, Span(*found.span(1))


def _post(place: int, scored: Sequence[ScoredSentence], *, text: str) -> Iterator[int]:
    """Give the places of a post, from the last sentence back; it can have lines of its own."""
    n_before_signature = _breaks_after(place - 1, scored, text=text)
    for before in range(place - 1, -1, -1):
        n_breaks = _breaks_after(before, scored, text=text)
        is_over = before + 1 < place and n_breaks >= max(1, n_before_signature)
        if is_over or scored[before].source is not None:
            return
        yield before


def _breaks_after(place: int, scored: Sequence[ScoredSentence], *, text: str) -> int:
    """Count the line ends between a sentence and the next."""
    return text.count("\n", scored[place].span.end, scored[place + 1].span.start)
