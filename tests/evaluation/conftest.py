"""A factory for articles whose every sentence is told in one letter."""

import pytest

from stance.article import Article
from stance.labels import KIND_OF_LABEL, LABELS, Label, SpeakerKind
from stance.parts import Sentence, Span, Speaker

SENTENCE = "alpha beta gamma."
LETTERS = {
    "o": Label.OFFICIAL_STATEMENT,
    "e": Label.EXPERT_ANALYSIS,
    "f": Label.REPORTED_FACT,
}


def build_article(
    letters,
    *,
    speakers=None,
    kinds=None,
    names=None,
    sources=None,
    cues=None,
    confidences=None,
    id="article-1",
):
    """One sentence ``alpha beta gamma.`` for each letter of o(fficial), e(xpert), f(act).

    ``speakers`` holds a letter for each sentence too, "-" for the outlet; sources and cues are
    spans counted from the start of their sentence, or None.
    """
    n_sentences = len(letters)
    starts = [index * (len(SENTENCE) + 1) for index in range(n_sentences)]
    ids = [None if one == "-" else one for one in speakers or "-" * n_sentences]
    sentences = tuple(
        Sentence(
            start=starts[index],
            end=starts[index] + len(SENTENCE),
            label=LETTERS[letter],
            speaker=ids[index],
            source=shifted(sources, index, by=starts[index]),
            cue=shifted(cues, index, by=starts[index]),
            probabilities=spread(LETTERS[letter], confidences[index]) if confidences else {},
        )
        for index, letter in enumerate(letters)
    )
    spoken = {}
    for one, letter in zip(ids, letters, strict=True):
        if one is not None:
            spoken.setdefault(one, LETTERS[letter])
    return Article(
        id=id,
        text=" ".join([SENTENCE] * n_sentences),
        sentences=sentences,
        speakers=tuple(
            Speaker(
                id=one,
                name=(names or {}).get(one, f"Speaker {one}"),
                kind=SpeakerKind((kinds or {}).get(one, KIND_OF_LABEL[label].value)),
            )
            for one, label in spoken.items()
        ),
    )


def shifted(spans, index, *, by):
    if not spans or spans[index] is None:
        return None
    start, end = spans[index]
    return Span(start + by, end + by)


def spread(label, confidence):
    return {one: confidence if one is label else (1 - confidence) / 2 for one in LABELS}


@pytest.fixture
def make_article():
    return build_article
