"""``stance predict --html``: one page of all that was predicted."""

import pytest

from rendering.pages import Page
from stance.cli import main
from stance.prediction.predictor import Predictor

TEXT = "The minister said so.\n\nRain fell."


@pytest.fixture
def predict(baseline_folder, tmp_path, monkeypatch):
    """Give a function that runs the verb in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Snow fell.", "title": "Snow"}\nno\n', "utf-8")
    return lambda *words: main(["predict", *words, "--model", str(baseline_folder)])


def test_a_page_shows_an_article(predict, tmp_path, capsys):
    code = predict("a.txt", "--html", "pages/a.html")

    page = Page((tmp_path / "pages" / "a.html").read_text("utf-8"))
    assert code == 0
    assert page.words == TEXT
    assert capsys.readouterr().out == "1 article, 2 sentences → pages/a.html\n"
    assert [one.name for one in (tmp_path / "pages").iterdir()] == ["a.html"]


def test_a_page_lists_articles_and_what_was_left_out(predict, tmp_path, capsys):
    code = predict("a.txt", "b.jsonl", "--html", "all.html")

    page = Page((tmp_path / "all.html").read_text("utf-8"))
    assert code == 1
    assert page.words == f"{TEXT}Snow fell."
    assert page.links == ["#article-1", "#article-2", "#article-3"]
    assert "b.jsonl:2" in page.seen
    assert "This article could not be read: not JSON" in page.seen


def test_a_page_goes_with_every_other_output(predict, tmp_path, capsys):
    predict("a.txt", "--html", "a.html", "--out", "a.json", "--jsonl")

    said = capsys.readouterr()
    assert (tmp_path / "a.html").is_file()
    assert (tmp_path / "a.json").is_file()
    assert said.out.startswith('{"id"')
    assert "→ a.json and a.html" in said.err


def test_the_threshold_counts_on_the_page(predict, tmp_path):
    predict("a.txt", "--html", "sure.html", "--threshold", "0")
    predict("a.txt", "--html", "unsure.html", "--threshold", "1")

    assert not Page((tmp_path / "sure.html").read_text("utf-8")).of_class("label-unsure")
    assert Page((tmp_path / "unsure.html").read_text("utf-8")).of_class("label-unsure")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.json", "a.json has none of the endings .html, .htm of a page"),
        ("folder.html", "folder.html is a folder; name a file in it"),
        ("page.html", "page.html is read as well; name another file"),
    ],
)
def test_a_page_that_cannot_be_is_told_before_anything_is_predicted(
    predict, tmp_path, capsys, name, says
):
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "page.html").write_text("<html><p>Rain fell.</p></html>", encoding="utf-8")

    code = predict("a.txt", "page.html", "--html", name)

    assert code == 2
    assert capsys.readouterr().err == f"stance: {says}\n"


def test_if_every_article_fails_no_page_is_written(predict, tmp_path, monkeypatch, capsys):
    def predict_nothing(self, text, **options):
        raise IndexError("list index out of range")

    monkeypatch.setattr(Predictor, "predict", predict_nothing)

    code = predict("a.txt", "--html", "a.html")

    assert code == 2
    assert not list(tmp_path.glob("*.html"))
