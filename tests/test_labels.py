import pytest

from stance.errors import StanceError, UnknownLabelError
from stance.labels import KIND_OF_LABEL, LABEL_OF_KIND, LABELS, Label, SpeakerKind, Stance


def test_the_order_of_score_vectors_is_fixed():
    assert [label.value for label in LABELS] == [
        "official_statement",
        "expert_analysis",
        "reported_fact",
    ]


@pytest.mark.parametrize("choice", [*Label, *SpeakerKind, *Stance])
def test_every_value_reads_back_as_itself(choice):
    assert type(choice).parse(choice.value) is choice


def test_a_label_is_a_string():
    assert Label.EXPERT_ANALYSIS == "expert_analysis"
    assert f"{Label.EXPERT_ANALYSIS}" == "expert_analysis"


def test_a_misspelt_label_is_answered_with_the_nearest():
    with pytest.raises(UnknownLabelError, match="did you mean 'expert_analysis'"):
        Label.parse("expert-analysis")


def test_a_label_like_no_other_is_answered_with_all():
    known = "known: official_statement, expert_analysis, reported_fact"

    with pytest.raises(UnknownLabelError, match=f"'xyz' is not a label; {known}"):
        Label.parse("xyz")


def test_a_misspelt_kind_is_called_a_speaker_kind():
    with pytest.raises(UnknownLabelError, match="'oficial' is not a speaker kind; did you mean"):
        SpeakerKind.parse("oficial")


def test_a_misspelt_stance_is_called_a_stance():
    with pytest.raises(UnknownLabelError, match="'favour' is not a stance; did you mean 'favor'"):
        Stance.parse("favour")


@pytest.mark.parametrize("value", [None, 3, "", b"expert_analysis", ["expert_analysis"]])
def test_what_is_no_label_at_all_is_refused_alike(value):
    with pytest.raises(UnknownLabelError, match="is not a label"):
        Label.parse(value)


def test_an_unknown_label_can_be_caught_as_ours_and_as_a_value_error():
    assert issubclass(UnknownLabelError, StanceError)
    assert issubclass(UnknownLabelError, ValueError)


def test_labels_and_kinds_answer_each_other():
    assert {LABEL_OF_KIND[KIND_OF_LABEL[label]] for label in Label} == set(Label)
    assert {KIND_OF_LABEL[LABEL_OF_KIND[kind]] for kind in SpeakerKind} == set(SpeakerKind)
