"""Whatever reviewers decide, an article stays free of faults, and no decision is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

import making
from stance.article import Article
from stance.corpus.annotations import Voice
from stance.corpus.review.correcting import correct
from stance.corpus.review.decisions import ALL_PARTS, Decision
from stance.corpus.rows import check_shape
from stance.corpus.rules import faults_in
from stance.labels import LABELS, SpeakerKind
from stance.parts import Span

SENTENCES = (
    ("Ann Lee said taxes rise.", making.OFFICIAL, "Ann Lee", "said"),
    ("Bo Ek argued they fall.", making.EXPERT, "Bo Ek", "argued"),
    ("Ann Lee said no.", making.OFFICIAL, "Ann Lee", "said"),
    ("Rain fell all night.", making.FACT),
)
ARTICLE = Article.from_json(making.make_article(*SENTENCES, id="a").to_json())
voices = st.none() | st.builds(
    Voice,
    name=st.sampled_from(["Ann Lee", "Bo Ek", "ann lee", "Cy Young"]),
    role=st.sampled_from(["", "mayor"]),
    kind=st.none() | st.sampled_from(SpeakerKind),
)


@st.composite
def decisions(draw):
    number = draw(st.integers(1, len(SENTENCES)))
    sentence = ARTICLE.sentences[number - 1]
    places = st.integers(sentence.start, sentence.end)
    spans = st.none() | st.tuples(places, places).filter(lambda one: one[0] < one[1])
    source, cue = (span and Span(*span) for span in (draw(spans), draw(spans)))
    return Decision(
        place="task 1",
        article_id="a",
        number=number,
        annotator="bo",
        at="2026-01-01T00:00:00+00:00",
        parts=draw(st.frozensets(st.sampled_from(sorted(ALL_PARTS)), min_size=1)),
        label=draw(st.sampled_from(LABELS)),
        speaker=draw(voices),
        source=source,
        cue=cue,
    )


@given(st.lists(decisions(), max_size=6))
def test_an_article_has_no_faults_after_any_review(made):
    corrected = correct(ARTICLE, made)

    assert list(faults_in(check_shape(corrected.article.to_dict()))) == []
    assert Article.from_json(corrected.article.to_json()) == corrected.article


@given(st.lists(decisions(), max_size=6))
def test_what_is_left_out_is_told_once_for_each_decision(made):
    corrected = correct(ARTICLE, made)

    left_out = [one.numbers[0] for one in corrected.rejected]
    taken = {one.number for one in made} - set(left_out)
    assert len(left_out) + len(taken) <= len(made)
    if not taken and len(left_out) == len(made):
        assert corrected.article == ARTICLE


@given(st.lists(decisions(), max_size=6))
def test_the_text_and_the_sentences_never_change(made):
    corrected = correct(ARTICLE, made).article

    assert corrected.text == ARTICLE.text
    assert [one.span for one in corrected.sentences] == [one.span for one in ARTICLE.sentences]
    assert replace(corrected, sentences=(), speakers=(), metadata={}) == replace(
        ARTICLE, sentences=(), speakers=()
    )
