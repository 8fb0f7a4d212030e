import json

import pytest

from stance.article import Article
from stance.cli import main

TEXT = "Mayor Ana Ruiz said taxes would fall. Rain fell."
MINE = '''
from stance.labeling import labelling_function
from stance.labels import Label


@labelling_function
def rain(sentence):
    """Rain is a fact."""
    return Label.REPORTED_FACT if "rain" in sentence.lower else {otherwise}
'''


@pytest.fixture
def raw(tmp_path):
    path = tmp_path / "raw.jsonl"
    path.write_text(json.dumps({"id": "n1", "text": TEXT}), encoding="utf-8")
    return path


def label(raw, *words):
    out = raw.with_name("out.jsonl")
    return main(["label", str(raw), "--out", str(out), "--label-model", "majority", *words]), out


def test_raw_articles_become_a_corpus(raw, capsys):
    code, out = label(raw)

    article = Article.from_json(out.read_text("utf-8"))
    assert code == 0
    assert [one.label.value for one in article.sentences] == ["official_statement", "reported_fact"]
    assert capsys.readouterr().out == f"1 article, 2 sentences labelled: {out}\n"


def test_functions_of_the_user_vote_too(raw, tmp_path):
    mine = tmp_path / "mine.py"
    mine.write_text(MINE.format(otherwise="None"), encoding="utf-8")

    code, out = label(raw, "--functions", str(mine), "--only", "rain")

    article = Article.from_json(out.read_text("utf-8"))
    assert code == 0
    assert [dict(one.votes) for one in article.sentences] == [{}, {"rain": "reported_fact"}]


def test_a_function_that_raises_is_told_once_with_its_count(raw, tmp_path, capsys):
    mine = tmp_path / "mine.py"
    mine.write_text(MINE.format(otherwise="1 / 0"), encoding="utf-8")

    code, _ = label(raw, "--functions", str(mine))

    assert code == 1
    assert capsys.readouterr().err == (
        "rain raised once and abstained; first in article 'n1', sentence 1: "
        "ZeroDivisionError: division by zero (mine.py:9)\n"
    )


def test_a_file_of_functions_that_does_not_run_ends_the_verb(raw, tmp_path, capsys):
    mine = tmp_path / "mine.py"
    mine.write_text("import no_such_module\n", encoding="utf-8")

    code, out = label(raw, "--functions", str(mine))

    assert code == 2
    assert not out.exists()
    assert capsys.readouterr().err == (
        f"stance: {mine} cannot be run:\n"
        f'  File "{mine}", line 1, in <module>\n'
        "    import no_such_module\n"
        "ModuleNotFoundError: No module named 'no_such_module'\n"
    )


def test_an_unknown_function_is_told_with_the_nearest(raw, capsys):
    code, _ = label(raw, "--without", "headlines")

    assert code == 2
    assert "'headlines' is not a labelling function; did you mean 'headline'" in (
        capsys.readouterr().err
    )


def test_gold_gives_a_table_and_a_report(raw, tmp_path, capsys):
    sentences = [
        {"start": 0, "end": 37, "label": "official_statement", "speaker": "s1"},
        {"start": 38, "end": 48, "label": "reported_fact"},
    ]
    speakers = [{"id": "s1", "name": "Ana Ruiz", "kind": "official"}]
    gold = tmp_path / "gold.jsonl"
    record = {"id": "n1", "text": TEXT, "speakers": speakers, "sentences": sentences}
    gold.write_text(json.dumps(record), encoding="utf-8")
    report = tmp_path / "report.html"

    code, _ = label(raw, "--gold", str(gold), "--report", str(report))

    assert code == 0
    assert "Labels right on" in capsys.readouterr().out
    assert "official_title" in report.read_text("utf-8")


def test_articles_that_are_left_out_are_told(raw, capsys):
    raw.write_text(f"{raw.read_text('utf-8')}\n{{}}\n", encoding="utf-8")

    code, _ = label(raw)

    assert code == 1
    told = capsys.readouterr()
    assert told.err == f"left out: {raw}:2: 'text' is None; each article needs its text there\n"
    assert "1 left out" in told.out


def test_all_functions_are_listed_with_what_they_know(capsys):
    code = main(["label", "--list"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert len(lines) >= 25
    assert any(line.startswith("official_title ") and "bears an office" in line for line in lines)


def test_the_output_must_be_named(raw, capsys):
    with pytest.raises(SystemExit) as error:
        main(["label", str(raw)])

    assert error.value.code == 2
    assert "RAW and --out are required" in capsys.readouterr().err
