import json
from hashlib import sha256

import pytest

from stance.cli import main

TEXT = "Rain fell."


def make_record(name, text=TEXT, **changes):
    sentence = {"start": 0, "end": len(text), "label": "reported_fact"}
    return {"id": name, "text": text, "speakers": [], "sentences": [sentence], **changes}


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Give a function that writes records to a file of the working folder."""
    monkeypatch.chdir(tmp_path)

    def write_records(name, *records):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")

    return write_records


def write_stand_off(write, **texts):
    records = []
    for name, text in texts.items():
        record = make_record(name, text, url=f"https://news.example/{name}")
        del record["text"]
        records.append({**record, "sha256": sha256(text.encode()).hexdigest()})
    write("data/wikinews/train.jsonl", *records)


def write_csv(folder, **texts):
    rows = [f'https://news.example/{name},"{text}"' for name, text in texts.items()]
    (folder / "wikinews.csv").write_text("\n".join(["url,text", *rows]), "utf-8")


def test_a_faultless_corpus_validates_with_exit_code_0(write, capsys):
    write("a.jsonl", make_record("a"))

    code = main(["data", "validate", "a.jsonl"])

    assert code == 0
    assert capsys.readouterr().out == "1 article, 1 sentence, 0 faults, 0 warnings\n"


def test_faults_go_to_stderr_with_file_and_line_and_exit_code_1(write, capsys):
    write("a.jsonl", make_record("a"), make_record("b", "Snow fell.", published="soon"))

    code = main(["data", "validate", "a.jsonl"])

    assert code == 1
    assert capsys.readouterr().err == (
        "a.jsonl:2: published 'soon' is not a date; write it as 2024-05-17\n"
    )


def test_files_are_checked_against_each_other(write):
    write("a.jsonl", make_record("a"))
    write("b.jsonl", make_record("a", "Snow fell."))

    assert main(["data", "validate", "a.jsonl", "b.jsonl"]) == 1


def test_warnings_alone_leave_exit_code_0(write, capsys):
    write("a.jsonl", make_record("a", sentences=[]))

    code = main(["data", "validate", "a.jsonl"])

    assert code == 0
    assert capsys.readouterr().err.startswith("warning: a.jsonl:1: no sentences")


def test_a_folder_without_corpora_ends_with_exit_code_2(tmp_path, capsys):
    code = main(["data", "validate", str(tmp_path)])

    assert code == 2
    assert capsys.readouterr().err.startswith(f"stance: {tmp_path}: no .jsonl file here")


def test_statistics_are_tables_by_label_style_domain_speaker_and_length(write, capsys):
    write("a.jsonl", make_record("a", style="wire agency", domain="weather"))

    code = main(["data", "stats", "a.jsonl"])

    out = capsys.readouterr().out
    assert code == 0
    for words in ("reported_fact", "By style", "wire", "weather", "By speaker", "By length"):
        assert words in out


def test_statistics_as_json_are_one_object(write, capsys):
    write("a.jsonl", make_record("a"), make_record("b", "Snow fell."))

    main(["data", "stats", "a.jsonl", "--json"])

    statistics = json.loads(capsys.readouterr().out)
    assert statistics["total"]["n_sentences"]["reported_fact"] == 2


def test_a_whole_merge_ends_with_exit_code_0(write, tmp_path, capsys):
    write_stand_off(write, a="Rain fell.")
    write_csv(tmp_path, a="Rain fell.")

    code = main(["data", "merge", "--texts", "wikinews.csv"])

    assert code == 0
    assert "1 article → data/merged/wikinews-train.jsonl" in capsys.readouterr().out
    assert (tmp_path / "data/merged/wikinews-train.jsonl").exists()


def test_missing_texts_are_counted_and_the_first_are_named_with_exit_code_1(
    write, tmp_path, capsys
):
    write_stand_off(write, **{f"a{i}": f"Rain fell {i}." for i in range(8)})
    write_csv(tmp_path, a0="Rain fell 0.")

    code = main(["data", "merge", "--texts", "wikinews.csv"])

    err = capsys.readouterr().err.splitlines()
    assert code == 1
    assert err[0] == "data/wikinews/train.jsonl: 7 texts missing:"
    assert err[1] == "  a1: no text of https://news.example/a1"
    assert err[-1] == "  … and 2 more"
    assert (tmp_path / "data/merged/wikinews-train.jsonl").exists()


def test_a_csv_of_another_kind_ends_with_exit_code_2(write, tmp_path, capsys):
    write_stand_off(write, a="Rain fell.")
    (tmp_path / "other.csv").write_text("id,body\n", "utf-8")

    code = main(["data", "merge", "--texts", "other.csv"])

    assert code == 2
    assert capsys.readouterr().err.startswith("stance: other.csv: no column url and no column text")


def test_a_merge_without_texts_says_what_to_name(write, capsys):
    write_stand_off(write, a="Rain fell.")

    assert main(["data", "merge"]) == 2
    told = capsys.readouterr().err
    options = ("--texts", "--gum-folder", "--gmb", "--masc", "--global-voices")
    assert all(option in told for option in (*options, "--onestop", "--ntrex", "--ecb"))


def test_a_split_says_how_many_went_where(write, capsys):
    write("a.jsonl", *(make_record(f"a{i}", f"Rain fell {i}.") for i in range(20)))

    code = main(["data", "split", "a.jsonl", "--out", "split.json"])

    assert code == 0
    assert capsys.readouterr().out == "16 train, 2 dev, 2 test → split.json\n"


def test_a_split_warns_of_the_articles_that_leave_it(write, capsys):
    write("a.jsonl", *(make_record(f"a{i}", f"Rain fell {i}.") for i in range(20)))
    write("b.jsonl", *(make_record(f"b{i}", f"Snow fell {i}.") for i in range(3)))
    main(["data", "split", "a.jsonl", "b.jsonl", "--out", "split.json"])
    assert capsys.readouterr().err == ""

    code = main(["data", "split", "a.jsonl", "--out", "split.json"])

    left = "warning: 3 articles left split.json: not in the files named\n"
    assert (code, capsys.readouterr().err) == (0, left)


def test_an_export_has_a_row_for_each_sentence(write, tmp_path, capsys):
    pytest.importorskip("datasets")
    write("a.jsonl", make_record("a"), make_record("b", "Snow fell."))

    code = main(["data", "export", "a.jsonl", "--out", "new/out.parquet"])

    assert (code, capsys.readouterr().out) == (0, "2 rows → new/out.parquet\n")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["out.parquet"]
