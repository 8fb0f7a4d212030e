"""Interviews without labels: the questions are paragraphs of their own."""

import pytest

INTRODUCTION = ("fact", "Ines Okoro, a hydrologist, has written a book about lakes.")
TALK = (
    ("fact", "When were you last at one?"),
    ("fact", "Yesterday, and I was bored."),
    ("fact", "Why is it low?"),
    ("expert", "Because the dam leaks."),
)
SURE = 0.7


def test_answers_are_the_speech_of_who_is_introduced(speakers_of):
    names = speakers_of(INTRODUCTION, *TALK, between="\n\n", sure=SURE)

    assert names == ["", "", "Ines Okoro", "", "Ines Okoro"]


@pytest.mark.parametrize(
    ("personal", "plain"), [("were you last", "was she last"), ("and I was", "and she was")]
)
def test_an_outlet_that_asks_itself_answers_itself(speakers_of, personal, plain):
    lines = [(label, words.replace(personal, plain)) for label, words in TALK[:3]]
    lines.append(("fact", "Because the dam leaks."))

    assert set(speakers_of(INTRODUCTION, *lines, between="\n\n", sure=SURE)) == {""}


def test_the_outlet_takes_over_after_the_last_answer(speakers_of):
    closing = ("fact", "Her book is out now.")
    names = speakers_of(INTRODUCTION, *TALK, closing, between="\n\n", sure=SURE)

    assert names[-2:] == ["Ines Okoro", ""]


def test_one_question_makes_no_interview(speakers_of):
    names = speakers_of(INTRODUCTION, *TALK[:2], between="\n\n", sure=SURE)

    assert set(names) == {""}


def test_who_asks_by_name_does_not_answer(speakers_of):
    asked = [(label, words.replace("When", "Paul Duarte: When")) for label, words in TALK]
    names = speakers_of(
        ("fact", "Paul Duarte of the Record spoke to Ines Okoro, a hydrologist."),
        *asked,
        between="\n\n",
        sure=SURE,
    )

    assert names == ["", "", "Ines Okoro", "", "Ines Okoro"]


def test_a_columnist_who_asks_the_reader_is_the_outlet(speakers_of):
    column = [("fact", "I have never met Ines Okoro, who runs the dam."), *TALK[:3]]
    names = speakers_of(*column, ("fact", "Because I say so."), between="\n\n", sure=SURE)

    assert set(names) == {""}


def test_an_explainer_that_quotes_somebody_is_the_outlets(speakers_of):
    names = speakers_of(
        ("fact", "The dam of Orno leaks, says Ines Okoro, a hydrologist."),
        ("fact", "What can you do?"),
        ("fact", "Little."),
        ("fact", "Will you be paid?"),
        ("fact", "Hardly. “I was not,” a farmer wrote."),
        between="\n\n",
        sure=SURE,
    )

    assert set(names) == {""}


def test_a_columnist_who_asks_now_and_then_is_the_outlet(speakers_of):
    talk = [("fact", "Ines Okoro, who runs the dam, gave an interview."), *TALK[:3]]
    names = speakers_of(*talk, *[("fact", "Rain fell.")] * 40, between="\n\n", sure=SURE)

    assert set(names) == {""}
