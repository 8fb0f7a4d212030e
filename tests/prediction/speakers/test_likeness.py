"""What the network makes of the words for a speaker counts beside what the words say."""

from dataclasses import replace

import numpy as np
import pytest

from stance.parts import Span
from stance.prediction.mention_vectors import MentionVector, TokenMentions
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers
from stance.prediction.speakers.linking.likeness import likeness
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Form, Mention

OFFICIAL, FACT = (-0.1, -3.0, -3.0), (-5.0, -5.0, -0.02)


def vector(*place, newness=0.0):
    return MentionVector(place, newness=newness)


def mention(at):
    return Mention(span=Span(0, 1), form=Form.DESCRIPTION, called=Span(0, 1), vector=at)


def names(*told, first=()):
    """Give the names of the speakers of sentences, each a source with its vector.

    Before them may come a sentence in which nobody speaks, with a vector for all of its words.
    """
    text, scored = "", []
    for sentence, at in [first] if first else []:
        text += f"{sentence} "
        whole = Span(0, len(sentence))
        scored.append(scored_with(at, whole, log_probabilities=FACT))
    for source, at in told:
        start = len(text)
        text += f"The lake is low, {source} said. "
        span = Span(start + 17, start + 17 + len(source))
        whole = Span(start, len(text) - 1)
        scored.append(scored_with(at, whole, log_probabilities=OFFICIAL, source=span))
    article = resolve_speakers(text, scored)
    speakers = map(article.speaker_of, article.sentences)
    return [speaker.name for speaker in speakers if speaker]


def scored_with(at, span, **rest):
    tokens = None if at is None else tokens_of(at, span)
    return ScoredSentence(span=span, tokens=tokens, **rest)


def tokens_of(at, span):
    """One token for the whole sentence."""
    vectors = np.array([[*at.place, at.newness]], dtype=np.float32)
    return TokenMentions(vectors=vectors, offsets=np.array([span]))


ALIKE, OTHER = vector(3.0, 0.0), vector(0.0, 3.0)


def test_odds_have_bounds():
    voice = Voice(vectors=[vector(90.0)])

    assert likeness(mention(vector(1.0)), voice) == 6.0
    assert likeness(mention(vector(-1.0)), voice) == -6.0


def test_without_vectors_there_are_no_odds():
    voice = Voice()

    assert likeness(mention(None), voice) is None
    assert likeness(mention(ALIKE), voice) is None


@pytest.mark.parametrize(("at", "n"), [(ALIKE, 1), (OTHER, 2), (None, 2)])
def test_a_description_without_a_word_in_common_can_be_somebody_known(at, n):
    assert len(set(names(("Ada Obi, the mayor,", ALIKE), ("the Orno native", at)))) == n


@pytest.mark.parametrize(("at", "n"), [(ALIKE, 1), (OTHER, 2), (None, 2)])
def test_who_has_spoken_without_a_name_is_called_by_one(at, n):
    assert len(set(names(("The regulator", ALIKE), ("Larkspur", at)))) == n


FAINTLY = vector(0.5, 0.0)  # odds of 1.5


@pytest.mark.parametrize(("at", "name"), [(ALIKE, "Ada Obi"), (FAINTLY, "Larkspur Council")])
def test_a_person_can_speak_for_a_body_that_is_called_otherwise(at, name):
    told = names(("The Larkspur Council", ALIKE), ("Ada Obi, a chemist,", at))

    assert told[0] == name
    assert told[1] == "Ada Obi"


def test_who_has_only_been_named_has_nobody_to_speak_for_it():
    first = ("The Larkspur Council meets.", ALIKE)

    assert names(("Ada Obi, a chemist,", ALIKE), ("The Larkspur Council", OTHER), first=first) == [
        "Ada Obi",
        "Larkspur Council",
    ]


@pytest.mark.parametrize("other", ["Ben Tarn, the sheriff,", "Larkspur"])
def test_nobody_has_two_names(other):
    assert len(set(names(("Ada Obi, the mayor,", ALIKE), (other, ALIKE)))) == 2


@pytest.mark.parametrize(
    ("at", "name"), [(ALIKE, "Ada Obi"), (OTHER, "Eva Tarn"), (None, "Eva Tarn")]
)
def test_a_pronoun_is_who_spoke_last_or_somebody_likelier(at, name):
    first, second = ("Ada Obi, the mayor,", ALIKE), ("Eva Tarn, the sheriff,", OTHER)

    assert names(first, second, ("she", at))[-1] == name


def test_a_pronoun_is_not_somebody_far_above():
    first, second = ("Ada Obi, the mayor,", ALIKE), ("Eva Tarn, the sheriff,", OTHER)
    told = [first, second, *[("Tarn", OTHER)] * 3, ("she", ALIKE)]

    assert names(*told)[-1] == "Eva Tarn"


@pytest.mark.parametrize("told", ["the actress", "the residents", "Obi's lawyer"])
def test_nobody_is_of_another_gender_or_several(told):
    assert len(set(names(("Father Ivo Obi, the abbot,", ALIKE), (told, ALIKE)))) == 2


@pytest.mark.parametrize(("at", "n"), [(ALIKE, "Ada Obi"), (OTHER, "the Orno native")])
def test_who_has_only_been_named_can_be_meant(at, n):
    first = ("Ada Obi has held the post since 2019.", ALIKE)

    assert names(("the Orno native", at), first=first) == [n]


@pytest.mark.parametrize("told", ["one organizer", "officials"])
def test_who_has_only_been_named_is_not_just_anybody(told):
    first = ("The Larkspur Lakers walked to Orno.", ALIKE)

    assert names((told, ALIKE), first=first) == [told]


def test_a_place_is_not_its_senator():
    first = ("Larkspur has two of them.", ALIKE)

    assert "Larkspur" not in names(("the Larkspur senator", ALIKE), first=first)


@pytest.mark.parametrize("at", [ALIKE, OTHER])
def test_whose_paper_it_is_the_rules_say_of_who_has_only_been_named(at):
    first = ("The Larkspur Institute has asked 1,000 divers.", ALIKE)

    assert names(("the report", at), first=first) == names(("the report", None), first=first)


def test_a_paper_is_that_of_somebody_who_has_been_heard():
    voice = Voice(sources=[mention(OTHER)], vectors=[ALIKE, OTHER])
    paper = replace(mention(ALIKE), is_paper=True)

    assert likeness(paper, voice) == 0.0
    assert likeness(mention(ALIKE), voice) == 6.0


def test_several_are_not_called_by_the_name_of_one():
    told = ("several senators", ALIKE), ("Ada Obi", ALIKE)

    assert names(*told) == ["several senators", "Ada Obi"]
