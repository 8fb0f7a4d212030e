"""Asks a model about the cases, and says which it fails and how."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from behaviour.cases import Case, Expectation, Variation
from stance.article import Article
from stance.labels import KIND_OF_LABEL
from stance.parts import Sentence, Speaker

Predict = Callable[[str], Article]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case: it passes if nothing is wrong."""

    case: Case
    wrong: tuple[str, ...]

    @property
    def is_passed(self) -> bool:
        return not self.wrong


def check_cases(cases: Iterable[Case], *, predict: Predict) -> list[Outcome]:
    """Ask a model about each case."""
    return [Outcome(case=case, wrong=tuple(_wrong(case, predict))) for case in cases]


def _wrong(case: Case, predict: Predict) -> Iterator[str]:
    article = predict(case.text)
    yield from _unexpected(article, case.expect)
    for variation in case.unchanged_when:
        yield from _changed(article, predict(variation.of(case.text)), variation)
    if case.turned:
        turned = predict(Variation(swap=case.turned.swap).of(case.text))
        yield from _unexpected(turned, case.turned.expect)
        yield from _not_surer(article, turned, case.turned.surer)


def _unexpected(article: Article, expected: Sequence[Expectation]) -> Iterator[str]:
    for one in expected:
        sentence = _sentence_with(article, one.words)
        speaker = article.speaker_of(sentence)
        if sentence.label is not one.label:
            yield (
                f"“{one.words}”: {sentence.label}, not {one.label} "
                f"(speaker: {speaker.name if speaker else 'the outlet'})"
            )
        elif one.speaker is not None and not _is_named(speaker, one):
            shown = f"{speaker.name} ({speaker.kind})" if speaker else "the outlet"
            yield f"“{one.words}”: speaker {shown}, not {one.speaker or 'the outlet'}"


def _is_named(speaker: Speaker | None, expected: Expectation) -> bool:
    """Tell whether it is the speaker expected: the kind fits, and the name holds its last word."""
    if not expected.speaker or speaker is None:
        return not expected.speaker and speaker is None
    words = expected.speaker.casefold().split()
    found = speaker.name.casefold().split()
    is_same = words[-1] in found or found[-1] in words
    return is_same and speaker.kind is KIND_OF_LABEL[expected.label]


def _changed(article: Article, other: Article, variation: Variation) -> Iterator[str]:
    """Name the sentences whose label a change that means nothing has changed."""
    sentences = other.sentences[1:] if variation.dateline else other.sentences
    how = ", ".join(f"{name} {value}" for name, value in variation if value)
    if len(sentences) != len(article.sentences):
        yield f"{how}: {len(sentences)} sentences, not {len(article.sentences)}"
        return
    for one, changed in zip(article.sentences, sentences, strict=True):
        if one.label is not changed.label:
            yield f"{how}: “{article.text_of(one)}” is {changed.label}, was {one.label}"


def _not_surer(article: Article, turned: Article, expected: Sequence[Expectation]) -> Iterator[str]:
    for one in expected:
        before, after = (
            _sentence_with(some, one.words).probabilities[one.label] for some in (article, turned)
        )
        if after <= before:
            yield f"“{one.words}”: {one.label} from {before:.3f} to {after:.3f}, not up"


def _sentence_with(article: Article, words: str) -> Sentence:
    at = article.text.index(words)
    return next(one for one in article.sentences if one.start <= at < one.end)
