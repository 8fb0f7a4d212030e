import json
import re

import pytest

from stance.article import Article
from stance.corpus.reading import list_files, read_corpus
from stance.errors import CorpusError
from stance.labels import Label, SpeakerKind
from stance.parts import Sentence, Span, Speaker


def faults_in(*paths):
    with pytest.raises(CorpusError) as caught:
        read_corpus(paths)
    return [(fault.line, fault.what) for fault in caught.value.faults]


def test_articles_come_back_in_the_order_of_files_and_lines(make_record, write_records):
    first = write_records(make_record(id="b"), make_record(id="a"), name="1.jsonl")
    second = write_records(make_record(id="c"), name="2.jsonl")

    articles = read_corpus([first, second])

    assert [article.id for article in articles] == ["b", "a", "c"]


def test_labels_and_speakers_are_read(make_record, write_records):
    (article,) = read_corpus([write_records(make_record())])

    assert article.sentences[2].label is Label.EXPERT_ANALYSIS
    assert article.speaker_of(article.sentences[2]).name == "Bo Ek"


def test_fields_that_stance_does_not_know_are_kept(make_record, write_records):
    (article,) = read_corpus([write_records(make_record(desk="weather"))])

    assert article.metadata["desk"] == "weather"


def test_blank_lines_count_but_are_no_articles(make_record, write_records):
    path = write_records(make_record())
    path.write_text("\n\n{}\n" + path.read_text("utf-8"), "utf-8")

    faults = faults_in(path)

    assert {line for line, _ in faults} == {3}


def test_every_fault_of_every_file_is_told_at_once(make_record, write_records, tmp_path):
    wrong = write_records(make_record(published="May 17"), make_record(id=""), name="1.jsonl")
    broken = tmp_path / "2.jsonl"
    broken.write_text("{", "utf-8")

    with pytest.raises(CorpusError) as caught:
        read_corpus([wrong, broken, tmp_path / "none.jsonl"])

    places = [(fault.path.name, fault.line) for fault in caught.value.faults]
    assert places == [("1.jsonl", 1), ("1.jsonl", 2), ("2.jsonl", 1), ("none.jsonl", None)]


def test_faults_print_as_file_line_and_what(make_record, write_records):
    path = write_records(make_record(published="May 17"))

    with pytest.raises(CorpusError, match=rf"^{re.escape(str(path))}:1: published 'May 17' is not"):
        read_corpus([path])


def test_an_id_used_twice_names_its_first_use(make_record, write_records):
    first = write_records(make_record(), name="1.jsonl")
    second = write_records(make_record(id="other"), make_record(), name="2.jsonl")

    assert faults_in(first, second) == [
        (2, f"id 'a1' is taken by {first}:1; give each article its own")
    ]


def test_half_a_character_is_refused(make_record, write_records):
    ((_, what),) = faults_in(write_records(make_record(text="Rain \ud83d fell.")))

    assert what == "holds half a character, \\ud83d; repair the encoding of the text"


def test_an_escaped_pair_is_a_whole_character(make_record, write_records):
    (article,) = read_corpus([write_records(make_record(title="Rain \U0001f327"))])

    assert article.metadata["title"] == "Rain \U0001f327"


def test_what_a_model_predicted_can_be_read_back(write_records):
    sentence = Sentence(
        start=0,
        end=10,
        label=Label.OFFICIAL_STATEMENT,
        probabilities={Label.OFFICIAL_STATEMENT: 0.75, Label.REPORTED_FACT: 0.25},
        speaker="s1",
        quotes=(Span(1, 4),),
        votes={"official_subject": Label.OFFICIAL_STATEMENT},
    )
    speaker = Speaker(id="s1", name="Lee", kind=SpeakerKind.OFFICIAL, n_sentences=1)
    article = Article(text="Rain fell.", sentences=(sentence,), speakers=(speaker,))

    assert read_corpus([write_records(article.to_dict())]) == [article]


def test_a_list_is_no_record(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_text("[]\n", "utf-8")

    assert faults_in(path) == [
        (1, "a record is a JSON object, not a list; write one JSON object a line")
    ]


def test_a_byte_order_mark_is_skipped(make_record, write_records):
    path = write_records(make_record())
    path.write_text(path.read_text("utf-8"), "utf-8-sig")

    assert len(read_corpus([path])) == 1


def test_a_file_that_is_not_utf8_says_so(tmp_path):
    path = tmp_path / "latin.jsonl"
    path.write_bytes('{"id": "é"}'.encode("latin-1"))

    assert faults_in(path) == [(1, "not UTF-8; save the file as UTF-8")]


def test_an_empty_file_is_refused(write_records):
    assert faults_in(write_records()) == [(None, "holds no articles; remove the file, or fill it")]


def test_json_over_several_lines_is_one_fault(tmp_path, make_record):
    path = tmp_path / "pretty.json"
    path.write_text(json.dumps(make_record(), indent=1), "utf-8")

    assert faults_in(path) == [
        (None, "no line is a JSON object; write one article in each line (JSONL)")
    ]


def test_stand_off_labels_are_sent_to_the_merge(make_record, write_records):
    record = make_record(sha256="0" * 64)
    del record["text"]

    ((_, what),) = faults_in(write_records(record))

    assert what.endswith("stance data merge")


def test_a_file_without_texts_is_one_fault_with_their_count(make_record, write_records):
    without = [make_record(id=name, text=None, sha256="0" * 64) for name in "bcd"]
    first = write_records(make_record(), *without, name="1.jsonl")
    second = write_records(make_record(id="e", text=None, sha256="0" * 64), name="2.jsonl")

    (line, what), (_, other) = faults_in(first, second)

    assert line == 2
    assert what.startswith("3 of 4 articles, this one the first, have no text, only its sha256")
    assert other.startswith("the article has no text")


def test_line_separators_inside_a_text_do_not_break_the_line(make_record, write_records):
    path = write_records(make_record(note="one\u2028two\x85three"))
    path.write_text(path.read_text("utf-8").replace("\\u2028", "\u2028"), "utf-8")

    (article,) = read_corpus([path])

    assert article.metadata["note"] == "one\u2028two\x85three"


def test_a_folder_stands_for_its_files(write_records, tmp_path):
    write_records(name="b.jsonl")
    write_records(name="a.jsonl")

    assert [path.name for path in list_files([tmp_path])] == ["a.jsonl", "b.jsonl"]


def test_a_folder_without_corpus_files_is_refused(tmp_path):
    with pytest.raises(CorpusError, match=r"no \.jsonl file here"):
        list_files([tmp_path])


def test_hidden_files_of_a_folder_are_left_out(write_records, tmp_path):
    write_records(name="a.jsonl")
    write_records(name=".partial-a.jsonl")

    assert [path.name for path in list_files([tmp_path])] == ["a.jsonl"]


def test_a_record_nested_too_deeply_is_a_fault_of_its_line(make_record, write_records):
    nested = json.loads("[" * 700 + "]" * 700)

    ((line, what),) = faults_in(write_records(make_record(), make_record(id="b", note=nested)))

    assert (line, what) == (2, "nested too deeply; flatten the record")
