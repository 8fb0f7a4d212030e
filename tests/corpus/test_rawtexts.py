import json

import pytest

from stance.corpus.rawfiles import list_raw
from stance.corpus.rawtexts import RawArticle, read_raw
from stance.errors import CorpusError, Fault

PAGE = """<html><head><title>Bridge closes</title>
<meta property="article:published_time" content="2026-05-17T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge closes</h1>
<p>The bridge closed on Monday, the mayor of Köln said in a long statement to reporters.</p>
<p>It will open again in May, when the work on its two old piers has been done.</p>
</article><footer>All rights reserved</footer></body></html>"""


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path, **options):
    return list(read_raw(path, **options))


def test_a_text_file_is_an_article_to_the_character(tmp_path):
    path = write(tmp_path / "a.txt", "Rain\r\nfell in Köln. 🌧\n")

    (article,) = read(path)

    assert article == RawArticle(text="Rain\r\nfell in Köln. 🌧\n", path=path)


def test_each_line_of_jsonl_is_an_article_with_its_other_fields(tmp_path):
    lines = [
        json.dumps({"id": "n1", "text": "Rain.\r\n", "title": "T", "desk": {"no": 3}}),
        "",
        json.dumps({"text": "Snow.", "sentences": [], "speakers": [], "title": None}),
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))

    first, second = read(path)

    assert (first.id, first.text, first.place) == ("n1", "Rain.\r\n", f"{path}:1")
    assert first.metadata == {"title": "T", "desk": {"no": 3}}
    assert (second.text, second.metadata) == ("Snow.", {})


def test_a_column_of_csv_is_the_text(tmp_path):
    path = write(tmp_path / "a.csv", 'title,body,empty\nT,"Rain\nfell, hard",\nU,Snow,\n')

    first, second = read(path, text_column="body")

    assert (first.text, first.metadata) == ("Rain\nfell, hard", {"title": "T"})
    assert second.text == "Snow"


def test_of_a_web_page_the_article_is_read(tmp_path):
    pytest.importorskip("trafilatura")
    (article,) = read(write(tmp_path / "a.html", PAGE))

    assert "mayor of Köln said" in article.text
    assert "All rights reserved" not in article.text
    assert article.metadata["title"] == "Bridge closes"
    assert article.metadata["published"] == "2026-05-17"


def test_a_web_page_without_an_article_is_a_fault(tmp_path):
    pytest.importorskip("trafilatura")
    (fault,) = read(write(tmp_path / "a.html", "<html><body></body></html>"))

    assert str(fault) == f"{tmp_path / 'a.html'}: no text here; remove it, or fill it in"


def test_a_date_that_is_none_does_not_stand_as_one(tmp_path):
    record = {"text": "Rain.", "published": "last week", "title": 3}
    (article,) = read(write(tmp_path / "a.jsonl", json.dumps(record)))

    assert article.metadata == {"published_as_given": "last week", "title_as_given": 3}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON: "),
        ("[]", "a record is a JSON object, not a list"),
        ('{"body": "Rain."}', "'text' is None; each article needs its text there"),
        ('{"text": " "}', "no text here; remove it, or fill it in"),
        ('{"text": "\\ud83d"}', "holds half a character; repair the encoding of the text"),
        ('{"text": "Rain.", "title": "\\ud83d"}', "holds half a character; repair the encoding"),
        ('{"text": "Rain.", "id": []}', "id is []; give a string, or leave it out"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_rest_is_read(tmp_path, line, what):
    path = write(tmp_path / "a.jsonl", f'{line}\n{{"text": "Rain."}}\n')

    fault, article = read(path)

    assert isinstance(fault, Fault)
    assert str(fault).startswith(f"{path}:1: {what}")
    assert article.text == "Rain."


def test_a_text_that_is_not_utf_8_is_told_with_the_line(tmp_path):
    path = write(tmp_path / "a.txt", b"Rain in\nK\xf6ln")

    (fault,) = read(path)

    assert str(fault) == (
        f"{path}:2: not UTF-8 (byte 0xf6); save it as UTF-8, or, if it comes from Windows: "
        f"iconv -f WINDOWS-1252 -t UTF-8 {path} > {tmp_path / 'a-utf8.txt'}"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"text": "Snow."}\n{"text": "K\xf6ln"}\n{"text": "Rain."}\n'),
        ("a.csv", b"text\nSnow.\nK\xf6ln\nRain.\n"),
    ],
)
def test_a_byte_that_is_not_utf_8_costs_its_article_alone(tmp_path, name, content):
    path = write(tmp_path / name, content)

    before, fault, after = read(path)

    assert (before.text, after.text) == ("Snow.", "Rain.")
    line = 3 if name == "a.csv" else 2
    assert str(fault).startswith(f"{path}:{line}: not UTF-8; save it as UTF-8")


def test_a_csv_file_in_another_encoding_is_told_before_anything_is_labelled(tmp_path):
    path = write(tmp_path / "a.csv", "text,größe\nRain.,T\n".encode("cp1252"))

    with pytest.raises(CorpusError, match=r"a\.csv:1: not UTF-8; save it as UTF-8"):
        list_raw([path], text_column="body")


def test_a_folder_stands_for_all_files_in_and_below_it(tmp_path):
    names = ["b.txt", "a/c.jsonl", "a/d.HTML", "e.csv"]
    for name in names:
        write(tmp_path / name, "text\nRain.\n")
    write(tmp_path / "logo.png", b"")
    write(tmp_path / ".hidden.txt", "x")

    files = list_raw([tmp_path, tmp_path / "b.txt"])

    assert [path.relative_to(tmp_path).as_posix() for path in files] == sorted(names)


def test_a_file_that_is_named_with_another_ending_is_plain_text(tmp_path):
    path = write(tmp_path / "story.article", "Rain.")

    (article,) = read(*list_raw([path]))

    assert article.text == "Rain."


def test_all_names_that_cannot_be_read_are_told_at_once(tmp_path):
    (tmp_path / "empty").mkdir()
    write(tmp_path / "a.csv", "title,body\n")

    with pytest.raises(CorpusError) as error:
        list_raw([tmp_path / "empty", tmp_path / "nix.txt", tmp_path / "a.csv"])

    assert [fault.what for fault in error.value.faults] == [
        "no .txt, .docx, .jsonl, .csv or .html file here; name another folder, or files",
        "cannot be read (No such file or directory); check the name",
        "no column 'text' (found: title, body); name the one with the text: --text-column",
    ]


@pytest.mark.parametrize("published", ["2024-05-17 10:00:00", "2024-05-17T10:00:00"])
def test_a_time_may_stand_after_a_blank_and_is_written_after_a_t(tmp_path, published):
    record = {"text": "Rain.", "published": published}
    (article,) = read(write(tmp_path / "a.jsonl", json.dumps(record)))

    assert article.metadata == {"published": "2024-05-17T10:00:00"}


@pytest.mark.parametrize("published", ["2024-05-17 at noon", "20240517", "2024-05-17, 10:00"])
def test_what_validation_takes_for_no_date_does_not_stand_as_one(tmp_path, published):
    record = {"text": "Rain.", "published": published}
    (article,) = read(write(tmp_path / "a.jsonl", json.dumps(record)))

    assert article.metadata == {"published_as_given": published}


def test_a_row_with_more_cells_than_the_header_is_told(tmp_path):
    path = write(tmp_path / "a.csv", "title,text\nT,Rain fell, and hard.\nU,Snow fell.,\n")

    fault, article = read(path)

    what = "more cells than the header; put the text in quotation marks"
    assert str(fault) == f"{path}:2: {what}"
    assert article.text == "Snow fell."
