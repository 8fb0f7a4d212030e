"""Asks labelling functions about every sentence of an article."""

import operator
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stance.frozen import FrozenDict
from stance.labeling.context import ArticleContext, SentenceContext
from stance.labeling.registry import LabellingFunction
from stance.labeling.votes import Vote
from stance.labels import Label
from stance.parts import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledSentence:
    """What labelling functions say of a sentence.

    ``votes`` are the labels by function, ``source`` the words for the speaker that most functions
    point at, ``cue`` the words for the speech that go with them.
    """

    span: Span
    votes: Mapping[str, Label]
    source: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A function that could not be asked about a sentence, whose number counts from 1."""

    function: str
    sentence: int
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolledArticle:
    """What labelling functions say of an article, and every time that one raised."""

    sentences: tuple[PolledSentence, ...]
    failures: tuple[Failure, ...]


def poll(article: ArticleContext, functions: Sequence[LabellingFunction]) -> PolledArticle:
    """Ask labelling functions about every sentence of an article.

    What they raise, whatever it is, counts as an abstention.

    >>> from stance.labeling.functions import built_in_functions
    >>> polled = poll(ArticleContext("The mayor said no."), built_in_functions())
    >>> polled.sentences[0].source, sorted(polled.sentences[0].votes)
    ((0, 9), ['official_title'])
    """
    sentences, failures = [], []
    for sentence in article.sentences:
        votes: dict[str, Vote] = {}
        for function in functions:
            try:
                vote = _checked(function.rule(sentence), sentence)
            except (Exception, SystemExit) as error:  # noqa: BLE001  # a user's may raise anything
                failures.append(
                    Failure(
                        function=function.name,
                        sentence=sentence.index + 1,
                        error=_described(error, function=function),
                    )
                )
            else:
                votes |= {function.name: vote} if vote else {}
        sentences.append(_polled(sentence.span, votes))
    return PolledArticle(sentences=tuple(sentences), failures=tuple(failures))


def _checked(answer: object, sentence: SentenceContext) -> Vote | None:
    """Give what a function answered as a vote."""
    vote = Vote(label=answer) if isinstance(answer, Label) else answer
    if vote is None:
        return None
    if not isinstance(vote, Vote):
        raise TypeError(f"gave {answer!r}; a labelling function gives a Label, a Vote or None")
    return replace(
        vote,
        label=None if vote.label is None else Label.parse(vote.label),
        source=_inside(sentence, vote.source, name="source"),
        cue=_inside(sentence, vote.cue, name="cue"),
    )


def _inside(sentence: SentenceContext, words: Span | None, *, name: str) -> Span | None:
    if words is None:
        return None
    span = Span(*map(operator.index, words))
    if not sentence.span.start <= span.start < span.end <= sentence.span.end:
        raise ValueError(
            f"{name} {span} is not inside the sentence {sentence.span}; "
            "spans count characters of the article"
        )
    return span


def _described(error: BaseException, *, function: LabellingFunction) -> str:
    """Tell an error with the line of the function that led to it, or where the function begins."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno) for frame in frames]
    code = getattr(function.rule, "__code__", None)
    if code is not None:
        begin = (code.co_filename, code.co_firstlineno)
        places = [begin, *(place for place in places if place[0] == code.co_filename)]
    file, line = places[-1]
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return f"{what} ({Path(file).name}:{line})"


def _polled(span: Span, votes: Mapping[str, Vote]) -> PolledSentence:
    source = _most(vote.source for vote in votes.values())
    beside = [vote.cue for vote in votes.values() if vote.source == source]
    cue = _most(one for one in beside if one is None or not _cross(source, one))
    return PolledSentence(
        span=span,
        votes=FrozenDict({name: vote.label for name, vote in votes.items() if vote.label}),
        source=source,
        cue=cue,
    )


def _most(spans: Iterable[Span | None]) -> Span | None:
    """Give the span that is named most often; of two, the one that is named first."""
    counts = Counter(span for span in spans if span is not None)
    return counts.most_common(1)[0][0] if counts else None


def _cross(one: Span | None, other: Span) -> bool:
    """Whether two spans overlap without one containing the other."""
    if one is None:
        return False
    first, second = sorted((one, other))
    return bool(first[0] < second[0] < first[1] < second[1])
