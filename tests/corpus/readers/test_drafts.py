from pathlib import Path

import pytest

from stance.corpus.annotations import Voice
from stance.corpus.readers.drafts import Draft, DraftSentence, finish
from stance.errors import CorpusError
from stance.labels import Label, SpeakerKind
from stance.parts import Span

TEXT = "Ann Lee said no."


def draft(name="a", **fields):
    sentence = DraftSentence(span=Span(0, len(TEXT)), **fields)
    return Draft(path=Path("a.txt"), line=3, id=name, text=TEXT, sentences=(sentence,))


def sentence_of(one, default=None):
    (article,) = finish([one], default_label=default)
    return article.sentences[0]


def test_the_kind_of_the_speaker_gives_the_label():
    voice = Voice(name="Ann Lee", kind=SpeakerKind.EXPERT)

    assert sentence_of(draft(voice=voice), Label.REPORTED_FACT).label is Label.EXPERT_ANALYSIS


def test_the_label_gives_the_kind_of_the_speaker():
    (article,) = finish(
        [draft(voice=Voice(name="Ann Lee"))], default_label=Label.OFFICIAL_STATEMENT
    )

    assert article.speakers[0].kind is SpeakerKind.OFFICIAL


def test_spans_are_widened_to_whole_words():
    found = sentence_of(
        draft(
            voice=Voice(name="Ann Lee"),
            label=Label.REPORTED_FACT,
            source=Span(1, 6),
            cue=Span(7, 11),
        )
    )

    assert (found.source, found.cue) == (Span(0, 7), Span(8, 12))


def test_a_cue_that_crosses_its_source_is_left_out():
    voice = Voice(name="Ann Lee")

    found = sentence_of(
        draft(voice=voice, label=Label.REPORTED_FACT, source=Span(0, 7), cue=Span(4, 12))
    )

    assert (found.source, found.cue) == (Span(0, 7), None)


def test_faults_name_file_and_line_all_at_once():
    voice = Voice(name="Ann Lee", kind=SpeakerKind.EXPERT)

    with pytest.raises(CorpusError) as caught:
        finish(
            [draft(), draft("b", voice=voice, label=Label.REPORTED_FACT), draft("a")],
            default_label=None,
        )

    lines = str(caught.value).splitlines()
    assert all(line.startswith("a.txt:3: ") for line in lines)
    assert "1 of 1 sentences have no label in this format" in lines[0]
    assert "is of kind expert; one of the two is wrong" in lines[1]
    assert "id 'a' is taken by a.txt" in lines[2]


def test_a_sentence_that_cannot_be_is_told_beside_the_other_faults():
    empty = Draft(
        path=Path("b.txt"),
        line=7,
        id="b",
        text="",
        sentences=(DraftSentence(span=Span(0, 0), label=Label.REPORTED_FACT),),
    )

    with pytest.raises(CorpusError) as caught:
        finish([empty, draft()], default_label=None)

    assert [(fault.path.name, fault.line) for fault in caught.value.faults] == [
        *(("b.txt", 7), ("a.txt", 3))
    ]
    assert "article 'b': a sentence cannot go from 0 to 0" in str(caught.value)
