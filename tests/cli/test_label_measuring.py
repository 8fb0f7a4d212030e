"""What ``stance label`` says about its functions, and how its label model is chosen."""

import json
import re
from pathlib import Path

import pytest

import making
from stance.cli import main
from stance.corpus.writing import write_corpus

STATEMENT = ("The minister said that taxes would rise.", making.OFFICIAL, "The minister", "said")
SILENT = ("Moreau said it would take years.", making.FACT)


@pytest.fixture(autouse=True)
def news(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    write_corpus([making.make_article(STATEMENT, SILENT, id="a")], tmp_path / "gold.jsonl")


def label(*words):
    return main(["label", "gold.jsonl", "--out", "labelled.jsonl", *words])


def probabilities():
    record = json.loads(Path("labelled.jsonl").read_text("utf-8"))
    return [sentence["probabilities"] for sentence in record["sentences"]]


def test_gold_tells_how_often_each_function_is_right(capsys):
    code = label("--gold", "gold.jsonl")

    out = capsys.readouterr().out
    assert code == 0
    assert "2 sentences compared" in out
    assert re.search(r"official_title +official +50.0%", out)


def test_the_report_names_label_model_and_functions(capsys, tmp_path):
    label("--report", "report.html", "--label-model", "majority")

    page = (tmp_path / "report.html").read_text("utf-8")
    assert "Combined by the label model “majority”." in page
    assert '<th>official_title</th><td class="left">official</td>' in page


def test_the_prior_moves_sentences_without_votes():
    label("--prior", "1", "1", "2")

    assert probabilities()[1] == pytest.approx(
        {"official_statement": 0.25, "expert_analysis": 0.25, "reported_fact": 0.5}
    )


def test_a_wrong_label_model_is_told_before_anything_is_read(capsys, tmp_path):
    code = label("--label-model", "majorty")

    assert code == 2
    assert "'majorty' is not a label model; did you mean 'majority'?" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]


def test_gold_of_other_articles_is_told(capsys, tmp_path):
    write_corpus([making.make_article(("Hail fell.", making.FACT))], tmp_path / "other.jsonl")

    code = label("--gold", "other.jsonl")

    assert code == 2
    assert "none of the 1 gold articles is among the labelled ones" in capsys.readouterr().err


def test_what_an_earlier_call_wrote_into_a_folder_is_not_read_as_raw(tmp_path, capsys):
    (tmp_path / "raw").mkdir()
    (tmp_path / "gold.jsonl").rename(tmp_path / "raw" / "news.jsonl")
    command = ["label", "raw", "--out", "raw/labelled.jsonl"]
    first = main(command)
    written = Path("raw/labelled.jsonl").read_bytes()

    second = main(command)

    assert (first, second) == (0, 2)
    assert "raw/labelled.jsonl is read as well; name another file" in capsys.readouterr().err
    assert Path("raw/labelled.jsonl").read_bytes() == written


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--gold", "no.jsonl"), "no.jsonl"),
        (("--prior", "0", "1", "1"), "above 0"),
        (("--out", "folder"), "folder is a folder; name a file in it"),
        (("--out", "gold.jsonl"), "gold.jsonl is read as well"),
        (("--gold", "other.jsonl", "--out", "other.jsonl"), "other.jsonl is read as well"),
    ],
)
def test_what_is_wrong_is_told_before_anybody_votes(words, what, monkeypatch, capsys):
    Path("folder").mkdir()
    Path("other.jsonl").write_bytes(before := Path("gold.jsonl").read_bytes())
    monkeypatch.setattr(
        "stance.pipeline.label.label._polled", lambda *_, **__: pytest.fail("voted")
    )

    assert label(*words) == 2
    assert what in capsys.readouterr().err
    assert Path("gold.jsonl").read_bytes() == Path("other.jsonl").read_bytes() == before
