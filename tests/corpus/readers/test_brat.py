import pytest

from stance.corpus.readers.brat import read_brat
from stance.corpus.readers.drafts import finish
from stance.errors import CorpusError
from stance.labels import Label

TEXT = "Rain fell.\r\n“Stay 😀 home,” said Ann Lee. She left."
EVENT = "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"


def note(name, kind, words, text=TEXT):
    start = text.index(words)
    return f"{name}\t{kind} {start} {start + len(words)}\t{words}\n"


NOTES = (
    note("T1", "Source", "Ann Lee")
    + note("T2", "Cue", "said")
    + note("T3", "Content", "“Stay 😀 home,”")
    + note("T4", "Attribution", "said")
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    return tmp_path


def annotate(folder, notes, name="a.ann"):
    (folder / name).write_text(notes, "utf-8")
    return folder / name


def test_an_attribution_becomes_a_sentence_with_speaker_source_and_cue(folder):
    drafts = read_brat([annotate(folder, NOTES + EVENT)])

    (article,) = finish(drafts, default_label=Label.OFFICIAL_STATEMENT)
    fact, said, after = article.sentences
    assert article.text == TEXT
    assert (fact.label, after.label) == (Label.REPORTED_FACT, Label.REPORTED_FACT)
    assert article.speaker_of(said).name == "Ann Lee"
    assert (article.text_of(said.source), article.text_of(said.cue)) == ("Ann Lee", "said")


def test_relations_join_stretches_as_events_do(folder):
    links = "R1\tsaid_by Arg1:T3 Arg2:T2\nR2\tby Arg1:T2 Arg2:T1\n"

    (draft,) = read_brat([annotate(folder, NOTES + links)])

    assert [one.voice and one.voice.name for one in draft.sentences] == [None, "Ann Lee", None]


def test_other_names_of_the_parts_can_be_told(folder):
    notes = (NOTES + EVENT).replace("Source", "Speaker")

    (draft,) = read_brat([annotate(folder, notes)], names={"source": "Speaker"})

    assert draft.sentences[1].voice.name == "Ann Lee"


def test_a_discontinuous_stretch_is_read(folder):
    start = TEXT.index("home")
    notes = NOTES.replace(
        note("T3", "Content", "“Stay 😀 home,”"),
        f"T3\tContent 12 17;{start} {start + 6}\t“Stay home,”\n",
    )

    (draft,) = read_brat([annotate(folder, notes + EVENT)])

    assert draft.sentences[1].voice.name == "Ann Lee"


def test_content_without_a_source_is_a_fact(folder):
    (draft,) = read_brat([annotate(folder, NOTES + "E1\tAttribution:T4 Cue:T2 Content:T3\n")])

    assert draft.sentences[1].label is Label.REPORTED_FACT


def test_the_text_is_found_in_the_folder_beside_without_the_annotators_name(folder):
    (folder / "text").mkdir()
    (folder / "a.txt").rename(folder / "text" / "a.txt")
    (folder / "attributions").mkdir()
    annotate(folder, NOTES + EVENT, "attributions/a_7f2e.ann")

    (draft,) = read_brat([folder])

    assert draft.id == "a"


def test_two_annotations_of_one_text_have_ids_of_their_own(folder):
    for name in ("a_1.ann", "a_2.ann"):
        annotate(folder, NOTES + EVENT, name)

    assert [draft.id for draft in read_brat([folder])] == ["a_1", "a_2"]


def test_all_faults_of_all_files_are_told_with_file_and_line(folder):
    annotate(folder, NOTES.replace("Ann Lee", "Bo Ek") + "E1\tAttribution:T9\n")
    annotate(folder, "", "lost.ann")
    annotate(folder, "T1\tSource x y\tAnn\n", "a_2.ann")

    with pytest.raises(CorpusError) as caught:
        read_brat([folder])

    faults = str(caught.value).splitlines()
    assert len(faults) == 4
    assert f"{folder}/a.ann:1: 'Bo Ek' is not at 32 39, where is 'Ann Lee'" in faults
    assert any("a.ann:5: T9 is not annotated" in fault for fault in faults)
    assert any("a_2.ann:1: 'Source x y' is no 'Type start end'" in fault for fault in faults)
    assert any("lost.ann: no text" in fault for fault in faults)


def test_a_folder_without_annotations_is_told(tmp_path):
    with pytest.raises(CorpusError, match=r"no \.ann file here"):
        read_brat([tmp_path])


def test_a_character_that_only_looks_like_a_line_end_ends_no_line(folder):
    text = TEXT.replace("Stay", "Stay\u2028")
    (folder / "a.txt").write_bytes(text.encode())
    notes = "".join(
        note(name, kind, words, text).replace("\n", "\r\n")
        for name, kind, words in (
            ("T1", "Source", "Ann Lee"),
            ("T2", "Cue", "said"),
            ("T3", "Content", "“Stay\u2028 😀 home,”"),
            ("T4", "Attribution", "said"),
        )
    )

    (draft,) = read_brat([annotate(folder, notes + EVENT)])

    assert draft.sentences[1].voice.name == "Ann Lee"
