"""Of a document of Word its paragraphs are read, and nothing can make that long."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.corpus import worddocuments
from stance.corpus.rawfiles import list_raw
from stance.corpus.rawtexts import read_raw
from stance.corpus.worddocuments import read_word
from stance.errors import CorpusError

OPENING = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
)
PATH = Path("a.docx")


def document(body, *, before="", name="word/document.xml"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f"{before}{OPENING}{body}</w:body></w:document>")
    return file.getvalue()


def paragraph(*runs):
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_paragraphs_have_an_empty_line_between_them():
    body = paragraph("The minister ", "said no &amp; left.") + paragraph() + paragraph("Rain fell.")

    assert read_word(document(body), PATH) == "The minister said no & left.\n\nRain fell."


def test_signs_are_read_as_readers_see_them():
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"

    assert read_word(document(body), PATH) == "a\tb\nc"


@pytest.mark.parametrize(
    "hidden",
    [
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        "<mc:Fallback><w:r><w:t>twice</w:t><w:tab/></w:r></mc:Fallback>",
    ],
)
def test_what_readers_do_not_see_is_left_out(hidden):
    body = f"<w:p><w:r><w:t>Rain</w:t></w:r>{hidden}<w:r><w:t> fell.</w:t></w:r></w:p>"

    assert read_word(document(body), PATH) == "Rain fell."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "a Word document that cannot be opened (BadZipFile); save it as"),
        (document("", name="other.xml"), "a Word document that cannot be opened (KeyError)"),
        (document("<w:p>"), "a damaged Word document (mismatched tag"),
        (
            document("<w:p>&a;</w:p>", before='<!DOCTYPE x [<!ENTITY a "aaa">]>'),
            "a damaged Word document (it declares a type of document); save it as plain text",
        ),
    ],
)
def test_what_is_damaged_or_hostile_is_told(content, says):
    with pytest.raises(CorpusError) as error:
        read_word(content, PATH)

    assert str(error.value).startswith(f"{PATH}: {says}")


def test_an_archive_that_holds_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(worddocuments, "MAX_BYTES", 1_000_000)

    with pytest.raises(CorpusError, match="a Word document with more than 1 MB of text; divide it"):
        read_word(document(paragraph("a" * 1_000_000)), PATH)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_are_read_or_told(noise, place):
    content = document(paragraph("Rain fell."))

    with suppress(CorpusError):
        assert read_word(content[:place] + noise + content[place + len(noise) :], PATH) is not None


def test_a_document_of_a_folder_and_one_that_is_named_are_read(tmp_path):
    (tmp_path / "a.docx").write_bytes(document(paragraph("Rain fell.")))

    for name in (tmp_path, tmp_path / "a.docx"):
        (article,) = read_raw(*list_raw([name]))
        assert article.text == "Rain fell."


def test_a_named_document_that_is_damaged_is_told_before_anything_is_read(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04rest")

    with pytest.raises(CorpusError, match=r"a\.docx: a Word document that cannot be opened"):
        list_raw([tmp_path / "a.docx"])
