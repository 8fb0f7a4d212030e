import json
import re

import pytest

from stance.corpus.checking import check_corpus
from stance.invocation import program

WORDS = (
    "The council met on Tuesday to vote on the harbour plan that has split the town for years, "
    "and after five hours of debate the members sent it back to the planning office with a "
    "list of forty questions about cost, noise and the old fish market by the pier."
)


@pytest.fixture
def make_plain(make_record):
    """Give a function that builds a record of one sentence of the outlet."""

    def make(name, text):
        sentence = {"start": 0, "end": len(text), "label": "reported_fact"}
        return make_record(id=name, text=text, speakers=[], sentences=[sentence])

    return make


def write_split(folder, **sides):
    split = {"command": "", "seed": 1, "articles": sides}
    (folder / "split.json").write_text(json.dumps(split), "utf-8")


def test_a_faultless_corpus_has_counts_only(make_record, write_records):
    checked = check_corpus([write_records(make_record())])

    assert (checked.faults, checked.warnings) == ((), ())
    assert (checked.n_articles, checked.n_sentences) == (1, 3)


def test_the_same_text_twice_is_a_fault_wherever_it_is(make_plain, write_records):
    path = write_records(make_plain("a", WORDS), make_plain("b", WORDS.upper()))

    (fault,) = check_corpus([path]).faults

    assert str(fault) == f"{path}:2: the text is the same as that of {path}:1; keep one of the two"


def test_nearly_the_same_text_in_two_files_is_a_fault(make_plain, write_records):
    changed = WORDS.replace("Tuesday", "Monday").replace("forty", "thirty")
    first = write_records(make_plain("a", WORDS), name="train.jsonl")
    second = write_records(make_plain("b", changed), name="dev.jsonl")

    (fault,) = check_corpus([first, second]).faults

    pattern = (
        rf"^the text has \d\d% of the phrases .* with {re.escape(str(first))}:1; they are on two"
    )
    assert re.match(pattern, fault.what)


def test_nearly_the_same_text_on_one_side_is_a_warning(make_plain, write_records):
    path = write_records(make_plain("a", WORDS), make_plain("b", f"UPDATE: {WORDS}"))

    checked = check_corpus([path])

    assert checked.faults == ()
    assert [warning.line for warning in checked.warnings] == [2]


def test_a_split_file_decides_which_side_an_article_is_on(make_plain, write_records, tmp_path):
    path = write_records(make_plain("a", WORDS), make_plain("b", f"UPDATE: {WORDS}"))
    write_split(tmp_path, a="train", b="test")

    (fault,) = check_corpus([path]).faults

    assert "they are on two sides" in fault.what


def test_an_excerpt_of_another_article_is_found(make_plain, write_records):
    train = write_records(make_plain("a", f"{WORDS} {'More was said elsewhere. ' * 9}".strip()))
    dev = write_records(make_plain("b", WORDS), name="dev.jsonl")

    assert len(check_corpus([train, dev]).faults) == 1


def test_a_copy_on_the_other_side_is_found_beside_a_nearer_one_on_its_own(
    make_plain, write_records
):
    changed = WORDS.replace("Tuesday", "Monday").replace("forty", "thirty")
    train = write_records(make_plain("a", WORDS), name="train.jsonl")
    dev = write_records(make_plain("b", changed), make_plain("c", f"UPDATE: {changed}"), name="dev")

    checked = check_corpus([train, dev])

    assert [(fault.line, str(train) in fault.what) for fault in checked.faults] == [
        *((1, True), (2, True))
    ]
    assert [(one.line, str(dev) in one.what) for one in checked.warnings] == [(2, True)]


def test_of_many_copies_on_one_side_the_nearest_is_told(make_plain, write_records):
    texts = [f"{WORDS} More was said on {day}." for day in ("Monday", "Tuesday", "Friday")]
    path = write_records(*(make_plain(f"a{n}", text) for n, text in enumerate([*texts, WORDS])))

    warnings = check_corpus([path]).warnings

    assert [one.line for one in warnings] == [2, 3, 4]
    assert [one.what.split(";")[0].split(":")[-1] for one in warnings] == ["1", "1", "1"]


def test_the_same_text_on_the_other_side_is_found_beside_one_on_its_own(make_plain, write_records):
    train = write_records(make_plain("a", WORDS), name="train.jsonl")
    dev = write_records(make_plain("b", WORDS), make_plain("c", WORDS), name="dev.jsonl")

    faults = check_corpus([train, dev]).faults

    assert [(fault.line, fault.what.split("; ")[1]) for fault in faults] == [
        (1, "they are on two sides: remove one"),
        (2, "they are on two sides: remove one"),
        (2, "keep one of the two"),
    ]


def test_a_confidence_without_probabilities_is_a_fault(make_record, write_records):
    record = make_record()
    record["sentences"][0]["confidence"] = 0.7

    (fault,) = check_corpus([write_records(record)]).faults

    what = "has a confidence but no probabilities; add them, or remove it"
    assert fault.what == f"sentence 1 (0–20): {what}"


def test_articles_about_one_event_are_not_twins(make_plain, write_records):
    other = (
        "Members of the council met on Tuesday; the harbour plan, which the town has argued over "
        "since the spring, goes back to the drawing board after they asked how loud it would be."
    )
    train = write_records(make_plain("a", WORDS))
    dev = write_records(make_plain("b", other), name="dev.jsonl")

    assert check_corpus([train, dev]).faults == ()


def test_an_article_that_no_side_of_the_split_has_is_a_fault(make_plain, write_records, tmp_path):
    path = write_records(make_plain("a", WORDS))
    write_split(tmp_path, other="train")

    (fault,) = check_corpus([path]).faults

    assert fault.what == f"'a' is on no side of split.json; deal it: {program()} data split"


def test_a_broken_split_file_is_a_fault(make_plain, write_records, tmp_path):
    path = write_records(make_plain("a", WORDS))
    (tmp_path / "split.json").write_text("{}", "utf-8")

    faults = check_corpus([path]).faults

    assert {fault.path.name for fault in faults} == {"split.json"}


def test_faults_come_in_the_order_of_files_and_lines(make_record, write_records):
    second = write_records(make_record(id="x", published="1"), make_record(), name="b.jsonl")
    first = write_records(make_record(id="y", published="1"), make_record(), name="a.jsonl")

    faults = check_corpus([second, first]).faults

    places = [(fault.path.name, fault.line) for fault in faults]
    assert places == sorted(places, key=lambda place: (place[0] != "b.jsonl", place[1]))
    assert places[0] == ("b.jsonl", 1)


def test_stand_off_files_are_checked_without_texts(make_record, write_records):
    record = make_record(sha256="0" * 64, published="soon")
    del record["text"]

    (fault,) = check_corpus([write_records(record)]).faults

    assert fault.what.startswith("published 'soon'")
