import pytest

from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus, write_whole


def test_a_corpus_comes_back_as_it_was_written(make_record, write_records, tmp_path):
    articles = read_corpus([write_records(make_record(), make_record(id="é\u2028"))])

    write_corpus(articles, tmp_path / "new" / "out.jsonl")

    assert read_corpus([tmp_path / "new" / "out.jsonl"]) == articles


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "file.txt"
    write_whole("old", path)

    with pytest.raises(UnicodeEncodeError):
        write_whole("half \ud83d", path)

    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "file.txt"
    write_whole("a long old text", path)

    write_whole("new", path)

    assert path.read_bytes() == b"new"
