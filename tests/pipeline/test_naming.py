import numpy as np

from stance.article import Article
from stance.labels import Label
from stance.parts import Sentence, Span, Speaker
from stance.pipeline.naming import name_all
from stance.prediction.mention_vectors import TokenMentions
from stance.prediction.scores import ScoredSentence

OFFICIAL, FACT = Label.OFFICIAL_STATEMENT, Label.REPORTED_FACT


def told(*lines, speakers):
    """Name all in an article of (speaker or None, words), the source between square brackets."""
    text, sentences, heard = "", [], []
    for speaker, marked in lines:
        start = len(text)
        opened, closed = marked.find("["), marked.find("]") - 1
        text += marked.replace("[", "").replace("]", "") + " "
        span = Span(start, len(text) - 1)
        source = Span(start + opened, start + closed) if opened >= 0 else None
        label = OFFICIAL if speaker else FACT
        sentences.append(
            Sentence(start=span.start, end=span.end, label=label, speaker=speaker, source=source)
        )
        vectors = np.full((1, 3), len(heard), dtype=np.float32)
        tokens = TokenMentions(vectors=vectors, offsets=np.array([span]))
        heard.append(ScoredSentence(span=span, log_probabilities=(), source=source, tokens=tokens))
    cast = tuple(
        Speaker(id=key, name=name, kind="official", mentions=()) for key, name in speakers.items()
    )
    article = Article(text=text, sentences=tuple(sentences), speakers=cast)
    return list(name_all(article, heard))


def test_a_name_is_that_of_the_speaker_who_bears_it():
    found = told(
        (None, "Ada Obi left Ben Tarn on Monday."),
        ("s1", "[The mayor] said the lake is low."),
        ("s1", "It will stay low, [Obi] said."),
        speakers={"s1": "Ada Obi"},
    )

    obi, tarn, *rest = found
    assert [one.speaker for one in (obi, *rest)] == ["s1"] * 3
    assert tarn.speaker != "s1"
    assert [one.is_source for one in found] == [False, False, True, True]


def test_whoever_else_is_named_again_is_the_same():
    first, again, other = told(
        (None, "Ben Tarn was there."), (None, "Mr Tarn left with Ida Moss."), speakers={}
    )

    assert first.speaker == again.speaker != other.speaker


def test_a_name_of_several_is_left_out():
    found = told(
        ("s1", "[Ada Obi] said the lake is low."),
        ("s2", "[Ben Obi] said it is not."),
        (None, "Then Obi left."),
        speakers={"s1": "Ada Obi", "s2": "Ben Obi"},
    )

    assert [one.speaker for one in found] == ["s1", "s2"]


def test_the_state_is_what_the_network_makes_of_the_words():
    (found,) = told((None, "It rained."), ("s1", "[Ada Obi] said so."), speakers={"s1": "Ada Obi"})

    assert found.state == (1.0, 1.0, 1.0)
