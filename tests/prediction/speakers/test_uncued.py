"""Sentences in which no words show a speaker: the outlet's more often than a model thinks."""

import pytest

from stance.labels import Label


@pytest.mark.parametrize(
    "opening", ["The lake is low.", "It is lower than ever.", "In other words, the reeds win."]
)
def test_before_anybody_is_heard_the_outlet_speaks(labels_of, opening):
    labels = labels_of(("expert", opening), ("expert", "It will sink, [Ines Okoro] said."))

    assert labels == [Label.REPORTED_FACT, Label.EXPERT_ANALYSIS]


def test_a_model_that_is_sure_enough_is_believed(labels_of):
    labels = labels_of(
        ("expert", "The lake is low."), ("expert", "It will sink, [Ines Okoro] said."), sure=0.98
    )

    assert labels[0] is Label.EXPERT_ANALYSIS


def test_once_somebody_is_heard_speech_goes_on(labels_of):
    labels = labels_of(
        ("expert", "The lake will sink, [Ines Okoro] said."), ("expert", "It has no other river.")
    )

    assert labels == [Label.EXPERT_ANALYSIS] * 2


@pytest.mark.parametrize("quoted", ['"The lake is low.', "The lake, he is told, is “low”."])
def test_quotation_marks_show_that_somebody_speaks(labels_of, quoted):
    labels = labels_of(
        ("expert", quoted), ("expert", 'It will sink," [Ines Okoro] said.'), between="\n\n"
    )

    assert labels[0] is Label.EXPERT_ANALYSIS


def test_a_source_is_no_speaker_where_the_model_hears_none(labels_of):
    labels = labels_of(
        ("fact", "The lake was measured by [Ines Okoro]."),
        ("expert", "It is lower than ever."),
        sure=0.9,
    )

    assert labels[1] is Label.REPORTED_FACT


def test_after_a_question_in_a_line_of_its_own_the_answer_is_heard(labels_of):
    labels = labels_of(
        ("fact", "Ada Obi, the mayor, meets us in her office."),
        ("fact", "Who pays for the bridge?"),
        ("official", "The council pays."),
        between="\n\n",
    )

    assert labels[2] is Label.OFFICIAL_STATEMENT
