"""What is signed below: posts ("— Ada Obi (@adaobi) May 4") and answers ("Ada Obi, Lagos")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.layout import breaks_after, lines_of
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.page import Page

#: A dash, a name, an account in brackets, and at most a date.
_OF_POST = re.compile(r"[—–-]{1,2} ?([^\W\d_][^\n()@]{1,60}?) \(@\w+\)[^\n.?!]{0,30}")
#: Perhaps a dash, a name of two words or more, a comma, a post or a town, and no end of a sentence.
_OF_ANSWER = re.compile(
    r"(?:[—–-]{1,2} ?)?"
    r"([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}), "
    r'[^\n?!:"“”]{2,120}[^\n.?!:"“”]'
)
_OF_ONE = re.compile(r"\b(?:I|[Mm]e|[Mm]y)\b")
#: Words for who speaks, alone or with others.
FIRST_PERSON = re.compile(rf"{_OF_ONE.pattern}|\b(?:[Ww]e|us|[Oo]ur)\b")
#: So many answers have to be signed alike, or the line may be anything.
_FEWEST_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class _Signature:
    """A sentence that names who wrote those before it."""

    place: int
    name: Span
    signed: Sequence[int]


def with_signatures(scored: Sequence[ScoredSentence], page: Page) -> list[ScoredSentence]:
    """Take the name in a signature, and a post after it, for the source of its own line.

    Args:
        scored: The sentences of an article, with a model's scores and spans.
        page: The article.

    Returns:
        The sentences.
    """
    sentences = list(scored)
    for one in _signatures(scored, page.text):
        sentences[one.place] = replace(sentences[one.place], source=one.name, cue=None)
    return sentences


def sign(
    voices: Sequence[Voice | None], scored: Sequence[ScoredSentence], page: Page
) -> list[Voice | None]:
    """Give what is signed the voice whose name stands under it.

    Args:
        voices: Who speaks in each sentence, signatures included; None is the outlet.
        scored: The sentences.
        page: The article.

    Returns:
        The voices. A post is what stands before its signature in the same paragraph, or else the
        paragraph before it, and begins after the last sentence with a source of its own. An answer
        is the paragraph before its signature, if it speaks in the first person, and those before
        that say "I": "we" may be the outlet that asked.
    """
    signed = list(voices)
    for one in _signatures(scored, page.text):
        for before in one.signed:
            signed[before] = voices[one.place]
    return signed


def _signatures(scored: Sequence[ScoredSentence], text: str) -> Iterator[_Signature]:
    for place, sentence in enumerate(scored):
        if found := _OF_POST.fullmatch(text, *sentence.span):
            yield _Signature(place, Span(*found.span(1)), list(_post(place, scored, text=text)))
    yield from _of_answers(scored, text=text)


def _post(place: int, scored: Sequence[ScoredSentence], *, text: str) -> Iterator[int]:
    """Give the places of a post, from the last sentence back; it can have lines of its own."""
    n_before_signature = breaks_after(place - 1, scored, text=text)
    for before in range(place - 1, -1, -1):
        n_breaks = breaks_after(before, scored, text=text)
        is_over = before + 1 < place and n_breaks >= max(1, n_before_signature)
        if is_over or scored[before].source is not None:
            return
        yield before


def _of_answers(scored: Sequence[ScoredSentence], *, text: str) -> list[_Signature]:
    """Give the signatures of answers; where names stand above what they say, there are none."""
    lines = lines_of(scored, text)
    found = []
    for number, line in enumerate(lines):
        (place, *others) = line
        named = None if others else _OF_ANSWER.fullmatch(text, *scored[place].span)
        if named and all(word[0].isupper() for word in named[1].split()):
            is_post = text[named.end(1) + 2].islower()  # "Ada Obi, owner, …", not "Ada Obi, Lagos"
            end = named.end() if is_post else named.end(1)
            found.append((number, Span(named.start(1), end)))
    answers = [list(_answer(number, lines, scored, text=text)) for number, _ in found]
    if sum(map(bool, answers)) < _FEWEST_ANSWERS or not answers[0]:
        return []
    return [
        _Signature(lines[number][0], name, answer)
        for (number, name), answer in zip(found, answers, strict=True)
        if answer
    ]


def _answer(
    number: int, lines: Sequence[Sequence[int]], scored: Sequence[ScoredSentence], *, text: str
) -> Iterator[int]:
    person = FIRST_PERSON
    for line in reversed(lines[:number]):
        written = text[scored[line[0]].span.start : scored[line[-1]].span.end]
        is_heard = any(scored[place].source is not None for place in line)
        if is_heard or not person.search(written) or _OF_ANSWER.fullmatch(written):
            return
        yield from line
        person = _OF_ONE
