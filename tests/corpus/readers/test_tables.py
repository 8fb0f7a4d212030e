import csv
import json
from datetime import date, datetime

import pytest

import making
from stance.corpus.readers.drafts import finish
from stance.corpus.readers.rows import Columns, Row, read_rows
from stance.corpus.readers.tables import read_csv, read_datasets, read_jsonl, read_parquet
from stance.corpus.view import RowsOf, to_dataset, write_parquet
from stance.errors import CorpusError
from stance.labels import Label

PLAIN = Columns(names={}, labels={})
SHEET = "article,body,stance,who,what\n1,Ann said no.,gov,Ann,official\n1,Rain fell.,none,,\n"
MAPPED = Columns(
    names={"text": "body", "label": "stance", "speaker": "who", "kind": "what"},
    labels={"gov": Label.OFFICIAL_STATEMENT, "none": Label.REPORTED_FACT},
)
SPEECH = ("The minister said taxes would rise.", making.OFFICIAL, "The minister", "said")


def read(rows, columns, default=None):
    return finish(read_rows(rows, columns=columns), default_label=default)


def test_rows_of_one_article_are_its_sentences(write):
    (article,) = read(read_csv([write(a_dot_csv=SHEET)]), MAPPED)

    labels = [sentence.label.value for sentence in article.sentences]
    assert article.text == "Ann said no. Rain fell."
    assert labels == ["official_statement", "reported_fact"]
    assert article.speaker_of(article.sentences[0]).name == "Ann"


def test_a_row_without_label_is_an_article_to_be_cut(write):
    path = write(a_dot_csv="id;text;title\nx;Rain fell. It stopped.;Rain\n")

    (article,) = read(read_csv([path]), PLAIN, Label.REPORTED_FACT)

    assert (article.id, len(article.sentences), article.metadata["title"]) == ("x", 2, "Rain")


def test_a_row_with_label_is_a_sentence(write):
    path = write(a_dot_csv='text,label\n"Rain fell, they say. A lot.",reported_fact\n')

    (article,) = read(read_csv([path]), PLAIN)

    assert (article.id, len(article.sentences)) == ("a-2", 1)


def test_source_and_cue_are_found_in_their_sentence(write):
    line = {"text": "Ann Lee said no.", "label": "official_statement", "speaker": "Ann Lee"}
    path = write(a_dot_jsonl=json.dumps(line | {"source": "Ann Lee", "cue": "said"}))

    (article,) = read(read_jsonl([path]), PLAIN)

    assert article.text_of(article.sentences[0].cue) == "said"


def test_an_article_that_two_files_have_is_told(write):
    line = json.dumps({"article": "1", "text": "Rain fell.", "label": "reported_fact"})
    paths = [write(a_dot_jsonl=line), write(b_dot_jsonl=line)]

    with pytest.raises(CorpusError, match=r"b\.jsonl:1: id '1' is taken by .*a\.jsonl"):
        read(read_jsonl(paths), PLAIN)


def test_a_row_with_more_cells_than_the_header_is_told(write):
    path = write(a_dot_csv="id,text\nx,Rain fell, and hard.\ny,Snow fell.,\n")

    with pytest.raises(CorpusError) as caught:
        read(read_csv([path]), PLAIN, Label.REPORTED_FACT)

    what = "more cells than the header; put the text in quotation marks"
    assert str(caught.value) == f"{path}:2: {what}"


def test_a_cell_may_be_as_long_as_an_article(write):
    csv.field_size_limit(131_072)

    (row,) = read_csv([write(a_dot_csv=f"text\n{'Rain. ' * 30_000}\n")])

    assert len(row.cells["text"]) == 180_000


@pytest.mark.parametrize(
    ("cell", "published"),
    [
        ("2024-05-17 10:00:00", "2024-05-17T10:00:00"),
        (" 2024-05-17", "2024-05-17"),
        (datetime(2024, 5, 17, 10), "2024-05-17T10:00:00"),
        (date(2024, 5, 17), "2024-05-17"),
        (None, ""),
        ("soon", "soon"),
    ],
)
def test_a_date_is_spelt_as_ours_are(tmp_path, cell, published):
    row = Row(path=tmp_path, line=1, cells={"published": cell})

    assert PLAIN.get(row, "published") == published


def test_a_missing_column_is_told_with_those_that_are_there(write):
    path = write(a_dot_csv="article,body\n1,Rain fell.\n")

    with pytest.raises(CorpusError, match=r"no column 'text' for text \(found: article, body\)"):
        read(read_csv([path]), PLAIN)


def test_all_faults_of_all_rows_are_told_with_file_and_line(write):
    path = write(
        a_dot_csv="text,label,cue\nRain fell.,fact,\n,reported_fact,\nIt fell.,reported_fact,said\n"
    )

    with pytest.raises(CorpusError) as caught:
        read(read_csv([path]), PLAIN)

    assert [fault.line for fault in caught.value.faults] == [2, 3, 4]
    assert "'said' is not in the sentence" in str(caught.value)


def test_an_id_that_two_rows_share_is_told(write):
    path = write(a_dot_csv="id,text\nx,Rain fell.\nx,Snow fell.\n")

    with pytest.raises(CorpusError, match=r"a\.csv:3: id 'x' is taken by .*a\.csv:2"):
        read(read_csv([path]), PLAIN)


@pytest.mark.parametrize("content", ["{", "[1]"])
def test_a_line_that_is_no_object_is_told(write, content):
    with pytest.raises(CorpusError, match=r"a\.jsonl:2: "):
        read(read_jsonl([write(a_dot_jsonl=f'{{"text": "Rain."}}\n{content}\n')]), PLAIN)


def test_a_broken_line_is_told_together_with_the_faults_of_the_others(write):
    path = write(a_dot_jsonl='{"text": "Rain.", "label": "fact"}\n{\n{"text": ""}\n')

    with pytest.raises(CorpusError) as caught:
        read(read_jsonl([path]), PLAIN)

    assert [fault.line for fault in caught.value.faults] == [1, 2, 3]


def test_an_unknown_field_is_answered_with_the_nearest():
    with pytest.raises(
        ValueError, match="'speakr' is no field of this format; did you mean 'speaker'"
    ):
        Columns(names={"speakr": "who"}, labels={})


def test_what_we_export_as_parquet_is_read_back(tmp_path):
    article = making.make_article(SPEECH, ("Rain fell.", making.FACT), id="a")
    path = tmp_path / "a.parquet"
    write_parquet(to_dataset([article], rows_of=RowsOf.SENTENCES), path)
    names = {"article": "article_id", "speaker": "speaker_name", "kind": "speaker_kind"}

    (back,) = read(read_parquet([path]), Columns(names=names, labels={}))

    assert back.text == article.text
    assert [one.label for one in back.sentences] == [one.label for one in article.sentences]
    assert back.sentences[0].cue == article.sentences[0].cue


def test_a_folder_of_datasets_is_read_with_all_its_splits(tmp_path):
    import datasets

    article = making.make_article(SPEECH, id="a")
    rows = to_dataset([article], rows_of=RowsOf.SENTENCES)
    datasets.DatasetDict(train=rows, test=rows).save_to_disk(tmp_path / "folder")

    found = read_datasets([tmp_path / "folder"])

    assert [row.path.name for row in found] == ["train", "test"]
    assert found[0].cells["label"] == "official_statement"


@pytest.mark.parametrize("read_them", [read_parquet, read_datasets])
def test_what_is_neither_is_told(tmp_path, read_them):
    path = tmp_path / "a.parquet"
    path.write_text("no")

    with pytest.raises(CorpusError, match=r"a\.parquet: (not Parquet|no folder of datasets)"):
        read_them([path])


def test_a_row_that_datasets_says_has_no_label_has_none(tmp_path):
    import datasets

    features = datasets.Features(
        text=datasets.Value("string"), label=datasets.ClassLabel(names=["gov", "none"])
    )
    rows = {"text": ["Rain fell.", "Snow fell."], "label": [-1, 1]}
    datasets.Dataset.from_dict(rows, features=features).save_to_disk(tmp_path / "folder")

    found = read_datasets([tmp_path / "folder"])

    assert [row.cells["label"] for row in found] == [None, "none"]


def test_a_record_of_ours_does_not_lose_its_labels(write):
    article = making.make_article(SPEECH, id="a")

    with pytest.raises(CorpusError, match=r"a\.jsonl:1: is a corpus record already; leave out"):
        read(read_jsonl([write(a_dot_jsonl=article.to_json())]), PLAIN, Label.REPORTED_FACT)


def test_a_list_of_sentences_without_labels_is_a_column_like_others(write):
    line = json.dumps({"text": "Rain fell.", "sentences": ["Rain fell."]})

    (article,) = read(read_jsonl([write(a_dot_jsonl=line)]), PLAIN, Label.REPORTED_FACT)

    assert article.text == "Rain fell."


def test_hidden_files_of_a_folder_are_left_out(write, tmp_path):
    write(a_dot_jsonl='{"text": "Rain fell."}')
    (tmp_path / "._a.jsonl").write_bytes(b"\x00\x05\x16\x07")

    assert [row.path.name for row in read_jsonl([tmp_path])] == ["a.jsonl"]
