import json
import re
from dataclasses import replace

import pytest

from stance.config import BY_ARTICLE, CorpusPart
from stance.corpus.parts import check_data, digest, load_part
from stance.corpus.reading import read_corpus
from stance.errors import CorpusError


@pytest.fixture
def make_part(make_record, write_records):
    """Give a function that writes articles, each with a text of its own, and loads them."""

    def make(name, *ids, **changes):
        records = [make_record(id=one, note=one, **changes) for one in ids]
        for record in records:
            record["text"] += f" {record['id']}"
        path = write_records(*records, name=f"{name}.jsonl")
        return load_part(CorpusPart(name=name, files=str(path)))

    return make


def write_split(folder, **sides):
    path = folder / "split.json"
    path.write_text(json.dumps({"command": "", "seed": 1, "articles": sides}), "utf-8")
    return path


def test_a_part_is_the_articles_on_its_side(make_record, write_records, tmp_path):
    path = write_records(make_record(id="a"), make_record(id="b"))
    split = write_split(tmp_path, a="train", b="dev")

    part = load_part(CorpusPart(name="x", files=str(path), split=split, part="dev"))

    assert [article.id for article in part.articles] == ["b"]


def test_a_glob_takes_its_files_in_order(make_record, write_records, tmp_path):
    write_records(make_record(id="b"), name="2.jsonl")
    write_records(make_record(id="a"), name="1.jsonl")

    part = load_part(CorpusPart(name="x", files=str(tmp_path / "*.jsonl")))

    assert [article.id for article in part.articles] == ["a", "b"]


def test_an_optional_part_that_is_not_there_is_none(tmp_path):
    part = CorpusPart(name="x", files=str(tmp_path / "*.jsonl"), optional=True)

    assert load_part(part) is None


def test_a_part_that_is_not_there_is_an_error_if_it_is_needed(tmp_path):
    part = CorpusPart(name="x", files=str(tmp_path / "none.jsonl"))

    with pytest.raises(CorpusError, match=r"none\.jsonl: \(x\) no such file; check `files`"):
        load_part(part)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"part": "dev"}, "`part` and `split` need each other"),
        ({"split": "split.json"}, "`part` and `split` need each other"),
        ({"part": "devel", "split": "split.json"}, "`part` is 'devel'; it is one of train, dev, "),
    ],
)
def test_half_a_split_is_refused(make_record, write_records, fields, fault):
    path = write_records(make_record())

    with pytest.raises(CorpusError, match=fault):
        load_part(CorpusPart(name="x", files=str(path), **fields))


def test_articles_that_were_never_dealt_are_refused(make_record, write_records, tmp_path):
    path = write_records(make_record(id="new"), make_record(id="newer"))
    split = write_split(tmp_path, old="train")

    with pytest.raises(CorpusError, match=r"2 articles are on no side of .* \(first: new\)"):
        load_part(CorpusPart(name="x", files=str(path), split=split, part="train"))


def by_article(path, side):
    part = CorpusPart(name=f"own-{side}", files=str(path), split=BY_ARTICLE, part=side)
    return [article.id for article in load_part(part).articles]


def test_a_fifth_of_ones_own_articles_is_kept_back(make_record, write_records):
    ids = [f"a{number}" for number in range(25)]
    path = write_records(
        *(make_record(id=one) | {"text": f"{one} ", "sentences": [], "speakers": []} for one in ids)
    )

    train, dev = (by_article(path, side) for side in ("train", "dev"))

    assert len(dev) == 5
    assert sorted(train + dev) == sorted(ids)


def test_articles_that_are_added_move_no_other(make_record, write_records):
    records = [
        make_record(id=f"a{number}") | {"text": f"a{number} ", "sentences": [], "speakers": []}
        for number in range(30)
    ]

    before = by_article(write_records(*records[:20], name="my.jsonl"), "dev")
    after = by_article(write_records(*records, name="my.jsonl"), "dev")

    assert before == [one for one in after if one in {record["id"] for record in records[:20]}]


def test_articles_with_one_text_are_kept_on_one_side(make_record, write_records):
    records = [
        make_record(id=f"{copy}{number}") | {"text": f"a{number} ", "sentences": [], "speakers": []}
        for copy in "ab"
        for number in range(20)
    ]
    path = write_records(*records)

    sides = [{one[1:] for one in by_article(path, side)} for side in ("train", "dev")]

    assert not sides[0] & sides[1]


def test_few_articles_are_not_dealt(make_record, write_records):
    path = write_records(*(make_record(id=f"a{number}") for number in range(12)))

    with pytest.raises(CorpusError, match=r"jsonl: holds 1 different articles; 10 are the fewest"):
        by_article(path, "dev")


def test_ones_own_articles_that_are_not_there_are_asked_for(tmp_path):
    with pytest.raises(CorpusError, match=r"no such file; name that of your articles: data\.art"):
        by_article(tmp_path / "my.jsonl", "dev")


def test_ones_own_articles_have_no_test_side(make_record, write_records):
    with pytest.raises(CorpusError, match="by-article it is train or dev"):
        by_article(write_records(make_record()), "test")


def test_an_article_belongs_to_the_batch_of_its_file(make_record, write_records, tmp_path):
    write_records(make_record(id="a"), make_record(id="b"), name="agency.jsonl")
    write_records(make_record(id="c"), name="wire.jsonl")

    part = load_part(CorpusPart(name="x", files=str(tmp_path / "[aw]*.jsonl")))

    assert part.batches == ("agency", "agency", "wire")


def test_a_part_of_a_part_has_a_digest_of_its_own(make_record, write_records):
    path = write_records(make_record(id="a"), make_record(id="b"))
    part = load_part(CorpusPart(name="x", files=str(path)))

    one = part.where(lambda article, _: article.id == "b", name="left-out")

    assert [article.id for article in one.articles] == ["b"]
    assert one.name == "left-out"
    assert one.digest == digest(one.articles)


def test_the_digest_does_not_depend_on_files(make_record, write_records):
    one = write_records(make_record(id="a"), make_record(id="b"), name="one.jsonl")
    second = write_records(make_record(id="b"), name="b.jsonl")
    first = write_records(make_record(id="a"), name="a.jsonl")

    assert digest(read_corpus([one])) == digest(read_corpus([second, first]))


def test_the_digest_changes_with_a_single_label(make_record, write_records):
    record = make_record()
    record["sentences"][0]["speaker"] = None
    before = digest(read_corpus([write_records(record)]))
    record["sentences"][0]["end"] -= 1

    assert digest(read_corpus([write_records(record, name="after.jsonl")])) != before


def test_good_data_is_accepted(make_part):
    check_data(
        train=[make_part("train", "a")],
        dev=[make_part("dev", "b")],
        evaluation=[make_part("test", "c")],
    )


@pytest.fixture
def empty(make_part):
    return replace(make_part("empty", "gone"), articles=(), batches=())


def test_a_part_without_articles_is_refused(make_part, empty):
    with pytest.raises(CorpusError, match=r"\(empty\) holds no articles"):
        check_data(train=[make_part("train", "a")], dev=[empty])


def test_a_label_that_train_lacks_is_refused(make_part, make_record):
    record = make_record()
    without_expert = {"sentences": record["sentences"][:2], "speakers": record["speakers"][:1]}
    train = make_part("train", "a", **without_expert)

    with pytest.raises(CorpusError, match=r"\(train\) no sentence is labelled expert_analysis"):
        check_data(train=[train], dev=[make_part("dev", "b")])


@pytest.mark.parametrize(
    "roles", [("train", "dev"), ("train", "evaluation"), ("dev", "evaluation")]
)
def test_two_roles_never_share_an_article_by_id(make_part, roles):
    parts = {name: [make_part(name, name)] for name in ("train", "dev", "evaluation")}
    for role in roles:
        parts[role].append(make_part(f"{role}-more", "shared"))

    pattern = re.escape(f"article shared of {roles[1]} is also in {roles[0]} ({roles[0]}-more, by")
    with pytest.raises(CorpusError, match=pattern):
        check_data(**parts)


def test_two_roles_never_share_an_article_by_text(make_record, write_records):
    parts = [
        load_part(CorpusPart(name=name, files=str(write_records(record, name=f"{name}.jsonl"))))
        for name, record in (("train", make_record(id="a")), ("dev", make_record(id="b")))
    ]

    with pytest.raises(
        CorpusError, match=r"b of dev is also in train \(train, as a, with the same"
    ):
        check_data(train=parts[:1], dev=parts[1:])


def test_all_refusals_come_at_once(make_part, empty):
    train = make_part("train", "a", sentences=[], speakers=[])

    with pytest.raises(CorpusError) as caught:
        check_data(train=[train], dev=[make_part("dev", "a")], evaluation=[empty])

    assert len(caught.value.faults) == 5  # one empty part, three labels, one shared article
