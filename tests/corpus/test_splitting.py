from collections import Counter

import pytest

from stance.corpus.splitting import Side, Split, Stratified, deal, read_split, write_split
from stance.errors import CorpusError


def make_articles(n, *, batch="a", styles=("wire", "news")):
    return [
        Stratified(id=f"{batch}{i}", batch=batch, style=styles[i % len(styles)]) for i in range(n)
    ]


def test_a_hundred_articles_are_dealt_eighty_ten_ten():
    sides = deal(make_articles(100), seed=1)

    assert Counter(sides.values()) == {Side.TRAIN: 80, Side.DEV: 10, Side.TEST: 10}


def test_every_batch_is_dealt_to_all_sides():
    batches = [article for batch in "abcd" for article in make_articles(25, batch=batch)]

    sides = deal(batches, seed=1)

    met = {(article.batch, sides[article.id]) for article in batches}
    assert met == {(batch, side) for batch in "abcd" for side in Side}


def test_every_style_is_dealt_to_all_sides():
    styles = ("wire", "news", "local", "brief")
    articles = make_articles(100, styles=styles)

    sides = deal(articles, seed=1)

    met = {(article.style, sides[article.id]) for article in articles}
    assert met == {(style, side) for style in styles for side in Side}


def test_the_same_seed_deals_the_same():
    assert deal(make_articles(60), seed=3) == deal(make_articles(60), seed=3)


def test_another_seed_deals_differently():
    assert deal(make_articles(60), seed=3) != deal(make_articles(60), seed=4)


@pytest.mark.parametrize("n_old", [1, 13, 40])
def test_new_articles_never_move_old_ones(n_old):
    old, new = make_articles(n_old, batch="m"), make_articles(40, batch="a")

    before = deal(old, seed=1)
    after = deal(new + old, seed=1, kept=before)

    assert {name: after[name] for name in before} == before


def test_dealing_later_equals_dealing_at_once():
    old, new = make_articles(30, batch="a"), make_articles(30, batch="b")

    later = deal(old + new, seed=1, kept=deal(old, seed=1))

    assert later == deal(old + new, seed=1)


def test_removed_articles_leave_the_split():
    kept = {"gone": Side.DEV, "a0": Side.TEST}

    assert deal(make_articles(1), seed=1, kept=kept) == {"a0": Side.TEST}


def test_a_split_file_comes_back_as_it_was_written(tmp_path):
    split = Split(command="stance data split", seed=1, articles={"b": Side.DEV, "a": Side.TRAIN})

    write_split(split, tmp_path / "split.json")

    assert read_split(tmp_path / "split.json") == split


def test_a_missing_split_file_says_how_to_make_it(tmp_path):
    with pytest.raises(CorpusError, match=r"split.json: cannot be read .*stance data split"):
        read_split(tmp_path / "split.json")


def test_every_wrong_side_of_a_split_file_is_named(tmp_path):
    path = tmp_path / "split.json"
    path.write_text('{"command": "", "seed": 1, "articles": {"a": "trian", "b": "dve"}}', "utf-8")

    with pytest.raises(CorpusError) as caught:
        read_split(path)

    assert [fault.what.split(":")[0] for fault in caught.value.faults] == [
        "articles.a",
        "articles.b",
    ]


def test_writing_a_split_leaves_no_other_file_behind(tmp_path):
    write_split(Split(command="", seed=1, articles={}), tmp_path / "new" / "split.json")

    assert [path.name for path in (tmp_path / "new").iterdir()] == ["split.json"]


def test_a_split_file_that_is_not_utf_8_is_told(tmp_path):
    path = tmp_path / "split.json"
    path.write_bytes('{"command": "", "seed": 1, "articles": {"Köln": "dev"}}'.encode("latin-1"))

    with pytest.raises(CorpusError, match=r"split\.json: Invalid JSON.*; remake it with: .*stance"):
        read_split(path)
