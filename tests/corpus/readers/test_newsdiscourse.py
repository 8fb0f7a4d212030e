import pytest

from stance.corpus.readers.newsdiscourse import read_newsdiscourse
from stance.errors import CorpusError
from stance.labels import Label

TEXT = """URL https://news.example/a

DATE/ AUTHOR 2024

H Rain falls

S1 Rain fell in Łódź.
S2 It will stop, she said.

S3 It stopped."""
NOTES = "T1\tMain 60 62\tS1\nE1\tMain:T1\nT2\tSpeech 82 84\tS2\nT3\tDistant_Evaluation 82 84\tS2\n"


@pytest.fixture
def page(write):
    return write(a_dot_ann=NOTES, a_dot_txt=TEXT)


def test_sentences_are_joined_as_they_were_parted(page):
    (draft,) = read_newsdiscourse([page])

    assert draft.text == ("Rain falls\n\nRain fell in Łódź. It will stop, she said.\n\nIt stopped.")
    assert (draft.metadata["url"], draft.metadata["title"]) == (
        "https://news.example/a",
        "Rain falls",
    )


def test_speech_has_no_label_and_all_else_is_fact(page):
    (draft,) = read_newsdiscourse([page])

    fact = Label.REPORTED_FACT
    assert [sentence.label for sentence in draft.sentences] == [fact, fact, None, fact]


def test_discourse_types_are_kept(page):
    (draft,) = read_newsdiscourse([page])

    assert draft.metadata["discourse"] == [[], ["Main"], ["Speech", "Distant_Evaluation"], []]


def test_all_faults_are_told_with_file_and_line(write):
    path = write(a_dot_ann=f"{NOTES}T4\tMain 1 2\tS9\nT5 Main\n", a_dot_txt=TEXT)

    with pytest.raises(CorpusError) as caught:
        read_newsdiscourse([path])

    lines = str(caught.value).splitlines()
    assert [line.split("a.ann:")[1].split(":")[0] for line in lines] == ["5", "6"]
    assert "S9 is not in a.txt" in lines[0]


def test_a_file_without_sentences_is_told(write):
    path = write(a_dot_ann="", a_dot_txt="Rain fell.\n")

    with pytest.raises(CorpusError, match="no line 'S1 …' here"):
        read_newsdiscourse([path])


def test_a_character_that_only_looks_like_a_line_end_ends_no_line(write):
    text = TEXT.replace("fell in", "fell\u2028in\x0c").replace("\n", "\r\n")
    path = write(a_dot_ann=NOTES.replace("\n", "\r\n"), a_dot_txt=text)

    (draft,) = read_newsdiscourse([path])

    assert "Rain fell\u2028in\x0c Łódź. It will stop, she said.\n\nIt stopped." in draft.text
    assert draft.metadata["discourse"][2] == ["Speech", "Distant_Evaluation"]
