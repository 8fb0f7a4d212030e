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
