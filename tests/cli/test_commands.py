import argparse
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import making
from stance.article import Article
from stance.cli import main
from stance.cli.main import command_line
from stance.corpus.writing import write_corpus

TEXT = "The minister said so.\n\nRain fell."


@pytest.fixture
def article_file(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def predict(baseline_folder, *words):
    return main(["predict", *words, "--model", str(baseline_folder)])


def test_an_article_is_shown_with_labels_and_speakers(baseline_folder, article_file, capsys):
    assert predict(baseline_folder, article_file) == 0

    shown = capsys.readouterr().out
    assert "official" in shown
    assert "The minister said so." in shown


def test_labels_below_the_threshold_get_a_question_mark(baseline_folder, article_file, capsys):
    predict(baseline_folder, article_file, "--threshold", "0.7")

    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown[:2]] == ["official", "fact?"]


def test_the_threshold_is_the_models_own_unless_given(tmp_path, article_file, capsys):
    folder = making.write_baseline(tmp_path / "model", uncertain_below=1.0)

    predict(folder, article_file)

    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown[:2]] == ["official?", "fact?"]


@pytest.mark.parametrize("value", ["1.5", "-1", "nan", "much"])
def test_a_threshold_that_is_no_probability_is_refused(
    baseline_folder, article_file, capsys, value
):
    with pytest.raises(SystemExit):
        predict(baseline_folder, article_file, f"--threshold={value}")

    assert f"'{value}' is not a number from 0 to 1" in capsys.readouterr().err


def test_json_is_one_corpus_record(baseline_folder, article_file, capsys):
    predict(baseline_folder, article_file, "--json")

    article = Article.from_json(capsys.readouterr().out)
    assert [article.text_of(one) for one in article.sentences] == TEXT.split("\n\n")


def test_jsonl_has_a_line_for_each_file(baseline_folder, article_file, capsys):
    other = Path(article_file).with_name("other.txt")
    other.write_text("Snow fell.", encoding="utf-8")

    predict(baseline_folder, article_file, str(other), "--jsonl")

    lines = capsys.readouterr().out.splitlines()
    assert [Article.from_json(line).text for line in lines] == [TEXT, "Snow fell."]


def test_standard_input_is_read(baseline_folder, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Rain fell.")))

    predict(baseline_folder, "-", "--jsonl")

    assert json.loads(capsys.readouterr().out)["text"] == "Rain fell."


def test_line_ends_are_kept_as_they_are(baseline_folder, tmp_path, capsys):
    path = tmp_path / "windows.txt"
    path.write_bytes(b"Rain fell.\r\nSnow fell.\r\n")

    predict(baseline_folder, str(path), "--jsonl")

    assert json.loads(capsys.readouterr().out)["text"] == "Rain fell.\r\nSnow fell.\r\n"


def test_a_text_in_another_encoding_is_told_with_the_line_and_how_to_convert_it(
    baseline_folder, tmp_path, capsys
):
    path = tmp_path / "a latin one.txt"
    path.write_bytes(b"Fine.\nCaf\xe9 closed.")

    code = predict(baseline_folder, str(path))

    message = capsys.readouterr().err
    assert code == 2
    assert f"{path}:2: not UTF-8 (byte 0xe9)" in message
    assert f"iconv -f WINDOWS-1252 -t UTF-8 '{path}' > '{tmp_path}/a latin one-utf8.txt'" in message
    assert "Traceback" not in message


@pytest.mark.parametrize("words", [["--debug", "predict"], ["predict", "--debug"]])
def test_an_error_shows_its_traceback_only_if_asked(tmp_path, capsys, words):
    assert main([*words, str(tmp_path / "absent.txt")]) == 2

    assert "Traceback" in capsys.readouterr().err


def test_a_model_that_is_not_there_is_one_line(article_file, capsys):
    assert main(["predict", article_file, "--model", "nowhere"]) == 2

    assert capsys.readouterr().err.startswith("stance: nowhere: ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("pedict", "stance: error: no such verb: pedict; did you mean 'predict'?"),
        ("data valdate", "stance data: error: no such verb: valdate; did you mean 'validate'?"),
        ("runs xyz", "stance runs: error: no such verb: xyz; known: list, show, diff, upload"),
        ("predict a --modle b", "predict: error: no such option: --modle; did you mean '--model'?"),
        ("predict a --modle=b -- c", "no such option: --modle; did you mean '--model'?"),
        ("data read cvs a --out b", "FORMAT: 'cvs' is none of its values; did you mean 'csv'?"),
        ("runs list more words", "stance runs list: error: too many words: more words"),
    ],
)
def test_a_wrong_word_gives_the_nearest_the_usage_of_the_verb_and_code_two(words, told, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words.split())

    message = capsys.readouterr().err
    assert caught.value.code == 2
    assert message.startswith("usage: stance")
    assert told in message


def verbs_below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Give a parser and those of all its verbs, by what one types."""
    found = {parser.prog: parser}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                found |= verbs_below(one)
    return found


@pytest.mark.parametrize("typed", sorted(verbs_below(command_line())))
def test_every_verb_explains_itself_with_examples(typed, capsys):
    with pytest.raises(SystemExit) as caught:
        main([*typed.split()[1:], "--help"])

    examples = capsys.readouterr().out.partition("\nexamples:\n")[2]
    assert caught.value.code == 0
    assert f"  {typed}" in examples


def test_the_verbs_of_verbs_are_found():
    assert {"stance", "stance predict", "stance data validate"} <= set(verbs_below(command_line()))


@pytest.mark.parametrize("words", [["--quiet", "predict"], ["predict", "--quiet"]])
def test_a_quiet_verb_gives_results_and_faults_alone(baseline_folder, article_file, capsys, words):
    empty = Path(article_file).with_name("empty.csv")
    empty.write_text("text,id\n,1\nRain fell.,2\n", encoding="utf-8")

    code = main([*words, article_file, str(empty), "--model", str(baseline_folder), "--jsonl"])

    shown = capsys.readouterr()
    assert code == 1
    assert len(shown.out.splitlines()) == 3
    assert [line.partition(":")[0] for line in shown.err.splitlines()] == ["left out"]


def test_quiet_lasts_for_one_command(baseline_folder, article_file, capsys):
    predict(baseline_folder, article_file, "--quiet")
    predict(baseline_folder, article_file)

    assert capsys.readouterr().err.count("model: ") == 1


def test_the_help_of_predict_says_which_model_comes_first(capsys):
    with pytest.raises(SystemExit):
        main(["predict", "--help"])

    shown = " ".join(capsys.readouterr().out.split())
    assert "default: $STANCE_MODEL, else this folder's champion, which" in shown


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out.startswith("stance 0.")


BUFFERED = os.environ | {"PYTHONUNBUFFERED": ""}


@pytest.mark.parametrize("shape", [["--jsonl"], []])
def test_a_reader_that_goes_away_is_no_error(baseline_folder, article_file, shape):
    command = [sys.executable, "-m", "stance.cli", "predict", "--model", str(baseline_folder)]
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [*command, article_file, *shape],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        env=BUFFERED,
    )
    os.close(writer)

    assert done.stderr.startswith(b"model: tiny (")
    assert done.stderr.count(b"\n") == 1
    assert done.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("shape", [["--jsonl"], []])
def test_a_full_disk_is_told_in_a_line(baseline_folder, article_file, shape):
    command = [sys.executable, "-m", "stance.cli", "predict", "--model", str(baseline_folder)]

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, article_file, *shape],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=BUFFERED,
        )

    assert done.stderr.splitlines()[1:] == [b"stance: [Errno 28] No space left on device"]
    assert done.returncode == 2


def test_files_may_stand_on_both_sides_of_an_option(baseline_folder, article_file, capsys):
    model = ["--model", str(baseline_folder)]
    other = Path(article_file).with_name("other.txt")
    other.write_text("Snow fell.", encoding="utf-8")

    main(["predict", article_file, *model, str(other), "--jsonl"])

    assert len(capsys.readouterr().out.splitlines()) == 2


def test_overrides_may_follow_an_option(tmp_path, capsys):
    (tmp_path / "empty.yaml").write_text("name: x\n", encoding="utf-8")

    code = main(["train", str(tmp_path / "empty.yaml"), "--seeds", "3", "sead=2"])

    assert code == 2
    assert "sead: no such key; did you mean 'seed'?" in capsys.readouterr().err


def test_a_file_whose_name_begins_with_a_dash_follows_two(baseline_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-rain.txt").write_text("Rain fell.", encoding="utf-8")

    assert main(["predict", "--model", str(baseline_folder), "--", "-rain.txt"]) == 0


def test_evaluate_prints_a_table_and_writes_figures(baseline_folder, tmp_path, capsys):
    corpus, figures = tmp_path / "gold.jsonl", tmp_path / "figures.json"
    write_corpus(making.make_news(2), corpus)

    code = main(["evaluate", str(baseline_folder), str(corpus), "--json", str(figures)])

    assert code == 0
    assert "macro-F1" in capsys.readouterr().out
    macro_f1 = json.loads(figures.read_text("utf-8"))["sets"]["gold"]["measures"]["macro_f1"]
    assert 0 <= macro_f1["low"] <= macro_f1["value"] <= macro_f1["high"] <= 1


def test_evaluate_names_every_fault_of_a_corpus(baseline_folder, tmp_path, capsys):
    corpus = tmp_path / "gold.jsonl"
    corpus.write_text('{"id": "a"}\nnot json\n', encoding="utf-8")

    assert main(["evaluate", str(baseline_folder), str(corpus)]) == 2

    message = capsys.readouterr().err
    assert "gold.jsonl:1: " in message
    assert "gold.jsonl:2: " in message


def test_train_names_every_fault_of_a_config(tmp_path, capsys):
    config = tmp_path / "wrong.yaml"
    config.write_text("name: x\ntraning: {}\n", encoding="utf-8")

    assert main(["train", str(config), "training.epoch=2"]) == 2

    message = capsys.readouterr().err
    assert "did you mean 'training'" in message
    assert "did you mean 'epochs'" in message
    assert "data" in message


def test_evaluate_writes_every_kind_of_report(baseline_folder, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_corpus(making.make_news(2), tmp_path / "gold.jsonl")

    files = ["--html", "r.html", "--markdown", "r.md", "--predictions", "said"]
    code = main(["evaluate", str(baseline_folder), "gold.jsonl", *files])

    assert code == 0
    assert "<h2>gold</h2>" in (tmp_path / "r.html").read_text("utf-8")
    assert "### gold: slices" in (tmp_path / "r.md").read_text("utf-8")
    assert len((tmp_path / "said" / "gold.jsonl").read_text("utf-8").splitlines()) == 2


def test_evaluate_refuses_an_empty_corpus(baseline_folder, tmp_path, capsys):
    (tmp_path / "gold.jsonl").write_text("", encoding="utf-8")

    assert main(["evaluate", str(baseline_folder), str(tmp_path / "gold.jsonl")]) == 2

    assert "gold.jsonl: holds no articles" in capsys.readouterr().err


def test_evaluate_names_the_nearest_field(baseline_folder, tmp_path, capsys):
    article = Article.from_dict({**making.make_news(1)[0].to_dict(), "outlet": "wire"})
    write_corpus([article], tmp_path / "gold.jsonl")

    assert main(["evaluate", str(baseline_folder), str(tmp_path), "--by", "outlets"]) == 2

    assert "no article has the field 'outlets'; did you mean 'outlet'?" in capsys.readouterr().err


def test_evaluate_refuses_a_model_of_other_labels(baseline_folder, tmp_path, capsys):
    write_corpus(making.make_news(1), tmp_path / "gold.jsonl")
    making.change_manifest(baseline_folder, lambda fields: fields.update(labels=["main", "cause"]))

    assert main(["evaluate", str(baseline_folder), str(tmp_path / "gold.jsonl")]) == 2

    assert "its labels are main, cause" in capsys.readouterr().err
