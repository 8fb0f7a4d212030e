import pytest

from stance.labeling.context import ArticleContext

SPEECHES = [
    ("The minister said taxes would fall.", "The minister", "said"),
    ("“No,” said the minister on Monday.", "the minister", "said"),
    ("Taxes will fall, the minister said.", "the minister", "said"),
    ("Ines Okoro, a hydrologist at Lund, said no.", "Ines Okoro, a hydrologist at Lund", "said"),
    ("On Monday, the mayor also warned of floods.", "the mayor", "warned"),
    ("According to the WHO, 40 died.", "the WHO", "According to"),
    ("That is wrong, in Okoro's view.", "Okoro's", "view"),
    ("Ines Okoro, 71, who has left, said no.", "Ines Okoro, 71, who has left", "said"),
    ("Two days later he noted the same.", "he", "noted"),
    ("Reuters quoted sources, but the minister said no.", "the minister", "said"),
    ("Minister: port closes", "Minister", None),
    ("The commissioner, Ms Ida Lund, said no.", "The commissioner, Ms Ida Lund", "said"),
    ("“No,” said its chair, Ida Lund, at noon.", "its chair, Ida Lund", "said"),
]
SILENCES = [
    "The report on the lake is late.",
    "He was told to leave.",
    "The minister had been called to the palace.",
    "They wanted to say no.",
    "The United States recognised it.",
    "Nobody said a word.",
    "“The mayor said no.”",
    "It costs 12 per cent more.",
    "",
]


def words_of(text, span):
    return text[span.start : span.end] if span else None


@pytest.mark.parametrize(("text", "source", "cue"), SPEECHES, ids=[text for text, *_ in SPEECHES])
def test_the_words_for_speaker_and_speech_are_found(text, source, cue):
    sentence = ArticleContext(text).sentences[-1]

    assert words_of(text, sentence.speech.source) == source
    assert words_of(text, sentence.speech.cue) == cue


@pytest.mark.parametrize("text", SILENCES)
def test_nobody_speaks_where_nothing_is_said(text):
    sentences = ArticleContext(text).sentences

    assert [sentence.speech for sentence in sentences] == [None] * len(sentences)


def test_a_medium_that_relays_a_named_voice_is_not_the_speaker():
    text = "Reuters reported that talks had failed, the minister said."
    sentence = ArticleContext(text).sentences[0]

    assert words_of(text, sentence.speech.source) == "the minister"
