"""``stance predict https://…``."""

import json

import pytest

from stance.cli import main
from websites import PAGE, answer, website

pytest.importorskip("trafilatura")
pytest.importorskip("protego")


@pytest.fixture
def predict(baseline_folder, tmp_path, monkeypatch):
    """Give a function that runs the verb in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: main(["predict", *words, "--model", str(baseline_folder)])


def test_a_link_is_an_article_beside_files(predict, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Rain fell.", encoding="utf-8")
    with website({"/a": answer(PAGE)}) as (site, _):
        code = predict("a.txt", f"{site}/a", "--jsonl", "--allow-private")

    file, page = map(json.loads, capsys.readouterr().out.splitlines())
    assert code == 0
    assert (file["file"], file["text"]) == ("a.txt", "Rain fell.")
    assert (page["url"], page["title"]) == (f"{site}/a", "Bridge closes")
    assert (page["outlet"], page["published"]) == ("The Daily Bridge", "2024-05-17")
    assert "file" not in page
    assert page["sentences"]


def test_one_link_is_one_record(predict, capsys):
    with website({"/a.csv": answer(PAGE)}) as (site, _):
        assert predict(f"{site}/a.csv", "--json", "--allow-private") == 0

    assert json.loads(capsys.readouterr().out)["url"] == f"{site}/a.csv"


def test_a_link_into_a_private_network_is_left_out(predict, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Rain fell.", encoding="utf-8")
    with website({"/a": answer(PAGE)}) as (site, asked):
        code = predict("a.txt", f"{site}/a", "--jsonl")

    out, err = capsys.readouterr()
    failed = json.loads(out.splitlines()[1])
    assert (code, asked) == (1, [])
    assert f"left out: {site}/a: leads into a private network" in err
    assert failed["url"] == f"{site}/a"
    assert "--allow-private" in failed["error"]["message"]


def test_a_link_that_leads_nowhere_is_told_alone(predict, capsys):
    with website({}) as (site, _):
        assert predict(f"{site}/a", "--allow-private") == 2

    assert f"left out: {site}/a: is answered with status 404" in capsys.readouterr().err


def test_a_link_can_be_written_into_files(predict, tmp_path):
    with website({"/a": answer(PAGE)}) as (site, _):
        words = ["--out", "a.csv", "--html", "a.html", "--allow-private"]
        assert predict(f"{site}/a", *words) == 0

    assert "Köln" in (tmp_path / "a.csv").read_text("utf-8")
    assert f'href="{site}/a"' in (tmp_path / "a.html").read_text("utf-8")
