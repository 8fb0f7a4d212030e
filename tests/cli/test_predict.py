"""``stance predict``: what it reads, what it refuses, and what it writes."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from stance.article import Article
from stance.cli import main, predicting
from stance.cli.predict import describe_model
from stance.cli.predicting import Predicting
from stance.corpus.reading import list_files, read_corpus
from stance.prediction.locating import BUNDLED
from stance.prediction.predictor import Predictor

TEXT = "The minister said so.\n\nRain fell."
STORY = "The bridge closed on Monday, the minister said in a long statement to reporters. " * 3
PAGE = f"""<!DOCTYPE html><html><head><title>Bridge closes</title><script>x()</script></head>
<body><nav><a href="/">Home</a></nav><article><p>{STORY}</p></article>
<footer>© 2026</footer></body></html>"""


@pytest.fixture
def predict(baseline_folder, tmp_path, monkeypatch):
    """Give a function that runs the verb in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: main(["predict", *words, "--model", str(baseline_folder)])


def write(path, content=TEXT):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def jsonl(*records):
    return "".join(f"{json.dumps(record)}\n" for record in records)


def records(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def fail_on(monkeypatch, word):
    """Let the model raise on texts with a word."""
    predicted = Predictor.predict

    def predict(self, text, **options):
        if word in text:
            raise IndexError("list index out of range")
        return predicted(self, text, **options)

    monkeypatch.setattr(Predictor, "predict", predict)


def test_a_folder_stands_for_all_articles_in_it(predict, tmp_path, capsys):
    write(tmp_path / "news" / "a.txt", "Rain fell.")
    write(tmp_path / "news" / "b" / "c.md", "Snow fell.")
    write(tmp_path / "news" / "d.jsonl", jsonl({"text": "Hail fell."}, {"text": "Fog fell."}))
    write(tmp_path / "news" / "e.csv", "text\nIce fell.\n")

    code = predict("news", "--jsonl")

    found = [(one["text"], one["file"], one.get("line")) for one in records(capsys)]
    assert code == 0
    assert found == [
        ("Rain fell.", "news/a.txt", None),
        ("Snow fell.", "news/b/c.md", None),
        ("Hail fell.", "news/d.jsonl", 1),
        ("Fog fell.", "news/d.jsonl", 2),
        ("Ice fell.", "news/e.csv", 2),
    ]


def test_files_of_a_folder_that_are_not_read_are_told(predict, tmp_path, capsys):
    write(tmp_path / "news" / "a.txt")
    write(tmp_path / "news" / "b.odt")

    assert predict("news") == 0

    assert "news: not read: 1 .odt\n" in capsys.readouterr().err


def test_columns_and_ids_of_the_input_are_kept(predict, tmp_path, capsys):
    write(tmp_path / "a.csv", f'id,title,model,language,body\n7,T,m1,en,"{TEXT}"\n')

    predict("a.csv", "--text-column", "body", "--jsonl")

    (record,) = records(capsys)
    assert (record["id"], record["title"]) == ("7", "T")
    assert (record["model_as_given"], record["language_as_given"]) == ("m1", "en")
    assert (record["text"], "body" in record) == (TEXT, False)


def test_a_file_and_a_line_of_the_input_are_not_replaced(predict, tmp_path, capsys):
    write(tmp_path / "a.jsonl", jsonl({"text": TEXT, "file": "scan-3"}, {"text": "A", "line": 9}))

    predict("a.jsonl", "--jsonl")

    first, second = records(capsys)
    assert (first["file"], "line" in first) == ("scan-3", False)
    assert (second["line"], "file" in second) == (9, False)


def test_labels_of_a_labelled_record_are_made_anew(predict, tmp_path, capsys):
    write(tmp_path / "a.txt")
    predict("a.txt", "--out", "once.jsonl")
    capsys.readouterr()

    predict("once.jsonl", "--jsonl")

    (record,) = records(capsys)
    assert record == json.loads((tmp_path / "once.jsonl").read_text("utf-8"))


def test_what_an_earlier_prediction_said_of_model_and_language_is_replaced(
    predict, tmp_path, capsys
):
    said = {
        "model": {"name": "old", "digest": "0"},
        "language": {"code": "de", "is_english": False},
    }
    write(tmp_path / "a.jsonl", jsonl({"text": TEXT, **said}))

    predict("a.jsonl", "--jsonl")

    (record,) = records(capsys)
    assert {name for name in record if name.endswith("_as_given")} == set()
    assert record.get("model") != said["model"]
    assert record.get("language") != said["language"]


def test_equal_texts_are_all_predicted_and_have_ids_of_their_own(predict, tmp_path, capsys):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    write(tmp_path / "c.jsonl", jsonl({"text": TEXT}, {"text": TEXT, "id": "n1"}))

    predict("a.txt", "b.txt", "c.jsonl", "--out", "said.jsonl")

    articles = read_corpus(list_files([tmp_path / "said.jsonl"]))
    made = Article(text=TEXT).id
    assert [one.id for one in articles] == [made, f"{made}-2", f"{made}-3", "n1"]


def test_a_given_id_that_comes_again_gets_a_number_and_is_kept(predict, tmp_path, capsys):
    for name in ("a", "b"):
        write(tmp_path / f"{name}.jsonl", jsonl({"id": 1, "text": f"Rain fell on {name}."}))

    predict("a.jsonl", "b.jsonl", "--jsonl")

    first, second = records(capsys)
    assert (first["id"], "id_as_given" in first) == ("1", False)
    assert (second["id"], second["id_as_given"]) == ("1-2", "1")


def test_a_page_is_read_without_tags_by_name_and_from_standard_input(
    predict, tmp_path, capsys, monkeypatch
):
    pytest.importorskip("trafilatura")
    write(tmp_path / "page.html", PAGE)
    write(tmp_path / "page.txt", PAGE)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))

    code = predict("page.html", "-", "page.txt", "--jsonl")

    found = records(capsys)
    assert code == 0
    assert [one.get("file") for one in found] == ["page.html", None, "page.txt"]
    for one in found:
        assert one["text"].startswith("The bridge closed")
        assert "<" not in one["text"]
        assert (one["title"], "published" in one) == ("Bridge closes", False)


def test_without_what_reads_pages_nothing_is_predicted(predict, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    write(tmp_path / "a.txt")
    write(tmp_path / "page.html", PAGE)

    code = predict("a.txt", "page.html")

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert "reading HTML needs 'trafilatura', which is not installed" in told.err


def test_all_that_cannot_be_read_is_told_at_once_and_nothing_predicted(predict, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    write(tmp_path / "good.txt")
    write(tmp_path / "a.parquet", b"PAR1\x00")
    write(tmp_path / "a.csv", "title,body\nT,Rain.\n")
    write(tmp_path / "latin.txt", b"Caf\xe9")

    code = predict("good.txt", "absent.txt", "empty", "a.parquet", "a.csv", "latin.txt", "--jsonl")

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert "absent.txt: cannot be read (No such file or directory); check the name\n" in told.err
    assert "latin.txt:1: not UTF-8 (byte 0xe9); save it as UTF-8, or, if it" in told.err
    assert "empty: no .txt, .docx, .jsonl, .csv or .html file here; name another folder" in told.err
    assert "a.parquet: a Parquet file, not text; write it as JSONL: python -c" in told.err
    assert "a.csv:1: no column 'text' (found: title, body); name the one with the text" in told.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.4", "-: a PDF, not text; extract its text: pdftotext -"),
        (b'{"text": "Rain."}', "-: JSON, not text; write the articles one object a line, in a"),
        (b"Caf\xe9 closed.", "-:1: not UTF-8 (byte 0xe9); save it as UTF-8, or, if it comes from"),
        (b"id,text\n1,Rain.\n", "-: a table, not text; let its name end in .csv"),
        (b"", "-: no text here; remove it, or fill it in"),
    ],
)
def test_standard_input_that_is_no_text_is_refused(predict, capsys, monkeypatch, content, says):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    code = predict("-")

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert f"left out: {says}" in told.err
    assert "stance: no article could be predicted\n" in told.err


def test_a_bad_line_is_told_and_the_others_are_predicted(predict, tmp_path, capsys):
    write(tmp_path / "a.jsonl", f"{jsonl({'text': 'Rain.'})}{{\n{jsonl({'text': 'Snow.'})}")

    code = predict("a.jsonl", "--jsonl")

    told = capsys.readouterr()
    assert code == 1
    rain, fault, snow = map(json.loads, told.out.splitlines())
    assert (rain["text"], snow["text"]) == ("Rain.", "Snow.")
    assert (fault["file"], fault["line"], fault["error"]["type"]) == ("a.jsonl", 2, "Unreadable")
    assert "left out: a.jsonl:2: not JSON: " in told.err


def test_an_article_that_fails_is_told_and_the_others_are_predicted(
    predict, tmp_path, capsys, monkeypatch
):
    fail_on(monkeypatch, "Snow")
    write(tmp_path / "a.jsonl", jsonl({"text": "Rain."}, {"text": "Snow."}, {"text": "Hail."}))

    code = predict("a.jsonl", "--jsonl")

    told = capsys.readouterr()
    assert code == 1
    found = [json.loads(line) for line in told.out.splitlines()]
    assert [(one["text"], bool(one["sentences"])) for one in found] == [
        ("Rain.", True),
        ("Snow.", False),
        ("Hail.", True),
    ]
    assert found[1]["error"] == {"type": "IndexError", "message": "list index out of range"}
    assert told.err.splitlines()[1:] == [
        "left out: a.jsonl:2: cannot be predicted (IndexError: list index out of range); "
        "please report it"
    ]


def test_what_failed_can_be_predicted_again_from_its_record(predict, tmp_path, capsys, monkeypatch):
    write(tmp_path / "a.txt", "Snow fell.")
    write(tmp_path / "b.txt", "Rain fell.")
    with monkeypatch.context() as patch:
        fail_on(patch, "Snow")
        assert predict("a.txt", "b.txt", "--out", "once.jsonl") == 1
    capsys.readouterr()

    assert predict("once.jsonl", "--jsonl") == 0

    snow, _ = records(capsys)
    assert ("error" in snow, snow["file"], len(snow["sentences"])) == (False, "a.txt", 1)


def test_a_file_that_breaks_its_reader_takes_no_other_with_it(
    predict, tmp_path, capsys, monkeypatch
):
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        write(tmp_path / name, jsonl({"text": f"Rain {name}."}))
    read = predicting.read_raw

    def broken(path, **options):
        if path.name == "b.jsonl":
            raise RuntimeError("no such thing")
        return read(path, **options)

    monkeypatch.setattr(predicting, "read_raw", broken)

    assert predict("a.jsonl", "b.jsonl", "c.jsonl", "--jsonl") == 1

    assert [one["file"] for one in records(capsys)] == ["a.jsonl", "b.jsonl", "c.jsonl"]


def test_if_every_article_fails_no_file_is_written(predict, tmp_path, capsys, monkeypatch):
    fail_on(monkeypatch, "Rain")
    write(tmp_path / "a.txt")

    assert predict("a.txt", "--out", "a.jsonl", "--json") == 2

    assert json.loads(capsys.readouterr().out)["error"]["type"] == "IndexError"
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["a.txt"]


def test_an_interruption_ends_it_without_half_a_file(predict, tmp_path, capsys, monkeypatch):
    def interrupted(self, text, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(Predictor, "predict", interrupted)
    write(tmp_path / "a.txt")

    assert predict("a.txt", "--out", "a.jsonl") == 130

    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["a.txt"]


def test_faults_are_told_up_to_a_number(predict, tmp_path, capsys):
    write(tmp_path / "a.jsonl", "x\n" * 205 + jsonl({"text": "Rain."}))

    predict("a.jsonl")

    lines = capsys.readouterr().err.splitlines()
    assert sum(line.startswith("left out: a.jsonl:") for line in lines) == 200
    assert lines[-1] == "left out: and 5 more"


@pytest.mark.parametrize("words", [[], ["--jsonl"], ["--json"]])
def test_json_lines_are_written_into_a_file(predict, tmp_path, capsys, words):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "Snow fell.")

    assert predict("a.txt", "b.txt", "--out", "new/said.jsonl", *words) == 0

    told = capsys.readouterr()
    lines = (tmp_path / "new" / "said.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["a.txt", "b.txt"]
    summary = "2 articles, 3 sentences → new/said.jsonl\n"
    assert (told.err if words else told.out).endswith(summary)
    if words == ["--jsonl"]:
        assert told.out.splitlines() == lines


@pytest.mark.parametrize("n_files", [1, 2])
def test_json_in_a_file_is_an_array_if_many_are_named(predict, tmp_path, capsys, n_files):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")

    predict(*["a.txt", "b.txt"][:n_files], "--out", "said.json", "--json")

    content = (tmp_path / "said.json").read_text("utf-8")
    assert capsys.readouterr().out == content
    assert isinstance(json.loads(content), dict if n_files == 1 else list)


def test_json_of_many_of_which_one_is_left_is_an_array_all_the_same(predict, tmp_path, capsys):
    write(tmp_path / "a.jsonl", f"x\n{jsonl({'text': 'Rain.'})}")

    predict("a.jsonl", "--json")

    found = json.loads(capsys.readouterr().out)
    assert [one.get("text") for one in found] == [None, "Rain."]


def test_a_table_has_a_row_for_each_sentence(predict, tmp_path, capsys):
    write(tmp_path / "a.jsonl", jsonl({"id": "n1", "text": f"{TEXT} “=1” is Köln."}))

    predict("a.jsonl", "--out", "said.csv")

    content = (tmp_path / "said.csv").read_bytes()
    first, *others = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert content.startswith(b"\xef\xbb\xbf")
    assert (first["file"], first["line"], first["article_id"]) == ("a.jsonl", "1", "n1")
    assert (first["text"], first["label"]) == ("The minister said so.", "official_statement")
    assert float(first["official_statement"]) == float(first["confidence"]) > 0.5
    assert len(others) >= 1


def test_a_cell_that_a_spreadsheet_would_run_begins_with_a_quote(predict, tmp_path, capsys):
    write(tmp_path / "a.txt", "=1+1 said the minister.")

    predict("a.txt", "--out", "said.csv")

    (row,) = csv.DictReader(io.StringIO((tmp_path / "said.csv").read_text("utf-8-sig"), newline=""))
    assert row["text"] == "'=1+1 said the minister."


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("a.jsonl", "a.jsonl is read as well; name another file"),
        ("./news/../a.jsonl", "a.jsonl is read as well; name another file"),
        ("link.jsonl", "link.jsonl is read as well; name another file"),
        ("news/b.jsonl", "news/b.jsonl is read as well; name another file"),
        ("said.xlsx", "said.xlsx has none of the endings .jsonl, .json, .csv, which say the"),
        ("folder.json", "folder.json is a folder; name a file in it"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_anything_is_predicted(
    predict, tmp_path, capsys, out, says
):
    a = write(tmp_path / "a.jsonl", jsonl({"text": TEXT}))
    b = write(tmp_path / "news" / "b.jsonl", jsonl({"text": TEXT}))
    (tmp_path / "link.jsonl").symlink_to(a)
    (tmp_path / "folder.json").mkdir()

    code = predict("a.jsonl", "news", "--out", out)

    assert code == 2
    assert says in capsys.readouterr().err
    assert a.read_text("utf-8") == b.read_text("utf-8") == jsonl({"text": TEXT})


def test_which_model_answers_is_one_line(predict, baseline_folder, tmp_path, capsys):
    write(tmp_path / "a.txt")

    predict("a.txt")

    assert capsys.readouterr().err == f"model: tiny ({baseline_folder}, 2026-01-01)\n"


def test_the_bundled_model_is_called_so():
    predictor = Predictor.load(BUNDLED)

    line = describe_model(predictor)

    made = predictor.manifest.created[:10]
    assert line == f"model: {predictor.manifest.name} (bundled, {made})"


def test_what_is_piped_is_whole_lines_without_padding(predict, tmp_path, capsys):
    name = f"{'very-' * 30}long.txt"
    write(tmp_path / name, f"The minister said {'so ' * 90}.\nRain fell.")
    write(tmp_path / "b.txt", "Snow fell.")

    predict(name, "b.txt")

    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"==> {name} <=="
    assert shown[1].split("\t")[3] == f"The minister said {'so ' * 90}."
    assert shown[-3:] == ["", "==> b.txt <==", shown[-1]]
    assert shown[-1].endswith("\t\tSnow fell.")
    assert all(line == line.rstrip() for line in shown)


def test_texts_that_are_not_english_are_told_up_to_a_number(predict, tmp_path, capsys, monkeypatch):
    predicted = Predictor.predict

    def foreign(self, text, **options):
        article = predicted(self, text, **options)
        fields = {**article.to_dict(), "language": {"code": "de", "is_english": "Rain" in text}}
        return Article.from_dict(fields)

    monkeypatch.setattr(Predictor, "predict", foreign)
    texts = [{"text": "Rain fell."}, *({"text": f"Schnee {n}."} for n in range(22))]
    write(tmp_path / "a.jsonl", jsonl(*texts))

    assert predict("a.jsonl") == 0

    lines = capsys.readouterr().err.splitlines()[1:]
    assert lines[0] == "a.jsonl:2: not English, as it seems (de); its labels mean little"
    assert len(lines) == 21
    assert lines[-1] == "not English, as it seems: and 2 more"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("words", [["--jsonl"], []])
def test_a_bar_on_a_terminal_does_not_take_what_is_piped(baseline_folder, tmp_path, words):
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name)
    terminal, its_other_end = os.openpty()
    command = [sys.executable, "-m", "stance.cli", "predict", "a.txt", "b.txt", *words]

    done = subprocess.run(
        [*command, "--model", str(baseline_folder)],
        stdout=subprocess.PIPE,
        stderr=its_other_end,
        cwd=tmp_path,
        check=True,
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    os.close(its_other_end)
    bars = os.read(terminal, 1 << 16).decode()
    os.close(terminal)

    assert done.stdout.decode().count("Rain fell.") == 2
    assert "\x1b" not in done.stdout.decode()
    assert "articles" in bars
    assert "Rain fell." not in bars


def test_a_long_text_tells_how_far_it_is(network_folder, tmp_path, monkeypatch):
    told = []
    predictor = Predictor.load(network_folder)
    path = write(tmp_path / "a.txt", "The minister said so. Rain fell on the town. " * 200)
    predicting = Predicting(predictor, [path], text_column="text")
    monkeypatch.setattr(
        "stance.cli.predicting._Bars.tell_windows", lambda _self, *counts: told.append(counts)
    )

    list(predicting)

    n_done, n_windows = zip(*told, strict=True)
    assert list(n_done) == sorted(n_done)
    assert len(set(n_windows)) == 1
    assert n_windows[0] > 8
