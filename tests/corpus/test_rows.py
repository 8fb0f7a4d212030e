import pytest

from stance.corpus.rows import check_shape
from stance.schemes import LabelMeaning, LabelScheme


def test_an_unknown_label_gets_the_nearest_one(make_record):
    record = make_record()
    record["sentences"][0]["label"] = "reported-facts"

    assert check_shape(record) == [
        "sentences.0.label: 'reported-facts' is not a label; did you mean 'reported_fact'?"
    ]


def test_a_misspelt_field_gets_the_nearest_one(make_record):
    record = make_record()
    record["sentences"][0]["sorce"] = None

    assert check_shape(record) == ["sentences.0.sorce: no such field; did you mean 'source'?"]


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("start", "0", "sentences.0.start: input should be a valid integer (found '0')"),
        ("start", True, "sentences.0.start: input should be a valid integer (found True)"),
        ("start", -1, "sentences.0.start: input should be greater than or equal to 0 (found -1)"),
        ("label", 3, "sentences.0.label: 3 is not a label; known: official_statement, "),
        ("source", [1], "sentences.0.source: a span is [start, end] in characters, not [1]"),
        ("cue", "said", "sentences.0.cue: a span is [start, end] in characters, not 'said'"),
        ("cue", [1, 2.5], "sentences.0.cue: a span is [start, end] in characters, not [1, 2.5]"),
        ("speaker", 1, "sentences.0.speaker: input should be a valid string (found 1)"),
    ],
)
def test_a_field_of_the_wrong_type_is_named(make_record, field, value, fault):
    record = make_record()
    record["sentences"][0][field] = value

    (what,) = check_shape(record)

    assert what.startswith(fault)


def test_all_missing_fields_are_named():
    assert check_shape({}) == [
        "id: missing; add the field",
        "speakers: missing; add the field",
        "sentences: missing; add the field",
    ]


@pytest.mark.parametrize(
    ("probabilities", "fault"),
    [
        ({"opinion": 1.0}, "'opinion' is not a label"),
        ({"reported_fact": 1.5}, "input should be less than or equal to 1 (found 1.5)"),
    ],
)
def test_probabilities_are_shares_of_labels(make_record, probabilities, fault):
    record = make_record()
    record["sentences"][0]["probabilities"] = probabilities

    (what,) = check_shape(record)

    assert fault in what


def test_votes_are_labels_of_news_in_any_scheme(make_record):
    scheme = LabelScheme(
        name="s", outlet="b", labels=(LabelMeaning(name="a"), LabelMeaning(name="b"))
    )
    sentence = {"start": 0, "end": 4, "label": "a", "votes": {"by_cue": "a"}}

    faults = check_shape(make_record(speakers=[], sentences=[sentence]), scheme=scheme)

    assert len(faults) == 1
    assert faults[0].startswith("sentences.0.votes.by_cue: 'a' is not a label; known: official")
