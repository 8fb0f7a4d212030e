"""In what capacity a speaker speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.labels import LABELS, Label, SpeakerKind
from stance.prediction.speakers.capacity.chances import label_of
from stance.prediction.speakers.capacity.pooling import confide

CHANCES = st.lists(st.floats(1e-5, 1), min_size=3, max_size=3).map(
    lambda weights: tuple(weight / sum(weights) for weight in weights)
)


def test_one_doubtful_sentence_takes_the_label_of_the_others(resolve):
    article = resolve(
        ("expert", "[Ines Okoro] said the lake is low."),
        ("expert", "[Okoro] blamed the dam."),
        ("official", "Licences should be cut, [Okoro] said."),
        sure=0.7,
    )

    assert {sentence.label for sentence in article.sentences} == {Label.EXPERT_ANALYSIS}
    assert article.speakers[0].kind is SpeakerKind.EXPERT


def test_agreement_keeps_sure_and_contradiction_makes_unsure(resolve):
    agreeing = resolve(
        ("expert", "[Okoro] said the lake is low."), ("expert", "[Okoro] said more."), sure=0.7
    )
    contradicting = resolve(
        ("expert", "[Okoro] said the lake is low."), ("official", "[Okoro] said more."), sure=0.7
    )

    confidences = [one.sentences[0].confidence for one in (agreeing, contradicting)]
    assert confidences[0] == pytest.approx(0.7)
    assert confidences[1] < 0.7


def test_a_source_that_is_neither_official_nor_expert_is_other(resolve):
    article = resolve(("fact", "[Reuters] reported three arrests."))

    assert article.speakers[0].kind is SpeakerKind.OTHER


@pytest.mark.parametrize("kind", ["official", "expert", "fact"])
def test_a_lone_sentence_keeps_its_probabilities(resolve, kind):
    article = resolve((kind, "[Okoro] said the lake is low."), sure=0.7)

    assert article.sentences[0].confidence == pytest.approx(0.7)


def test_a_sentence_that_is_hardly_its_speakers_is_less_sure_than_the_others(resolve):
    article = resolve(
        ("official", "[The ministry] said the dam would hold."),
        ("official", "[The ministry] warned of rain."),
        ("fact", "[The ministry] lifted a warning."),
        sure=0.7,
    )

    said, warned, lifted = (sentence.confidence for sentence in article.sentences)
    assert said == warned
    assert lifted < said


@given(pooled=CHANCES, own=CHANCES)
def test_a_speakers_label_stays_the_likeliest(pooled, own):
    mixed = confide(pooled, own)

    assert sum(mixed) == pytest.approx(1)
    assert mixed[LABELS.index(label_of(pooled))] == max(mixed)


def test_a_label_that_two_level_capacities_share_stays_the_likeliest(resolve):
    article = resolve(
        ("official", "[Okoro] said the dam would hold."),
        ("fact", "[Okoro] lifted a warning."),
        sure=0.9,
    )

    for sentence in article.sentences:
        assert sentence.confidence == max(sentence.probabilities.values())
