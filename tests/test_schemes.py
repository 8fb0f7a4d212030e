import pickle

import pytest

from stance.errors import UnknownLabelError
from stance.labels import LABEL_OF_KIND, LABELS, SpeakerKind
from stance.schemes import NEWS, LabelMeaning, LabelScheme, SchemeError


def make_scheme(*names, outlet="no_speech", **changes):
    labels = tuple(LabelMeaning(name=name) for name in names or ("speech", "no_speech"))
    return LabelScheme(**{"name": "speech", "outlet": outlet, "labels": labels} | changes)


def of_kinds(*kinds):
    labels = tuple(LabelMeaning(name=f"l{n}", kind=kind) for n, kind in enumerate(kinds))
    return make_scheme(labels=labels, outlet="l0")


def faults_of(*arguments, **changes):
    with pytest.raises(SchemeError) as caught:
        make_scheme(*arguments, **changes)
    return [what for _, what in caught.value.faults]


def test_the_scheme_of_news_is_that_of_the_labels():
    assert NEWS.names == LABELS
    assert NEWS.label_of_kind == LABEL_OF_KIND
    assert NEWS.attributed == set(LABELS[:2])


def test_a_label_of_news_is_read_as_the_member():
    assert NEWS.parse("reported_fact") is LABELS[2]


def test_an_unknown_label_is_answered_with_the_nearest_of_its_scheme():
    with pytest.raises(
        UnknownLabelError,
        match=r"'no-speech' is not a label of the scheme 'speech'; did you mean 'no_speech'\?",
    ):
        make_scheme().parse("no-speech")


def test_a_label_like_none_is_answered_with_all():
    with pytest.raises(UnknownLabelError, match="known: speech, no_speech"):
        make_scheme().parse("reported_fact")


def test_schemes_of_the_same_labels_are_equal():
    assert make_scheme() == make_scheme()
    assert make_scheme() != NEWS


def test_labels_are_a_choice_in_prose():
    assert NEWS.choice == "official statement, expert analysis or reported fact"


@pytest.mark.parametrize("name", ["own voice", "Rückblick", "事実", "a-b", "2nd", "x" * 60])
def test_a_label_may_be_called(name):
    assert make_scheme(name, "no_speech").parse(name) == name


@pytest.mark.parametrize("name", ["", " a", "a ", "f1.a", "a/b", "a\nb", "a;b", "[red]", "\u202ea"])
def test_a_label_may_not_be_called(name):
    assert faults_of(name, "no_speech") == [
        f"label {name!r} is not made of letters, digits, spaces, _ and -"
    ]


def test_the_name_of_a_label_has_a_length():
    assert faults_of("x" * 61, "no_speech") == [
        "label 'xxxxxxxxxxxxxxxxxxxx'… has 61 characters, 60 are enough"
    ]


def test_a_label_is_not_called_like_a_column():
    assert faults_of("speaker", "no_speech") == [
        "label 'speaker' is called like a column of our tables, call it otherwise"
    ]


def test_every_fault_of_a_scheme_is_named():
    assert faults_of("speech", outlet="silence") == [
        "a scheme has two labels or more",
        "outlet is 'silence', which is none of its labels (speech)",
    ]


def test_a_scheme_without_labels_is_none():
    assert faults_of(labels=()) == [
        "a scheme has two labels or more",
        "outlet is 'no_speech', which is none of its labels (there is none)",
    ]


def test_no_two_labels_have_one_name():
    assert faults_of("speech", "speech", "no_speech") == ["2 labels are called 'speech'"]


def test_nobody_else_speaks_in_the_label_of_the_outlet():
    labels = (LabelMeaning(name="speech"), LabelMeaning(name="no_speech", attributed=True))

    assert faults_of(labels=labels) == [
        "outlet is 'no_speech', in which somebody else is said to speak"
    ]


def test_kinds_may_fix_the_labels_in_any_order():
    scheme = of_kinds(SpeakerKind.OTHER, SpeakerKind.EXPERT, SpeakerKind.OFFICIAL)

    assert scheme.label_of_kind == {"other": "l0", "expert": "l1", "official": "l2"}


def test_a_kind_does_not_fix_two_labels():
    with pytest.raises(ValueError, match=r"kind expert fixes 2 labels \(l1, l2\), it can fix one"):
        of_kinds(SpeakerKind.OTHER, SpeakerKind.EXPERT, SpeakerKind.EXPERT, SpeakerKind.OFFICIAL)


def test_kinds_fix_every_label_or_none():
    with pytest.raises(ValueError, match="no label is fixed by kind official, other") as caught:
        of_kinds(SpeakerKind.EXPERT, None)

    assert "no kind fixes l1, while other labels have one" in str(caught.value)


def test_faults_tell_their_places():
    labels = (
        LabelMeaning(name="a/b", kind=SpeakerKind.OTHER),
        LabelMeaning(name="no_speech", kind=SpeakerKind.OTHER),
        LabelMeaning(name="no_speech"),
    )

    with pytest.raises(SchemeError) as caught:
        make_scheme(labels=labels, outlet="silence")

    assert [place for place, _ in caught.value.faults] == [
        ("labels", 0, "name"),
        ("labels", 2, "name"),
        ("outlet",),
        ("labels", 1, "kind"),
        ("labels",),
        ("labels",),
    ]


def test_an_error_of_a_scheme_can_be_sent_to_another_process():
    error = SchemeError([(("outlet",), "one"), (("labels",), "two")])

    sent = pickle.loads(pickle.dumps(error))

    assert (str(sent), sent.faults) == ("one; two", error.faults)
