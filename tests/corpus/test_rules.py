import pytest

from stance.corpus.rows import check_shape
from stance.corpus.rules import faults_in, warnings_in


def faults_of(record):
    return list(faults_in(check_shape(record)))


def change(record, number, **fields):
    """Change a sentence of a record."""
    record["sentences"][number].update(fields)
    return record


def test_a_faultless_record_has_no_faults(make_record):
    assert faults_of(make_record()) == []


def test_a_faultless_record_has_no_warnings(make_record):
    assert list(warnings_in(check_shape(make_record()))) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"text": " \n"}, "the text is blank; remove the article"),
        ({"title": " "}, "title is blank; fill it in, or leave it out"),
        ({"published": "17.5.2024"}, "published '17.5.2024' is not a date; write it as 2024-05-17"),
        (
            {"published": "2024-02-30"},
            "published '2024-02-30' is not a date; write it as 2024-05-17",
        ),
        ({"published": "2024-05-17 at noon"}, "published '2024-05-17 at noon' is not a date"),
        ({"sha256": "0" * 64}, "sha256 is not that of the text; the text has changed"),
    ],
)
def test_wrong_metadata_is_found(make_record, fields, fault):
    (found, *_) = faults_of(make_record(**fields))

    assert found.startswith(fault)


@pytest.mark.parametrize("published", [None, "2024-05-17", "2024-05-17T10:30:00Z"])
def test_a_date_may_have_a_time_or_be_left_out(make_record, published):
    assert faults_of(make_record(published=published)) == []


def test_a_record_needs_a_text_or_its_digest(make_record):
    (fault,) = faults_of(make_record(text=None))

    assert fault == "no text; add it, or its sha256 if the file is stand-off"


def test_stand_off_labels_are_checked_as_far_as_they_go(make_record):
    record = change(make_record(text=None, sha256="0" * 64), 1, source=[0, 4])

    (fault,) = faults_of(record)

    assert fault.startswith("sentence 2 (21–56): source 0–4 is not inside the sentence")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"id": "s1"}, "speaker id 's1' is used twice; each speaker is listed once"),
        ({"id": "s3"}, "speaker 's3' ('Cy') never speaks; remove the speaker"),
        (
            {"id": "s3", "name": " "},
            "speaker 's3' has no name; describe the unnamed ('a resident')",
        ),
        (
            {"id": "s3", "role": "aide "},
            "speaker 's3': role 'aide ' has blanks around it; strip them",
        ),
        ({"id": "s3", "mentions": [[0, 999]]}, "speaker 's3': a mention is outside the text"),
    ],
)
def test_a_wrong_speaker_is_found(make_record, fields, fault):
    record = make_record()
    record["speakers"].append({"name": "Cy", "kind": "other", **fields})

    assert any(found.startswith(fault) for found in faults_of(record))


def test_all_faults_of_a_record_are_told_at_once(make_record):
    record = change(make_record(published="soon"), 0, label="expert_analysis")

    assert len(faults_of(change(record, 2, cue=[0, 4]))) == 3


def test_text_outside_all_sentences_is_a_warning(make_record):
    record = make_record()
    del record["sentences"][0]

    (warning,) = warnings_in(check_shape(record))

    assert warning.startswith("'Rain fell all night.' is in no sentence")


def test_labels_without_any_speakers_are_a_warning_not_a_fault(make_record):
    record = make_record(speakers=[])
    for sentence in record["sentences"]:
        sentence.update(speaker=None, source=None, cue=None)

    row = check_shape(record)

    assert list(faults_in(row)) == []
    assert [w.split(";")[0] for w in warnings_in(row)] == [
        "no speakers, but somebody speaks in 2 sentences"
    ]


def test_an_article_without_sentences_is_a_warning(make_record):
    row = check_shape(make_record(speakers=[], sentences=[]))

    assert next(warnings_in(row)) == "no sentences; nothing is learnt from this article"


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
