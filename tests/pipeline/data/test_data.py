from pathlib import Path

import pytest

from plain_records import TEXT, make_record, make_stand_off
from stance.errors import CorpusError
from stance.pipeline.data.corpora import count_files, split_corpus, stratify


def test_splitting_twice_gives_the_same_file(write, tmp_path):
    write("corpus/a.jsonl", *(make_record(f"a{i}") for i in range(30)))
    out = tmp_path / "split.json"

    first = split_corpus([tmp_path / "corpus"], out=out, seed=5)
    second = split_corpus([tmp_path / "corpus"], out=out, seed=5)

    assert first == second


def test_a_new_batch_moves_no_old_article(write, tmp_path):
    write("corpus/m.jsonl", *(make_record(f"m{i}") for i in range(30)))
    out = tmp_path / "split.json"
    before = split_corpus([tmp_path / "corpus"], out=out, seed=5).split.articles
    write("corpus/a.jsonl", *(make_record(f"a{i}") for i in range(30)))

    after = split_corpus([tmp_path / "corpus"], out=out, seed=9).split

    assert {name: after.articles[name] for name in before} == before
    assert (len(after.articles), after.seed) == (60, 5)


def test_articles_that_are_in_no_file_named_leave_the_split(write, tmp_path):
    paths = [write(f"{name}.jsonl", make_record(name, f"Rain, {name}.")) for name in "abc"]
    out = tmp_path / "split.json"
    split_corpus(paths, out=out, seed=5)

    dealt = split_corpus(paths[1:2], out=out, seed=5)

    assert dealt.left == ("a", "c")
    assert list(dealt.split.articles) == ["b"]


def test_the_split_file_says_what_made_it(write, tmp_path, monkeypatch):
    write("corpus/a.jsonl", make_record("a"))
    monkeypatch.chdir(tmp_path)

    split = split_corpus([Path("corpus")], out=Path("split.json"), seed=5).split

    assert split.command == "stance data split corpus --out split.json --seed 5"


def test_a_faulty_corpus_is_not_split(write, tmp_path):
    write("corpus/a.jsonl", make_record("a"), make_record("a"))

    with pytest.raises(CorpusError, match="id 'a' is taken"):
        split_corpus([tmp_path / "corpus"], out=tmp_path / "split.json", seed=1)

    assert not (tmp_path / "split.json").exists()


def test_each_file_is_a_batch(write):
    paths = [write("x.jsonl", make_record("a")), write("y.jsonl", make_record("b", style="wire"))]

    assert [(one.batch, one.style) for one in stratify(paths)] == [("x", "unknown"), ("y", "wire")]


def test_counting_needs_a_faultless_corpus(write):
    with pytest.raises(CorpusError, match=r"x\.jsonl:1: speakers: missing"):
        count_files([write("x.jsonl", {"id": "a", "text": TEXT, "sentences": []})])


def test_stand_off_labels_can_be_counted(write):
    assert count_files([write("x.jsonl", make_stand_off("a"))]).total.n_articles == 1
