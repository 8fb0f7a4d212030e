import pytest

from stance.corpus.reading import read_corpus
from stance.corpus.view import RowsOf, to_dataset, write_parquet

datasets = pytest.importorskip("datasets")


@pytest.fixture
def articles(make_record, write_records):
    return read_corpus([write_records(make_record(), make_record(id="a2", style="wire"))])


def test_a_row_of_sentences_carries_label_speaker_and_words(articles):
    row = to_dataset(articles, rows_of=RowsOf.SENTENCES)[1]

    assert row == {
        "article_id": "a1",
        "title": "Rain",
        "published": "2024-05-17",
        "style": None,
        "domain": None,
        "position": 1,
        "start": 21,
        "end": 56,
        "text": "“Stay at home,” said Mayor Ann Lee.",
        "label": 0,
        "speaker": "s1",
        "speaker_name": "Ann Lee",
        "speaker_role": "Mayor",
        "speaker_kind": 0,
        "source": "Mayor Ann Lee",
        "cue": "said",
    }


def test_labels_are_class_labels_in_the_order_of_score_vectors(articles):
    label = to_dataset(articles, rows_of=RowsOf.SENTENCES).features["label"]

    assert label.names == ["official_statement", "expert_analysis", "reported_fact"]


def test_a_row_of_articles_carries_sentences_and_speakers(articles):
    dataset = to_dataset(articles, rows_of=RowsOf.ARTICLES)

    assert dataset.num_rows == 2
    assert dataset[0]["sentences"][1]["source"] == [42, 55]
    assert dataset[0]["speakers"][1]["kind"] == 1


@pytest.mark.parametrize("rows_of", RowsOf)
def test_an_empty_corpus_has_all_columns(rows_of):
    assert "label" in str(to_dataset([], rows_of=rows_of).features)


def test_parquet_comes_back_with_the_same_rows_and_features(articles, tmp_path):
    dataset = to_dataset(articles, rows_of=RowsOf.ARTICLES)

    write_parquet(dataset, tmp_path / "corpus.parquet")

    back = datasets.Dataset.from_parquet(
        str(tmp_path / "corpus.parquet"), cache_dir=str(tmp_path / "cache")
    )
    assert back.features == dataset.features
    assert back.to_list() == dataset.to_list()
