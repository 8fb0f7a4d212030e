"""How sure a sentence is that has a speaker."""

import math

import pytest

from stance.labels import LABELS, Label
from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

OFFICIAL, EXPERT, FACT = LABELS


def read(*told, sure=0.7):
    """Resolve sentences given as (label, source, what the source does)."""
    text, scored = "", []
    for label, source, does in told:
        start = len(text)
        text += f"{source} {does} "
        chances = [sure if one is label else (1 - sure) / 2 for one in LABELS]
        scored.append(
            ScoredSentence(
                span=Span(start, len(text) - 1),
                log_probabilities=tuple(map(math.log, chances)),
                source=Span(start, start + len(source)),
            )
        )
    return resolve_speakers(text, scored)


@pytest.mark.parametrize("label", LABELS)
def test_a_lone_sentence_keeps_its_probabilities(label):
    article = read((label, "Okoro", "said the lake is low."))

    assert article.sentences[0].confidence == pytest.approx(0.7)


def test_agreement_keeps_sure_and_contradiction_makes_unsure():
    said = (EXPERT, "Okoro", "said the lake is low.")
    agreeing, contradicting = (
        read(said, (label, "Okoro", "said more.")).sentences[0].confidence
        for label in (EXPERT, OFFICIAL)
    )

    assert agreeing == pytest.approx(0.7)
    assert contradicting < 0.7


def test_a_sentence_that_is_hardly_its_speakers_is_less_sure_than_the_others():
    article = read(
        (OFFICIAL, "The ministry", "said the dam would hold."),
        (OFFICIAL, "The ministry", "warned of rain."),
        (FACT, "The ministry", "lifted a warning."),
    )

    said, warned, lifted = (sentence.confidence for sentence in article.sentences)
    assert said == warned
    assert lifted < said


def test_a_label_that_two_level_capacities_share_stays_the_likeliest():
    article = read(
        (OFFICIAL, "Okoro", "said the dam would hold."),
        (FACT, "Okoro", "lifted a warning."),
        sure=0.9,
    )

    for sentence in article.sentences:
        assert sentence.confidence == max(sentence.probabilities.values())


def test_the_words_for_a_speaker_do_not_overrule_sentences_that_are_sure():
    article = read((EXPERT, "Ana Ruiz, health minister,", "said the lake is low."), sure=0.98)

    assert article.sentences[0].label is Label.EXPERT_ANALYSIS
