import json
from dataclasses import replace

import pytest

import making
from stance.article import Article
from stance.cli.writing import Outcome, written_file
from stance.counting.reading import list_scores, read_scores
from stance.errors import CorpusError, Fault
from stance.labels import LABELS
from stance.schemes import NEWS


def article(name="a", **fields):
    made = making.make_article(
        ("=The minister said “no” to it.", making.OFFICIAL, "The minister", "said"),
        ("Rain fell.", making.FACT),
        id=name,
    )
    chances = dict(zip(LABELS, (0.5, 0.2, 0.3), strict=True))
    first = replace(made.sentences[0], probabilities=chances)
    return replace(made, sentences=(first, *made.sentences[1:]), metadata=fields)


def read(path):
    return list(read_scores(path, scheme=NEWS))


@pytest.mark.parametrize("ending", ["jsonl", "json"])
def test_what_predict_writes_is_read_back(tmp_path, ending):
    path = tmp_path / f"scores.{ending}"
    given = [article("a", outlet="Daily"), article("b")]
    with written_file(path, labels=LABELS, is_array=True) as write:
        for one in given:
            write(Outcome(path=path, line=None, article=one))

    found = read(path)
    assert [(one.id, one.text, one.sentences, one.metadata) for one in found] == [
        (one.id, one.text, one.sentences, one.metadata) for one in given
    ]


def test_a_table_is_read_back_with_its_places_and_probabilities(tmp_path):
    path, given = tmp_path / "scores.csv", article()
    with written_file(path, labels=LABELS, is_array=True) as write:
        write(Outcome(path=path, line=None, article=given))

    (found,) = read(path)

    assert [one.span for one in found.sentences] == [one.span for one in given.sentences]
    assert found.sentences[0].probabilities == given.sentences[0].probabilities
    assert (found.sentences[0].source, found.sentences[0].cue) == (
        given.sentences[0].source,
        given.sentences[0].cue,
    )
    assert found.text_of(found.sentences[0]) == given.text_of(given.sentences[0])
    assert [(one.name, one.kind) for one in found.speakers] == [
        (one.name, one.kind) for one in given.speakers
    ]


def test_other_columns_of_a_table_are_fields_of_the_article(tmp_path):
    path = tmp_path / "scores.csv"
    rows = ["article_id,start,end,text,label,outlet", "a,0,5,Rain.,reported_fact,Daily"]
    path.write_text("\n".join(rows), encoding="utf-8")

    (found,) = read(path)

    assert found.metadata == {"outlet": "Daily"}


def test_parquet_that_data_export_writes_is_read(tmp_path):
    from stance.corpus.view import RowsOf, to_dataset, write_parquet

    path, given = tmp_path / "c.parquet", [article("a", style="wire"), article("b")]
    write_parquet(to_dataset(given, rows_of=RowsOf.SENTENCES), path)

    found = read(path)

    assert [[one.label for one in a.sentences] for a in found] == [
        [one.label for one in a.sentences] for a in given
    ]
    assert found[0].metadata["style"] == "wire"
    assert found[0].speakers[0].kind == given[0].speakers[0].kind


def test_a_record_that_failed_is_nothing(tmp_path):
    path = tmp_path / "scores.jsonl"
    failed = {"file": "x", "error": {"type": "Unreadable", "message": "no"}}
    path.write_text(f"{json.dumps(failed)}\n{article().to_json()}\n", encoding="utf-8")

    assert [type(one) for one in read(path)] == [type(None), Article]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("[1]", "a record is a JSON object"),
        ('{"id": "a", "text": "Rain."}', "has no labels; label it first: stance predict"),
        (
            '{"id": "a", "text": "Rain.", "speakers": [], "sentences": [{"start": 0, "end": 5, '
            '"label": "reported_fact", "speaker": "s9"}]}',
            "sentence 1 is by 's9', who is no speaker",
        ),
    ],
)
def test_a_faulty_line_is_told_and_the_next_is_read(tmp_path, line, what):
    path = tmp_path / "scores.jsonl"
    path.write_text(f"{line}\n{article().to_json()}\n", encoding="utf-8")

    fault, good = read(path)

    assert isinstance(fault, Fault)
    assert (fault.line, good.id) == (1, "a")
    assert what in fault.what


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("s.csv", b"id,text\n1,a\n", "no column article_id, start, end, label"),
        ("s.csv", b"article_id,start,end,text,label\na,x,5,Rain.,reported_fact", "start is 'x'"),
        ("s.csv", b"article_id,start,end,text,label\na,0,9,Rain.,reported_fact", "as long as"),
        ("s.csv", b"article_id,start,end,text,label\n,0,5,Rain.,reported_fact", "no article_id"),
        ("s.csv", b"article_id,start,end,text,label\na,0,5,Rain.,gossip", "not a label"),
        ("s.csv", b"article_id,start,end,text,label\na,0,5,Rain.,reported_fact,9", "not CSV"),
        ("s.parquet", b"PAR1", "not Parquet"),
        ("s.json", b"{", "not JSON"),
        ("s.json", b"[3]", "an article is a JSON object"),
        ("s.jsonl", b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, name, content, what):
    path = tmp_path / name
    path.write_bytes(content)

    (fault,) = read(path)

    assert isinstance(fault, Fault)
    assert what in fault.what


def test_all_names_that_are_nothing_are_told_at_once(tmp_path):
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")

    with pytest.raises(CorpusError) as caught:
        list_scores([tmp_path / "notes.txt", tmp_path / "lost.jsonl"])

    assert len(caught.value.faults) == 2
