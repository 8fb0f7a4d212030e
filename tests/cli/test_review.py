import csv
import json

import pytest

import making
from stance.cli import main
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus

SPEECH = ("The minister said 😀 taxes would rise.", making.OFFICIAL, "The minister", "said")
FACT = ("Rain fell.", making.FACT)
RANDOM = ("--order", "random")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    articles = [making.make_article(SPEECH, FACT, id=name) for name in ("a", "b")]
    write_corpus(articles, tmp_path / "labelled.jsonl")
    return tmp_path


def send(tool, out, *options):
    return main(["review", "export", "labelled.jsonl", "--to", tool, "--out", out, *options])


def bring_back(name, *options):
    arguments = ["review", "import", name, "--corpus", "labelled.jsonl", "--out", "corrected.jsonl"]
    return main([*arguments, *options])


def annotate(folder, edit):
    """What a project exports after someone changed its tasks."""
    tasks = json.loads((folder / "tasks.json").read_text("utf-8"))
    for number, task in enumerate(tasks, start=1):
        result = edit(task["predictions"][0]["result"])
        task |= {"id": number, "annotations": [{"completed_by": 1, "result": result}]}
    (folder / "export.json").write_text(json.dumps(tasks), "utf-8")


def test_tasks_come_with_their_interface(folder, capsys):
    code = send("label-studio", "tasks.json", *RANDOM)

    assert code == 0
    assert (folder / "tasks.xml").read_text("utf-8").startswith("<View>")
    assert "2 articles, 4 sentences → tasks.json" in capsys.readouterr().out


def test_a_limit_counts_articles(folder):
    send("doccano", "all.jsonl", "--limit", "1", *RANDOM)

    assert len((folder / "all.jsonl").read_text("utf-8").splitlines()) == 1


def test_an_untouched_review_gives_the_corpus_back(folder, capsys):
    send("label-studio", "tasks.json", *RANDOM)
    annotate(folder, lambda result: result)

    code = bring_back("export.json")

    assert code == 0
    assert read_corpus([folder / "corrected.jsonl"]) == read_corpus([folder / "labelled.jsonl"])
    assert "4 sentences reviewed in 2 articles, 0 changes" in capsys.readouterr().out


def test_what_cannot_be_brought_back_is_kept_aside_with_exit_code_1(folder, capsys):
    def edit(result):
        result[0]["value"] |= {"end": 45, "text": None}
        return result

    send("label-studio", "tasks.json", *RANDOM)
    annotate(folder, edit)

    code = bring_back("export.json")

    err = capsys.readouterr().err
    rejects = (folder / "corrected.rejects.jsonl").read_text("utf-8").splitlines()
    assert code == 1
    assert "task 1, " in err
    assert "crosses from sentence 1 into 2" in err
    assert [json.loads(line)["place"] for line in rejects] == ["task 1", "task 2"]


def test_rejects_of_an_earlier_import_are_removed(folder):
    send("label-studio", "tasks.json", *RANDOM)
    annotate(folder, lambda result: result)
    (folder / "corrected.rejects.jsonl").touch()

    bring_back("export.json")

    assert not (folder / "corrected.rejects.jsonl").exists()


def test_an_export_of_another_project_writes_nothing(folder, capsys):
    (folder / "export.json").write_text('[{"data": {"text": "x"}, "annotations": []}]', "utf-8")

    code = bring_back("export.json")

    assert code == 2
    assert "export.json: is of another project" in capsys.readouterr().err
    assert not (folder / "corrected.jsonl").exists()


def test_a_spreadsheet_for_excel_starts_with_a_mark(folder):
    send("csv", "review.csv", "--bom", *RANDOM)

    assert (folder / "review.csv").read_bytes().startswith(b"\xef\xbb\xbfarticle,number,text")


def test_a_corrected_spreadsheet_is_brought_back(folder):
    send("csv", "review.csv", *RANDOM)
    with (folder / "review.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= {"cue": "said 😀", "reviewer": "ann"}
    with (folder / "review.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    code = bring_back("review.csv")

    changes = [one.metadata.get("changes") for one in read_corpus([folder / "corrected.jsonl"])]
    assert code == 0
    assert [found[0]["after"] for found in changes if found] == [(13, 19)]


@pytest.mark.parametrize("name", ["export.txt", "missing.json"])
def test_a_file_that_cannot_be_an_export_is_refused(folder, name, capsys):
    code = bring_back(name)

    assert code == 2
    assert capsys.readouterr().err.startswith(f"stance: {name}: ")


def test_nothing_to_order_by_is_told_with_what_to_do(capsys):
    code = send("csv", "review.csv")

    assert code == 2
    assert "choose --sample random" in capsys.readouterr().err


def test_an_import_keeps_how_articles_were_drawn(folder, capsys):
    send("csv", "review.csv", "--sample", "random", "--size", "1", "--seed", "5")

    code = bring_back("review.csv")

    drawn = [
        one.metadata["sample"]
        for one in read_corpus([folder / "corrected.jsonl"])
        if "sample" in one.metadata
    ]
    assert code == 0
    assert [(one["design"], one["size"], one["seed"], one["position"]) for one in drawn] == [
        ("random", 1, 5, 1)
    ]
    assert "is kept, from review.sample.json" in capsys.readouterr().out


def test_a_file_of_another_name_says_where_its_record_is(folder):
    send("label-studio", "tasks.json", *RANDOM)
    annotate(folder, lambda result: result)

    code = bring_back("export.json", "--sample", "tasks.sample.json")

    corrected = read_corpus([folder / "corrected.jsonl"])
    assert code == 0
    assert {one.metadata["sample"]["position"] for one in corrected} == {1, 2}


def test_a_missing_record_of_a_sample_is_told(folder, capsys):
    send("label-studio", "tasks.json", *RANDOM)
    annotate(folder, lambda result: result)

    code = bring_back("export.json", "--sample", "nowhere.sample.json")

    assert code == 2
    assert "nowhere.sample.json: cannot be read" in capsys.readouterr().err
