import json
import tracemalloc

import pytest

from making import FACT, OFFICIAL
from stance.corpus.checking import check_corpus
from stance.corpus.reading import read_corpus
from stance.errors import CorpusError
from stance.labeling.functions import built_in_functions
from stance.labeling.registry import LabellingFunction
from stance.pipeline.label.label import label

TEXT = "Mayor Ana Ruiz said taxes would fall.\n\n“Rents will not,” she added.\n\nRain fell {n}."


def write_raw(path, n_articles):
    lines = [json.dumps({"id": f"n{n}", "text": TEXT.format(n=n)}) for n in range(n_articles)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(raw, out, *, functions=None, label_model="majority", **options):
    functions = built_in_functions() if functions is None else functions
    return label([raw], out, functions=functions, label_model=label_model, seed=1, **options)


def make_function(name, rule):
    return LabellingFunction(name=name, knows="", rule=rule)


def test_an_article_gets_labels_probabilities_votes_and_speakers(tmp_path):
    labelled = run(write_raw(tmp_path / "raw.jsonl", 1), tmp_path / "out.jsonl")

    (article,) = read_corpus([tmp_path / "out.jsonl"])
    assert (labelled.n_articles, labelled.n_sentences) == (1, 3)
    assert [one.label for one in article.sentences] == [OFFICIAL, OFFICIAL, FACT]
    assert article.sentences[0].votes == {"official_title": OFFICIAL}
    assert article.sentences[1].votes["official_by_pronoun"] is OFFICIAL
    assert [one.speaker for one in article.sentences] == ["s1", "s1", None]
    assert article.text_of(article.sentences[0].source) == "Mayor Ana Ruiz"
    assert article.speakers[0].name == "Ana Ruiz"
    assert all(sum(one.probabilities.values()) == pytest.approx(1) for one in article.sentences)


def test_what_is_written_stands_every_check_of_the_corpus(tmp_path):
    run(write_raw(tmp_path / "raw.jsonl", 3), tmp_path / "out.jsonl", label_model="dependence")

    checked = check_corpus([tmp_path / "out.jsonl"])

    assert checked.n_articles == 3
    assert checked.faults == ()


class Killed(BaseException):
    """The process ends, without a word."""


def counting(asked):
    """Give the functions of the package, which note in a list that they were asked."""
    return [
        make_function(
            one.name, lambda sentence, rule=one.rule: (asked.append(1), rule(sentence))[1]
        )
        for one in built_in_functions()
    ]


def dying_at(n):
    def report(stage, n_done):
        if stage == "voting" and n_done == n:
            raise Killed

    return report


@pytest.mark.parametrize("n_done", [1, 3, 5])
def test_a_run_that_was_killed_goes_on_and_writes_the_same_bytes(tmp_path, n_done):
    raw = write_raw(tmp_path / "raw.jsonl", 5)
    run(raw, tmp_path / "whole.jsonl")
    with pytest.raises(Killed):
        run(raw, tmp_path / "out.jsonl", report=dying_at(n_done))
    asked = []

    run(raw, tmp_path / "out.jsonl", functions=counting(asked))

    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert len(asked) == (5 - n_done) * 3 * len(built_in_functions())
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.jsonl",
        "raw.jsonl",
        "whole.jsonl",
    ]


def test_a_line_that_was_cut_in_the_middle_is_written_again(tmp_path):
    raw = write_raw(tmp_path / "raw.jsonl", 3)
    run(raw, tmp_path / "whole.jsonl")
    with pytest.raises(Killed):
        run(raw, tmp_path / "out.jsonl", report=dying_at(2))
    (spool,) = tmp_path.glob(".partial-*")
    spool.write_bytes(spool.read_bytes()[:-40])

    run(raw, tmp_path / "out.jsonl")

    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_other_input_starts_anew(tmp_path):
    raw = write_raw(tmp_path / "raw.jsonl", 3)
    with pytest.raises(Killed):
        run(raw, tmp_path / "out.jsonl", report=dying_at(2))
    write_raw(raw, 2)

    labelled = run(raw, tmp_path / "out.jsonl")

    assert labelled.n_articles == 2


def test_votes_of_another_version_of_the_functions_are_not_gone_on_with(tmp_path):
    raw = write_raw(tmp_path / "raw.jsonl", 3)
    with pytest.raises(Killed):
        run(raw, tmp_path / "out.jsonl", report=dying_at(2))
    (spool,) = tmp_path.glob(".partial-*")
    header, *votes = spool.read_text("utf-8").splitlines(keepends=True)
    other = json.loads(header) | {"package": "of an earlier version"}
    spool.write_text("".join([json.dumps(other, sort_keys=True), "\n", *votes]), encoding="utf-8")
    asked = []

    run(raw, tmp_path / "out.jsonl", functions=counting(asked))

    assert len(asked) == 3 * 3 * len(built_in_functions())


def test_an_article_that_cannot_be_read_is_left_out_and_told(tmp_path):
    raw = write_raw(tmp_path / "raw.jsonl", 2)
    raw.write_text(f"{{\n{raw.read_text('utf-8')}", encoding="utf-8")

    labelled = run(raw, tmp_path / "out.jsonl")

    assert (labelled.n_articles, labelled.n_faults) == (2, 1)
    assert str(labelled.faults[0]).startswith(f"{raw}:1: not JSON")


def test_a_text_that_comes_twice_is_labelled_once(tmp_path):
    raw = write_raw(tmp_path / "raw.jsonl", 1)
    raw.write_text(f"{raw.read_text('utf-8')}\n{raw.read_text('utf-8')}", encoding="utf-8")

    labelled = run(raw, tmp_path / "out.jsonl")

    assert labelled.n_articles == 1
    assert str(labelled.faults[0]) == f"{raw}:2: has the text of {raw}:1; it is labelled once"


def test_a_text_that_was_left_out_for_its_id_is_labelled_where_it_comes_again(tmp_path):
    ids_and_texts = [("a", "Rain fell."), ("a", "Snow fell."), ("b", "Snow fell.")]
    lines = [json.dumps({"id": id, "text": text}) for id, text in ids_and_texts]
    raw = tmp_path / "raw.jsonl"
    raw.write_text("\n".join(lines), encoding="utf-8")

    labelled = run(raw, tmp_path / "out.jsonl")

    texts = [article.text for article in read_corpus([tmp_path / "out.jsonl"])]
    assert texts == ["Rain fell.", "Snow fell."]
    assert [str(one) for one in labelled.faults] == [
        f"{raw}:2: has the id of {raw}:1; it is labelled once"
    ]


def test_a_function_that_raises_is_counted_and_the_run_ends_well(tmp_path):
    broken = make_function("broken", lambda sentence: 1 // (sentence.index - 1))
    raw = write_raw(tmp_path / "raw.jsonl", 4)

    labelled = run(raw, tmp_path / "out.jsonl", functions=[*built_in_functions(), broken])

    (failures,) = labelled.failures
    assert (failures.first.function, failures.article, failures.first.sentence) == (
        "broken",
        "n0",
        1,
    )
    assert failures.n == 4 * 3  # two raise in division, and −1 and 1 are no votes
    assert labelled.n_articles == 4


def test_where_no_article_can_be_read_nothing_is_written(tmp_path):
    raw = tmp_path / "raw.txt"
    raw.write_text(" ", encoding="utf-8")

    with pytest.raises(CorpusError, match="no text here"):
        run(raw, tmp_path / "out.jsonl")

    assert [path.name for path in tmp_path.iterdir()] == ["raw.txt"]


def test_a_wrong_label_model_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(ValueError, match="did you mean 'majority'"):
        run(tmp_path / "nix.jsonl", tmp_path / "out.jsonl", label_model="majorty")


def peak_of(raw, out):
    tracemalloc.start()
    run(raw, out, functions=[make_function("fact", lambda _: FACT)])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_articles(tmp_path):
    few, many = write_raw(tmp_path / "few.jsonl", 20), write_raw(tmp_path / "many.jsonl", 200)
    peak_of(many, tmp_path / "first.jsonl")  # what is cached once is cached now

    grown = peak_of(many, tmp_path / "many.out") - peak_of(few, tmp_path / "few.out")

    assert grown < 180 * 1500  # an article takes its digests, its votes, and no more
