"""What holds for any text, any spans and any scores."""

import math
from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counting import growth
from stance.labels import LABEL_OF_KIND, LABELS, Label
from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

_WORDS = st.sampled_from(
    [
        *("Okoro", "Ines", "Duarte", "Ministry", "of", "Energy", "(NEOC)", "minister", "report"),
        *("the", "a", "its", "his", "said", "he", "she", "it", "they", "spokeswoman", "for"),
        *(",", ".", "“", "”", '"', "'", "-", "\n", "Dr.", "Mr", "1,400", "李", "明", "محمد"),
        *("``", "''", "„", "(", ")", "Mr.", "A.", "U.S.", ":", "Q:", "told", "prof.", "under"),
        *("ÉLYSÉE", "\ud800", "\u200f", "🎈", "\x00", "İ", "ß"),
    ]
)
_TEXTS = st.one_of(
    st.text(st.characters(), max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)
)
_SCORES = st.tuples(*[st.floats(allow_nan=True, allow_infinity=True)] * 3)


@st.composite
def _articles(draw):
    text = draw(_TEXTS)
    places = st.integers(0, len(text))
    cuts = sorted(set(draw(st.lists(places, max_size=12))))
    scored = []
    for start, end in pairwise(cuts):
        spans = st.none() | st.builds(Span, places, places)
        scored.append(
            ScoredSentence(
                span=Span(start, end),
                log_probabilities=draw(_SCORES),
                source=draw(spans),
                cue=draw(spans),
            )
        )
    return text, scored


def _said(text, source=None):
    """Make an article of one sentence that an official says, as its source tells."""
    span = Span(text.index(source), text.index(source) + len(source)) if source else None
    scores = (0.0, -9.0, -9.0)
    return text, [ScoredSentence(span=Span(0, len(text)), log_probabilities=scores, source=span)]


@given(_articles())
@example(_said("“``”''"))  # quotations without a character between them
@example(_said("Rain fell, he said (", "("))  # a source that is the last bracket alone
@example(_said("Rain fell, said A. Mr. Q: it told “We", "A. Mr. Q"))  # no role, an address alone
def test_every_sentence_comes_back_at_its_place(case):
    text, scored = case

    article = resolve_speakers(text, scored)

    assert article.text == text
    assert [one.span for one in article.sentences] == [one.span for one in scored]


@given(_articles())
@example(("000A:0", [ScoredSentence(span=Span(3, 6), log_probabilities=(0.0, 0.0, 0.0))]))
def test_labels_and_speakers_agree(case):
    article = resolve_speakers(*case)

    for sentence in article.sentences:
        speaker = article.speaker_of(sentence)
        kind = LABEL_OF_KIND[speaker.kind] if speaker else Label.REPORTED_FACT
        assert sentence.label is kind


@given(_articles())
def test_probabilities_sum_to_one_and_their_greatest_is_the_label(case):
    article = resolve_speakers(*case)

    for sentence in article.sentences:
        assert math.isclose(sum(sentence.probabilities.values()), 1.0)
        assert sentence.confidence == max(sentence.probabilities.values())


@given(_articles())
def test_speakers_are_numbered_and_counted_in_order_of_speech(case):
    article = resolve_speakers(*case)

    spoken = [one.speaker for one in article.sentences if one.speaker]
    assert [one.id for one in article.speakers] == list(dict.fromkeys(spoken))
    assert [one.id for one in article.speakers] == [
        f"s{number}" for number in range(1, len(article.speakers) + 1)
    ]
    assert [one.n_sentences for one in article.speakers] == [
        spoken.count(one.id) for one in article.speakers
    ]
    for speaker in article.speakers:
        assert list(speaker.mentions) == sorted(speaker.mentions)
        assert speaker.name


@given(_articles())
def test_spans_lie_inside_the_text_and_sources_inside_their_sentence(case):
    article = resolve_speakers(*case)

    for sentence in article.sentences:
        for span in filter(None, (sentence.source, sentence.cue)):
            assert sentence.start <= span.start < span.end <= sentence.end
    for speaker in article.speakers:
        assert all(0 <= one.start < one.end <= len(article.text) for one in speaker.mentions)


def test_a_cue_of_nobody_is_none():
    text = "Nowhere does it mention who would cover the rest."
    place = Span(at := text.index("mention"), at + len("mention"))
    scores = (-9.0, -9.0, 0.0)
    scored = [ScoredSentence(span=Span(0, len(text)), log_probabilities=scores, cue=place)]

    article = resolve_speakers(text, scored)

    assert (article.sentences[0].speaker, article.sentences[0].cue) == (None, None)


@given(_articles())
def test_a_model_that_looks_for_no_sources_names_nobody(case):
    text, scored = case
    bare = [replace(one, source=None, cue=None) for one in scored]

    article = resolve_speakers(text, bare, finds_sources=False)

    assert [one.span for one in article.sentences] == [one.span for one in scored]
    assert all(speaker.name.startswith("unnamed ") for speaker in article.speakers)


@given(_articles())
def test_the_same_twice_is_the_same(case):
    assert resolve_speakers(*case) == resolve_speakers(*case)


@pytest.mark.parametrize("text", ["", "Rain fell."])
def test_no_sentences_have_no_speakers(text):
    article = resolve_speakers(text, [])

    assert (article.text, article.sentences, article.speakers) == (text, (), ())


@pytest.mark.parametrize("source", [Span(0, 4), Span(17, 26), Span(21, 26), Span(8, 14)])
def test_a_source_outside_its_sentence_is_ignored(source):
    text = "Rain fell. Ada Obi said so."
    fact = (-9.0, -9.0, 0.0)
    first = ScoredSentence(span=Span(0, 10), log_probabilities=fact)
    second = ScoredSentence(span=Span(11, 26), log_probabilities=fact)

    outside = first if source.start >= 10 else second
    pair = [replace(one, source=source) if one is outside else one for one in (first, second)]

    assert resolve_speakers(text, pair) == resolve_speakers(text, [first, second])


def test_mentions_are_in_order_and_include_those_without_speech():
    text = "Ines Okoro opened the dam. It was time, Okoro said. She smiled."
    said = (0.0, -9.0, -9.0)
    article = resolve_speakers(
        text,
        [
            ScoredSentence(span=Span(0, 26), log_probabilities=(-9.0, -9.0, 0.0)),
            ScoredSentence(span=Span(27, 51), log_probabilities=said, source=Span(40, 45)),
            ScoredSentence(span=Span(52, 63), log_probabilities=said, source=Span(52, 55)),
        ],
    )

    (speaker,) = article.speakers
    assert [article.text_of(span) for span in speaker.mentions] == ["Ines Okoro", "Okoro", "She"]


def test_four_times_the_sentences_are_about_four_times_the_work():
    assert growth(resolve_speakers, long_article(200), long_article(800)) < 6


def long_article(n_sentences):
    line = "Ines Okoro, an economist at Larkspur Bank, said “it is low” to Mr. Paul Duarte {0}. "
    lines = [line.format(number) for number in range(n_sentences)]
    starts = list(accumulate(map(len, lines), initial=0))
    scored = [
        ScoredSentence(
            span=Span(start, end),
            log_probabilities=tuple(math.log(1 / len(LABELS)) for _ in LABELS),
            source=Span(start, start + 10) if number % 3 else None,
        )
        for number, (start, end) in enumerate(pairwise(starts))
    ]
    return "".join(lines), scored
