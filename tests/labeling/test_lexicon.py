import pytest

from stance.errors import CorpusError
from stance.labeling.lexicon import Lexicons, read_lexicons
from stance.parts import Span
from stance.prediction.speakers.words import words_in

SOURCE = "# source: our style book\n"


def found(lexicons, text):
    words = words_in(text, Span(0, len(text)))
    return [
        (hit.name, " ".join(word.text for word in words[hit.first : hit.last]))
        for hit in lexicons.find(words)
    ]


def write(folder, name, content):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")


def test_an_entry_in_small_letters_matches_in_any_case_and_in_the_plural():
    lexicons = Lexicons({"people": ["nurse"]})

    assert found(lexicons, "Nurses and a NURSE") == [("people", "Nurses"), ("people", "NURSE")]


def test_an_entry_with_a_capital_matches_only_as_written():
    lexicons = Lexicons({"bodies": ["WHO"]})

    assert found(lexicons, "who told the W.H.O. and the WHO's staff") == [
        ("bodies", "W.H.O"),
        ("bodies", "WHO's"),
    ]


def test_the_longest_entry_of_a_list_counts():
    lexicons = Lexicons({"titles": ["minister", "prime minister"]})

    assert found(lexicons, "the prime minister") == [("titles", "prime minister")]


def test_every_form_of_an_entry_matches():
    lexicons = Lexicons({"verbs": ["say, says, said"]})

    assert found(lexicons, "he said, they say") == [("verbs", "said"), ("verbs", "say")]


def test_a_list_of_the_user_replaces_ours_and_the_others_stay(tmp_path):
    write(tmp_path, "media.txt", SOURCE + "Kalvene Post | the local paper\n")

    lexicons = read_lexicons(tmp_path)

    assert found(lexicons, "the spokesman in Reuters and the Kalvene Post") == [
        ("spokespersons", "spokesman"),
        ("media", "Kalvene Post"),
        ("verbs_plain", "Post"),
    ]


def test_a_list_of_a_new_name_is_added(tmp_path):
    write(tmp_path, "harbour_words.txt", SOURCE + "stevedore\n")

    assert found(read_lexicons(tmp_path), "stevedores") == [("harbour_words", "stevedores")]


def test_all_faults_of_word_lists_are_told_with_file_and_line(tmp_path):
    write(tmp_path, "media.txt", SOURCE + "Reuters\n|why\nAFP | x | y\n")
    write(tmp_path, "medias.txt", SOURCE + "Reuters\n")
    write(tmp_path, "former.txt", "retired\n")
    write(tmp_path, "dated.txt", SOURCE)
    (tmp_path / "studies.txt").write_bytes(b"# source: x\nstudy\nenqu\xeate\n")

    with pytest.raises(CorpusError) as error:
        read_lexicons(tmp_path)

    assert [(fault.path.name, fault.line, fault.what) for fault in error.value.faults] == [
        ("dated.txt", None, "has no entries; add one a line, or remove the file"),
        (
            "former.txt",
            None,
            "says nowhere where its entries are from; add a line # source: …",
        ),
        ("media.txt", 3, "'' has a form without a word; write: form, other form | why"),
        ("media.txt", 4, "more than one |; write: entry | why"),
        ("medias.txt", None, "no list has this name; did you mean media.txt?"),
        ("studies.txt", 3, "not UTF-8; save the file as UTF-8"),
    ]


def test_a_folder_without_lists_is_refused(tmp_path):
    with pytest.raises(CorpusError, match=r"no \.txt file here"):
        read_lexicons(tmp_path)
