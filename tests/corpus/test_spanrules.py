import pytest

from stance.corpus.rows import check_shape
from stance.corpus.rules import faults_in


def faults_of(record):
    return list(faults_in(check_shape(record)))


def change(record, number, **fields):
    """Change a sentence of a record."""
    record["sentences"][number].update(fields)
    return record


@pytest.mark.parametrize(
    ("number", "fields", "fault"),
    [
        (0, {"end": 0}, "sentence 1 (0–0): ends at 0, not after its start"),
        (2, {"end": 999}, "sentence 3 (57–999): ends outside the text, which has 109 characters"),
        (0, {"end": 21}, "sentence 1 (0–21): the sentence has blanks at its edge; make it 0–20"),
        (0, {"end": 18}, "sentence 1 (0–18): the sentence ends inside a word ('ell all nigh|t. “S"),
        (0, {"start": 1}, "sentence 1 (1–20): the sentence starts inside a word ('R|ain fell al"),
        (1, {"source": [0, 4]}, "sentence 2 (21–56): source 0–4 is not inside the sentence"),
        (1, {"source": [50, 50]}, "sentence 2 (21–56): source 50–50 is not inside the sentence"),
        (1, {"cue": [36, 41]}, "sentence 2 (21–56): cue 36–41 has blanks at its edge; make it 37"),
        (1, {"cue": [37, 40]}, "sentence 2 (21–56): cue 37–40 ends inside a word"),
        (1, {"quotes": [[0, 5]]}, "sentence 2 (21–56): quote 0–5 is not inside the sentence"),
        (1, {"cue": [37, 47]}, "sentence 2 (21–56): source and cue cross"),
        (0, {"source": [0, 4]}, "sentence 1 (0–20): has a source but no speaker; name the speaker"),
        (0, {"cue": [5, 9]}, "sentence 1 (0–20): has a cue but no speaker; name the speaker"),
        (0, {"speaker": "s9"}, "sentence 1 (0–20): speaker 's9' is not listed (listed: s1, s2)"),
        (
            0,
            {"speaker": "s1"},
            "sentence 1 (0–20): is reported_fact, but 's1' ('Ann Lee') is of kind official",
        ),
        (
            0,
            {"label": "expert_analysis"},
            "sentence 1 (0–20): is expert_analysis but has no speaker; name the expert speaker",
        ),
    ],
)
def test_a_wrong_sentence_is_found(make_record, number, fields, fault):
    (found,) = faults_of(change(make_record(), number, **fields))

    assert found.startswith(fault)


def test_overlapping_sentences_are_found(make_record):
    faults = faults_of(change(make_record(), 1, start=10))

    assert faults[0].startswith(
        "sentence 2 (10–56): starts before the sentence before it ends, at 20"
    )


def test_sentences_out_of_order_are_found(make_record):
    record = make_record()
    record["sentences"].reverse()

    faults = faults_of(record)

    assert [fault.split(":")[0] for fault in faults] == ["sentence 2 (21–56)", "sentence 3 (0–20)"]


def test_a_source_inside_its_cue_is_right(make_record):
    record = make_record(
        text="In her view it is over.",
        speakers=[{"id": "s1", "name": "she", "kind": "expert"}],
        sentences=[
            {
                "start": 0,
                "end": 23,
                "label": "expert_analysis",
                "speaker": "s1",
                "source": [3, 6],
                "cue": [0, 11],
            }
        ],
    )

    assert faults_of(record) == []


def test_words_of_scripts_without_spaces_have_no_edges(make_record):
    text = "外交部发言人表示反对。"
    record = make_record(
        text=text,
        speakers=[{"id": "s1", "name": "外交部发言人", "kind": "official"}],
        sentences=[
            {
                "start": 0,
                "end": 11,
                "label": "official_statement",
                "speaker": "s1",
                "source": [0, 6],
                "cue": [6, 8],
            }
        ],
    )

    assert faults_of(record) == []
