"""What is no text is refused with its kind and what to do; what is text never is."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from stance.corpus.rawfiles import list_raw, other_endings
from stance.corpus.rawtexts import RawArticle, read_raw
from stance.errors import CorpusError, Fault

PROSE = [
    "Rain fell.",
    "{The minister} said so.",
    "[Editor’s note] The minister said so.",
    "Title, text\n\nThe minister said, as he had, that rain fell.\n",
    "text\nRain fell.",
    "Rain, wind\nSnow, ice\n",
    "No. 3 <html> is a tag, the expert said.",
    "“Taxes,” he said,\n“will fall,” she said,\n",
    "Rain fell.\x0cPage two.\x0b Snow fell.",
    "Café in Köln",
]


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path):
    """What ``list_raw`` says, or else what reading says."""
    try:
        list_raw([path])
    except CorpusError as error:
        return str(error)
    (fault,) = read_raw(path)
    assert isinstance(fault, Fault)
    return str(fault)


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.parquet", b"PAR1\x15\x04", "a Parquet file, not text; write it as JSONL: python -c"),
        ("a.feather", b"ARROW1\x00\x00", "a Feather file, not text; write it as JSONL: python"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "a PDF, not text; extract its text: pdftotext"),
        ("a.odt", zipped(), "an OpenDocument text, not text; save it as plain text (UTF-8)"),
        ("a.xlsx", zipped(), "an Excel workbook, not text; save its sheet as CSV (UTF-8)"),
        ("a.zip", zipped(), "a ZIP archive, not text; unpack it, and name the folder"),
        (
            "a.txt.gz",
            gzip.compress(b"Rain.", mtime=0),
            "compressed with gzip, not text; unpack it: gunzip",
        ),
        (
            "a.jsonl",
            gzip.compress(b"{}", mtime=0),
            "compressed with gzip, not text; unpack it: gunzip",
        ),
        ("a.csv", zipped(), "a ZIP archive, not text; unpack it, and name the folder"),
        (
            "a.html",
            gzip.compress(b"<html>", mtime=0),
            "compressed with gzip, not text; unpack it: gunzip",
        ),
        ("a.png", b"\x89PNG\r\n\x1a\n", "an image (PNG), not text; give the text that it shows"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00", "an image (JPEG), not text; give the text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1", "a file of old Microsoft Office, not text; save it"),
        ("a.rtf", b"{\\rtf1\\ansi Rain.}", "an RTF document, not text; save it as plain text"),
        (
            "a.mhtml",
            b"From: <Saved by Blink>\r\n",
            "a page saved as MHTML, not text; save the page",
        ),
        ("a.webarchive", b"bplist00\xd1", "a Safari web archive or another property list, not"),
        ("a.txt", b"Rain\nfell\x00.", "not text, but binary (byte 0x00 in line 2); save it as"),
        ("a.bin", bytes(range(1, 256)) * 9, "not text, but binary (234 control characters); save"),
        ("a.txt", "Rain fell.".encode("utf-16-le"), "not text, but binary (byte 0x00 in line 1)"),
        ("a.json", '{"text": "Rain."}', "JSON, not text; write the articles one object a line, in"),
        ("a.txt", '\n[{"text":\n"Rain."}]', "JSON, not text; write the articles one object a line"),
        ("a.txt", '{"text": "A"}\n{"text": "B"}\n', "JSON lines, not text; let its name end in"),
        ("a.json", "Rain.", "not JSON, whatever its ending says; write the articles one object"),
        ("a.jsonl", '[{"text": "Rain."}]', "JSON, but not JSONL; write one object a line, in a"),
        ("a.jsonl", '[\n{"text": "A"},\n{"text": "B"}\n]', "JSON, but not JSONL; write one object"),
        ("a.jsonl", '{\n  "text": "A"\n}\n', "JSON, but not JSONL; write one object a line, in a"),
        ("a.xml", "<?xml version='1.0'?>\n<rss><item/></rss>", "XML, not text; of a feed, save"),
        ("feed", "<rss version='2.0'></rss>", "XML, not text; of a feed, save the pages"),
        ("a.txt", "id,text\n1,Rain fell.\n", "a table, not text; let its name end in .csv"),
        ("table", "title;text;x\nA;B;C\nD;E;F\n", "a table, not text; let its name end in .csv"),
        ("a.txt", 'Title\tURL\n"A\nB"\tC\n', "a table, not text; let its name end in .csv"),
        ("a.txt", "", "no text here; remove it, or fill it in"),
        ("a.jsonl", "", "holds no articles"),
        ("a.csv", "id,text\n", "holds no articles"),
    ],
)
def test_what_is_no_text_is_refused_with_its_kind_and_what_to_do(tmp_path, name, content, says):
    path = write(tmp_path / name, content)

    said = refusal(path)

    assert said.startswith(f"{path}: {says}")
    assert "iconv" not in said


@pytest.mark.parametrize("text", PROSE)
@pytest.mark.parametrize("ending", [".txt", ".md", ""])
def test_prose_is_never_taken_for_data(tmp_path, text, ending):
    path = write(tmp_path / f"a{ending}", text)

    (article,) = read_raw(*list_raw([path]))

    assert isinstance(article, RawArticle)
    assert article.text == text


def test_the_line_that_converts_parquet_converts_it(tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    path = tmp_path / "my articles.parquet"
    frame = {"text": ["Rain fell."], "published": [pandas.Timestamp("2026-05-17T10:00")]}
    pandas.DataFrame(frame).to_parquet(path)

    command = refusal(path).partition('python -c "')[2].removesuffix('"')
    exec(command)

    (article,) = read_raw(path.with_suffix(".jsonl"))
    assert article.text == "Rain fell."
    assert str(article.metadata["published"]).startswith("2026-05-17T10:00")


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_utf_16_with_its_mark_is_read(tmp_path, name):
    text = {
        "a.txt": "Köln: rain.\r\n",
        "a.jsonl": '{"text": "Köln: rain.\\r\\n"}\n',
        "a.csv": 'id\ttext\r\n1\t"Köln: rain.\r\n"\r\n',
    }[name]
    path = write(tmp_path / name, text.encode("utf-16"))

    (article,) = read_raw(*list_raw([path]))

    assert article.text == "Köln: rain.\r\n"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_utf_16_that_breaks_off_is_told(tmp_path, name):
    path = write(tmp_path / name, '{"text": "A"}\n'.encode("utf-16")[:-1])

    assert str([*read_raw(path)][-1]) == f"{path}: UTF-16 that breaks off; save it as UTF-8"


@pytest.mark.parametrize("name", ["a.txt", "page", "a.md"])
@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>\n<html>", "\n<HTML lang='en'>", "<!-- saved from url=(0) --><html>"]
)
def test_a_page_is_read_as_one_whatever_its_ending(tmp_path, name, start):
    pytest.importorskip("trafilatura")
    told = "The bridge closed on Monday, the mayor of the town said in a statement to reporters. "
    page = f"{start}<head><title>T</title><script>x = 1</script></head><body>"
    path = write(tmp_path / name, f"{page}<article><p>{told * 3}</p></article></body></html>")

    (article,) = read_raw(*list_raw([path]))

    assert article.text.startswith("The bridge closed on Monday")
    assert "<" not in article.text


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_without_its_reader_a_named_page_is_refused_before_all(tmp_path, name, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    path = write(tmp_path / name, "<html><body>Rain.</body></html>")

    with pytest.raises(Exception, match="reading HTML needs 'trafilatura'"):
        list_raw([path])


def test_a_spreadsheet_with_semicolons_or_tabs_is_read(tmp_path):
    for name, delimiter in (("a.csv", ";"), ("b.csv", "\t"), ("c.tsv", "\t")):
        rows = f"id{delimiter}body\n7{delimiter}Rain, wind.\n"
        path = write(tmp_path / name, rows)

        (article,) = read_raw(*list_raw([path], text_column="body"), text_column="body")

        assert (article.id, article.text) == ("7", "Rain, wind.")


def test_a_file_in_a_folder_that_is_no_text_is_left_out_when_its_turn_comes(tmp_path):
    write(tmp_path / "a.txt", b"%PDF-1.7")
    write(tmp_path / "b.txt", "Rain fell.")

    fault, article = (one for path in list_raw([tmp_path]) for one in read_raw(path))

    assert str(fault).startswith(f"{tmp_path / 'a.txt'}: a PDF, not text; ")
    assert article.text == "Rain fell."


def test_an_empty_cell_has_no_text(tmp_path):
    path = write(tmp_path / "a.csv", "id,text\n1,\n2,Rain.\n")

    fault, article = read_raw(path)

    assert str(fault) == f"{path}:2: no text here; remove it, or fill it in"
    assert article.text == "Rain."


def test_all_files_named_that_are_no_text_are_told_at_once(tmp_path):
    contents = {
        "a.txt": b"Caf\xe9",
        "b.txt": b'{"text": "Rain."}',
        "c": b"id,text\n1,Rain.\n",
        "d.jsonl": b'[{"text": "Rain."}]',
        "e.txt": b"Rain.",
        "f.bin": b"\x00",
    }

    with pytest.raises(CorpusError) as error:
        list_raw([write(tmp_path / name, content) for name, content in contents.items()])

    assert [fault.path.name for fault in error.value.faults] == [
        *("a.txt", "b.txt", "c", "d.jsonl", "f.bin")
    ]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs pipes with names")
def test_a_pipe_is_read_once(tmp_path):
    reader, writer = os.pipe()
    os.write(writer, b"Rain fell.")
    os.close(writer)

    (article,) = read_raw(*list_raw([Path(f"/dev/fd/{reader}")]))

    os.close(reader)
    assert article.text == "Rain fell."


def test_files_of_a_folder_that_are_not_read_are_counted_by_ending(tmp_path):
    for name in ("a.txt", "b.odt", "c.ODT", "d.png", "LICENSE", ".hidden"):
        write(tmp_path / name, "x")

    assert other_endings([tmp_path, tmp_path / "b.odt"]) == {".odt": 2, ".png": 1, "": 1}


def test_columns_that_the_record_writes_itself_are_kept_as_given(tmp_path):
    path = write(tmp_path / "a.csv", "body,text,speakers,sentences\nRain.,short,Ann,3\n")

    (article,) = read_raw(path, text_column="body")

    assert article.metadata == {
        "text_as_given": "short",
        "speakers_as_given": "Ann",
        "sentences_as_given": "3",
    }


def test_a_field_of_jsonl_may_be_the_text_too(tmp_path):
    path = write(
        tmp_path / "a.jsonl", '{"id": null, "body": "Rain."}\n{"text": "Snow."}\n{"x": 1}\n'
    )

    first, second, fault = read_raw(path, text_column="body")

    assert (first.id, first.text, second.text) == ("", "Rain.", "Snow.")
    assert str(fault).endswith("its text there (found: x); name it: --text-column")
