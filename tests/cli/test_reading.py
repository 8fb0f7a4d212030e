import pytest

from stance.cli import main
from stance.corpus.reading import read_corpus


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.csv").write_text("body,stance\nRain fell.,none\n", "utf-8")
    return tmp_path


def read(*arguments):
    return main(["data", "read", *arguments, "--out", "corpus.jsonl"])


def test_columns_and_labels_are_mapped(folder, capsys):
    mapped = ("--map", "text=body", "label=stance", "--labels", "none=reported_fact")

    code = read("csv", "news.csv", *mapped)

    assert code == 0
    assert capsys.readouterr().out == "1 article, 1 sentence → corpus.jsonl\n"
    assert read_corpus([folder / "corpus.jsonl"])[0].text == "Rain fell."


def test_faults_end_with_exit_code_2_and_nothing_written(folder, capsys):
    code = read("csv", "news.csv", "--map", "text=body", "label=stance")

    assert code == 2
    assert "news.csv:2: 'none' is not a label" in capsys.readouterr().err
    assert not (folder / "corpus.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("newsdiscourse", "a.txt", "--map", "text=body"), "newsdiscourse has fixed names"),
        (("conllu", "a.conllu", "--map", "lable=stance"), "did you mean 'label'?"),
        (("label-studio", "a.json", "--map", "words=text"), "known: text, id"),
        (("brat", "a.ann", "--map", "speaker=Source"), "known: source, cue, content"),
        (("brat", "a.ann", "--labels", "a=reported_fact"), "brat has no labels of sentences"),
        (("csv", "news.csv", "--labels", "none=fact"), "'fact' is not a label"),
    ],
)
def test_options_that_a_format_has_no_use_for_are_refused(arguments, message, capsys):
    code = read(*arguments)

    assert code == 2
    assert message in capsys.readouterr().err


def test_a_mapping_without_a_value_is_refused(capsys):
    with pytest.raises(SystemExit):
        read("csv", "news.csv", "--map", "text")

    assert "'text' is not of the form NAME=NAME" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["news.csv", "news.jsonl"])
def test_a_file_that_holds_nothing_is_refused(folder, name, capsys):
    (folder / name).write_bytes(b"")

    code = read(name.removeprefix("news."), name)

    assert code == 2
    assert f"{name}: holds nothing to read; name another" in capsys.readouterr().err
    assert not (folder / "corpus.jsonl").exists()


def test_a_file_that_is_not_utf_8_is_told_with_the_line(folder, capsys):
    (folder / "news.csv").write_bytes(b"text,label\nK\xf6ln,reported_fact\n")

    code = read("csv", "news.csv")

    assert code == 2
    assert "news.csv:2: not UTF-8; save the file as UTF-8" in capsys.readouterr().err
