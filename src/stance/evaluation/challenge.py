"""The challenge set: how many cases of each phenomenon a resolver of speakers gets right.

A case holds what a network says of the sentences of a short text, so that the resolver alone is
tested, and of each sentence only what the case is about.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from stance.article import Article
from stance.labels import LABELS
from stance.parts import Sentence, Span
from stance.prediction.scores import ScoredSentence

#: From what a network says of the sentences of a text to an article with speakers.
Resolve: TypeAlias = Callable[[str, list[ScoredSentence]], Article]

_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What is expected of a sentence; None leaves it open.

    Attributes:
        speaker: A letter for each speaker of the case, "" for the outlet. Sentences of one letter
            have one speaker, sentences of two letters have two.
        name: Of the speaker, whatever the case of its letters and an article before it.
        not_named: Words that the name does not hold.
        role: Of the speaker, compared as names are; "" if there is none.
        kind: Of the speaker.
        label: Of the sentence.
        source: The words that name the speaker; "" if there are none.
        cue: The words that signal the speech, likewise.
    """

    speaker: str | None = None
    name: str | None = None
    not_named: str | None = None
    role: str | None = None
    kind: str | None = None
    label: str | None = None
    source: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text, and what is expected of its sentences.

    Attributes:
        id: Unique in the set.
        category: The phenomenon that it tests.
        text: A few sentences.
        sentences: What a network says of each.
        expected: As many as there are sentences.
    """

    id: str
    category: str
    text: str
    sentences: tuple[ScoredSentence, ...]
    expected: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case: it is right if nothing is wrong."""

    case: Case
    wrong: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether all is as expected."""
        return not self.wrong


def read_cases(path: Path) -> list[Case]:
    """Read the cases of a file.

    Args:
        path: One JSON object a line, as the datasheet of the set says.

    Returns:
        The cases, in order.

    Raises:
        ValueError: If a line is no case, or two have one id; with the number of the line.
    """
    cases: dict[str, Case] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            case = _to_case(json.loads(line))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}:{number}: {error!r} in a case") from error
        if case.id in cases:
            raise ValueError(f"{path.name}:{number}: the id {case.id!r} is taken")
        cases[case.id] = case
    return list(cases.values())


def check_cases(cases: Iterable[Case], resolve: Resolve) -> list[Outcome]:
    """Resolve the speakers of each case.

    Args:
        cases: Of the set.
        resolve: The resolver.

    Returns:
        What became of each, in order.
    """
    return [
        Outcome(case=case, wrong=tuple(_wrong(case, resolve(case.text, list(case.sentences)))))
        for case in cases
    ]


def by_category(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Sort outcomes by the phenomenon that they test.

    Args:
        outcomes: Of ``check_cases``.

    Returns:
        Those of each category, by its name.
    """
    groups: dict[str, list[Outcome]] = {}
    for one in sorted(outcomes, key=lambda one: one.case.category):
        groups.setdefault(one.case.category, []).append(one)
    return groups


def _to_case(record: dict[str, Any]) -> Case:
    expected = tuple(Expectation(**one) for one in record["expected"])
    sentences = tuple(map(_to_sentence, record["sentences"]))
    if len(expected) != len(sentences):
        raise ValueError(f"{len(expected)} expectations for {len(sentences)} sentences")
    if expected == (Expectation(),) * len(expected):
        raise ValueError("nothing is expected")
    return Case(
        id=record["id"],
        category=record["category"],
        text=record["text"],
        sentences=sentences,
        expected=expected,
    )


def _to_sentence(record: dict[str, Any]) -> ScoredSentence:
    source, cue = (record.get(name) for name in ("source", "cue"))
    return ScoredSentence(
        span=Span(record["start"], record["end"]),
        log_probabilities=tuple(math.log(record["probabilities"][label]) for label in LABELS),
        source=Span(*source) if source else None,
        cue=Span(*cue) if cue else None,
        speaking=record.get("speaking"),
    )


def _wrong(case: Case, article: Article) -> Iterator[str]:
    said = list(zip(case.expected, article.sentences, strict=True))
    yield from _wrongly_grouped(said, article)
    for expected, sentence in said:
        found = _found(article, sentence)
        for what in ("name", "role", "kind", "label", "source", "cue"):
            wanted = getattr(expected, what)
            if wanted is not None and _plain(wanted) != _plain(found[what]):
                yield f"“{article.text_of(sentence)}”: {what} {found[what]!r}, not {wanted!r}"
        if expected.not_named and expected.not_named in found["name"]:
            yield f"“{article.text_of(sentence)}”: named {found['name']!r}"


def _wrongly_grouped(
    said: Sequence[tuple[Expectation, Sentence]], article: Article
) -> Iterator[str]:
    """Name the sentences whose speaker is not the one of their letter, or of another letter too."""
    speakers: dict[str, str | None] = {"": None}
    for expected, sentence in said:
        letter = expected.speaker
        if letter is None:
            continue
        is_new = letter not in speakers
        others = [other for other, one in speakers.items() if one == sentence.speaker]
        if (is_new and others) or (not is_new and speakers[letter] != sentence.speaker):
            name = _found(article, sentence)["name"] or "the outlet"
            told = f"speaker {name!r}, not {letter or 'the outlet'}"
            yield f"“{article.text_of(sentence)}”: {told}"
        speakers.setdefault(letter, sentence.speaker)


def _found(article: Article, sentence: Sentence) -> dict[str, str]:
    speaker = article.speaker_of(sentence)
    return {
        "name": speaker.name if speaker else "",
        "role": speaker.role if speaker else "",
        "kind": str(speaker.kind) if speaker else "",
        "label": str(sentence.label),
        "source": article.text_of(sentence.source) if sentence.source else "",
        "cue": article.text_of(sentence.cue) if sentence.cue else "",
    }


def _plain(words: str) -> str:
    """Leave out what does not count: the case of letters, and an article before a name."""
    words = words.casefold()
    return next((words.removeprefix(one) for one in _ARTICLES if words.startswith(one)), words)
