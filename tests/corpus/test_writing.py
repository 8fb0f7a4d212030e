from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus


def test_a_corpus_comes_back_as_it_was_written(make_record, write_records, tmp_path):
    articles = read_corpus([write_records(make_record(), make_record(id="é", title="é\u2028"))])

    write_corpus(articles, tmp_path / "new" / "out.jsonl")

    assert read_corpus([tmp_path / "new" / "out.jsonl"]) == articles
