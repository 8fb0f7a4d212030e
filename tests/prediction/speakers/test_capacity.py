"""In what capacity a speaker speaks."""

import pytest

from stance.labels import Label, SpeakerKind


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
