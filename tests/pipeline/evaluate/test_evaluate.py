"""Corpus files as evaluation sets."""

import sys
from itertools import chain, count

import pytest

import making
from stance.cli import main
from stance.corpus.writing import write_corpus
from stance.errors import CorpusError
from stance.pipeline.evaluate.evaluate import read_sets


@pytest.fixture
def write(tmp_path):
    """Give a function that writes a corpus of articles of its own; returns its path."""
    seeds = count()

    def write_one(place):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        write_corpus(making.make_news(1, seed=next(seeds)), path)
        return path

    return write_one


def test_files_of_one_name_are_told_apart_by_their_folders(write):
    sets = read_sets([write("old/dev.jsonl"), write("new/dev.jsonl"), write("new/test.jsonl")])

    assert list(sets) == ["old-dev", "new-dev", "test"]


@pytest.mark.parametrize(
    ("places", "name"),
    [
        (["x/sets/dev.jsonl", "y/sets/dev.jsonl", "test.jsonl"], "sets-dev"),
        (["sets/dev.jsonl", "other/dev.jsonl", "sets-dev.jsonl"], "sets-dev"),
    ],
)
def test_no_set_takes_the_place_of_another(write, places, name):
    with pytest.raises(CorpusError, match=f"another file makes a set {name} too") as caught:
        read_sets([write(place) for place in places])

    assert len(caught.value.faults) == 2


def test_every_file_is_written_before_the_tables(write, baseline_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = ("r.html", "r.md", "r.json", "said")
    words = zip(("--html", "--markdown", "--json", "--predictions"), files, strict=True)

    with making.closed_pipe() as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        code = main(["evaluate", str(baseline_folder), str(write("dev.jsonl")), *chain(*words)])

    assert code == 141
    assert [name for name in files if not (tmp_path / name).exists()] == []
