import pytest

from stance.corpus.publictexts import read_ntrex, read_onestop
from stance.errors import CorpusError

ONESTOP = "https://github.com/nishkalavallabhi/OneStopEnglishCorpus#file="
NTREX = "https://github.com/MicrosoftTranslator/NTREX#document="


@pytest.fixture
def onestop(tmp_path):
    def write_files(**files):
        folder = tmp_path / "Texts-SeparatedByReadingLevel/Adv-Txt"
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / f"{name}-adv.txt").write_bytes(content)
        return tmp_path

    return write_files


@pytest.fixture
def ntrex(tmp_path):
    def write_lines(*lines):
        (tmp_path / "NTREX-128").mkdir()
        names, sentences = zip(*(line.split(" | ") for line in lines), strict=True)
        (tmp_path / "DOCUMENT_IDS.tsv").write_text("\n".join(names), "utf-8")
        content = "\n".join(sentences)
        (tmp_path / "NTREX-128/newstest2019-src.eng.txt").write_text(content, "utf-8")
        return tmp_path

    return write_lines


def test_a_line_of_onestop_is_a_paragraph(onestop):
    folder = onestop(rain=b"\xef\xbb\xbfRain  fell. It was wet. \r\n\r\nNobody came. \n")

    (found,) = read_onestop(folder, urls=[f"{ONESTOP}rain-adv.txt"])

    assert found.text == "Rain fell. It was wet.\n\nNobody came."


def test_only_files_that_are_wanted_and_there_are_read(onestop):
    folder = onestop(rain=b"Rain.", snow=b"Snow.")
    urls = [f"{ONESTOP}{name}" for name in ("snow-adv.txt", "hail-adv.txt", "../../README.md")]

    assert [found.text for found in read_onestop(folder, urls=urls)] == ["Snow."]


def test_every_file_of_onestop_that_cannot_be_read_is_told(onestop):
    folder = onestop(rain=b"caf\xe9", snow=b"caf\xe9", hail=b"Hail.")
    urls = [f"{ONESTOP}{name}-adv.txt" for name in ("rain", "snow", "hail")]

    with pytest.raises(CorpusError, match="take a clone of github") as told:
        read_onestop(folder, urls=urls)

    assert [fault.path.name for fault in told.value.faults] == ["rain-adv.txt", "snow-adv.txt"]


def test_two_sentences_of_ntrex_are_a_paragraph_below_the_headline(ntrex):
    folder = ntrex("a.1 | Rain", "a.1 | It fell.", "a.1 | A lot.", "a.1 | Then not.", "b.2 | Snow")

    found = read_ntrex(folder, urls=[f"{NTREX}b.2", f"{NTREX}a.1", f"{NTREX}c.3"])

    assert [one.text for one in found] == ["Snow", "Rain\n\nIt fell. A lot.\n\nThen not."]


@pytest.mark.parametrize("read", [read_onestop, read_ntrex])
def test_a_folder_of_something_else_is_told(read, tmp_path):
    with pytest.raises(CorpusError, match=r"name a clone of github\.com/"):
        read(tmp_path, urls=[])


def test_lines_of_ntrex_that_cannot_be_read_are_told(ntrex):
    folder = ntrex("a.1 | Rain")
    (folder / "DOCUMENT_IDS.tsv").write_bytes(b"caf\xe9")

    with pytest.raises(CorpusError, match="take a clone of github"):
        read_ntrex(folder, urls=[])
