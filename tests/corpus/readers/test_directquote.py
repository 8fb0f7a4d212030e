import pytest

from stance.corpus.readers.directquote import read_directquote
from stance.errors import CorpusError


def tagged(*stretches):
    return "".join(f"{word} {tag}\n" for words, tag in stretches for word in words.split())


def voices(draft):
    return [one.voice and one.voice.name for one in draft.sentences]


def test_a_right_speaker_is_the_nearest_after_the_quotation(write):
    path = write(
        a_dot_txt=tagged(
            ("Ann Lee", "I-Speaker"),
            ("left .", "Out"),
            ("“ Stay home , ”", "I-RightSpeaker"),
            ("said", "O"),
            ("Bo Ek", "I-Speaker"),
            (".", "O"),
        )
    )

    (draft,) = read_directquote([path])

    assert draft.text == "Ann Lee left . “ Stay home , ” said Bo Ek ."
    assert voices(draft)[-1] == "Bo Ek"
    assert draft.text[slice(*draft.sentences[-1].source)] == "Bo Ek"


def test_a_left_speaker_is_the_nearest_before_the_quotation(write):
    path = write(
        a_dot_txt=tagged(
            ("Ann Lee", "I-Speaker"), ("said :", "O"), ("“ Stay home . ”", "I-LeftSpeaker")
        )
    )

    (draft,) = read_directquote([path])

    assert voices(draft) == ["Ann Lee"]


def test_a_quotation_of_nobody_is_the_outlets(write):
    path = write(a_dot_txt=tagged(("“ Stay home . ”", "I-Unknown")))

    (draft,) = read_directquote([path])

    assert voices(draft) == [None]


def test_a_second_chunk_of_one_tag_starts_with_b(write):
    quotation = tagged(("“ Stay home , all of you . ”", "I-LeftSpeaker"))
    path = write(a_dot_txt=f"Ann I-Speaker\nBo B-Speaker\n{quotation}")

    (draft,) = read_directquote([path])

    assert voices(draft) == ["Bo"]


def test_each_paragraph_is_an_article_and_knows_its_line(write):
    path = write(a_dot_txt="Rain O\nfell O\n\n\nIt O\nstopped O\n")

    drafts = read_directquote([path])

    assert [(draft.id, draft.line, draft.text) for draft in drafts] == [
        ("a-1", 1, "Rain fell"),
        ("a-2", 5, "It stopped"),
    ]


def test_all_lines_without_a_tag_are_told(write):
    path = write(a_dot_txt="Rain O\nfell\nhard I-Loud\n")

    with pytest.raises(CorpusError) as caught:
        read_directquote([path])

    assert [fault.line for fault in caught.value.faults] == [2, 3]
