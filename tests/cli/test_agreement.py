import json
from pathlib import Path

import pytest

import making
from stance.cli import main
from stance.corpus.writing import write_corpus

ROOT = Path(__file__).parents[2]
STATEMENT = ("The minister said taxes would rise.", making.OFFICIAL, "The minister", "said")
FACT = ("Rain fell.", making.FACT)


@pytest.fixture(autouse=True)
def corpora(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = [making.make_article(STATEMENT, FACT, id="a"), making.make_article(FACT, id="b")]
    second = [making.make_article((STATEMENT[0], making.FACT), FACT, id="a")]
    write_corpus(first, tmp_path / "A.jsonl")
    write_corpus(second, tmp_path / "B.jsonl")


def test_tables_tell_kappa_alpha_and_the_disputed_sentences(capsys):
    code = main(["data", "agreement", "A.jsonl", "B.jsonl", "--markdown"])

    out = capsys.readouterr().out
    assert code == 0
    assert "| label | agreed | kappa | alpha | first | second |" in out
    assert "### In dispute: 1 of 2 sentences\n" in out
    assert "| a | The minister said taxes would rise. | label: official_statement;" in out


def test_articles_of_one_file_are_named_on_stderr(capsys):
    main(["data", "agreement", "A.jsonl", "B.jsonl"])

    assert capsys.readouterr().err == "1 article only in A.jsonl: b\n"


def test_json_holds_everything(capsys):
    main(["data", "agreement", "A.jsonl", "B.jsonl", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert found["labels"]["expert_analysis"]["kappa"] is None
    assert found["disputes"][0]["first"]["cue"] == "said"


def test_corpora_without_a_common_sentence_end_with_exit_code_2(tmp_path, capsys):
    write_corpus([making.make_article(FACT, id="z")], tmp_path / "Z.jsonl")

    code = main(["data", "agreement", "A.jsonl", "Z.jsonl"])

    assert code == 2
    assert "Z.jsonl: shares no sentence with A.jsonl" in capsys.readouterr().err


def test_faults_of_both_files_are_told_at_once(tmp_path, capsys):
    for name in ("X.jsonl", "Y.jsonl"):
        (tmp_path / name).write_text("{}\n", "utf-8")

    main(["data", "agreement", "X.jsonl", "Y.jsonl"])

    err = capsys.readouterr().err
    assert "X.jsonl:1:" in err
    assert "Y.jsonl:1:" in err


def test_labels_of_another_scheme_are_compared(tmp_path, capsys):
    text = (ROOT / "data/examples/two-labels-dev.jsonl").read_text("utf-8")
    (tmp_path / "C.jsonl").write_text(text, "utf-8")
    (tmp_path / "D.jsonl").write_text(text.replace('"speech"', '"own voice"', 1), "utf-8")
    scheme = ROOT / "configs/schemes/two-labels.yaml"

    code = main(["data", "agreement", "C.jsonl", "D.jsonl", "--scheme", str(scheme), "--json"])

    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(found["labels"]) == ["speech", "own voice"]
    assert [one["parts"] for one in found["disputes"]] == [["label"]]
    assert found["labels"]["speech"]["n_second"] == found["labels"]["speech"]["n_first"] - 1


def test_tables_name_the_labels_of_another_scheme(capsys):
    corpus = str(ROOT / "data/examples/two-labels-dev.jsonl")
    scheme = str(ROOT / "configs/schemes/two-labels.yaml")

    main(["data", "agreement", corpus, corpus, "--scheme", scheme, "--markdown"])

    assert "| own voice | 1.000 | 1.000 | 1.000 |" in capsys.readouterr().out
