"""A cue is made whole, and a name is none."""

import pytest

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.source_spans import complete_cue


def completed(marked: str) -> tuple[str | None, str | None]:
    """Complete the cue between square brackets; the source is the first word."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    sentence = ScoredSentence(
        span=Span(0, len(text)),
        log_probabilities=(-0.1, -3.0, -3.0),
        source=Span(0, text.index(" ")),
        cue=Span(start, end),
    )
    found = complete_cue(sentence, page=Page(text))
    spans = (found.source, found.cue)
    return tuple(text[one.start : one.end] if one else None for one in spans)


@pytest.mark.parametrize(
    ("marked", "cue"),
    [
        ("Rome [called] for calm.", "called for"),
        ("Rome [has called] on all sides to stop.", "has called on"),
        ("Rome [pointed] out that it rained.", "pointed out"),
        ("Rome is [according] to them calm.", "according to"),
        ("Rome [went] on.", "went on"),
        ("Rome [called] it calm.", "called"),
        ("Rome [called, for] once, both sides.", "called, for"),
        ("Rome [called], on Monday, for calm.", "called"),
        ("Rome [called] on Monday for calm.", "called"),
        ("Rome [said] on Monday it was calm.", "said"),
    ],
)
def test_a_verb_has_the_word_that_goes_with_it(marked, cue):
    assert completed(marked) == ("Rome", cue)


@pytest.mark.parametrize("name", ["Omar bin [Said] died.", "Omar Al [Said] died.", "A [Said] bin"])
def test_a_name_is_no_cue(name):
    assert completed(name) == (None, None)


@pytest.mark.parametrize(
    "heading", ["Rain Is Over, Officials [Said]", "[Said] the mayor: no.", "All [Said] El Pais"]
)
def test_a_verb_written_large_is_a_cue(heading):
    assert completed(heading)[1] == "Said"
