"""Whose speech it is where no sentence around says so, as in an interview."""

from collections.abc import Sequence

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import (
    capacities,
    is_speech,
    label_of,
    outlet_likelier,
)
from stance.prediction.speakers.linking.cast import Cast
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.speech.carrying import SEVERAL
from stance.schemes import NEWS, LabelScheme

#: How much likelier than a model thinks the outlet speaks where nobody else is known to, in natural
#: logarithms; chosen on Wikinews and samples of real news.
UNKNOWN = 1.5


def doubt_orphans(
    scored: Sequence[ScoredSentence],
    voices: Sequence[Voice | None],
    page: Page,
    *,
    scheme: LabelScheme = NEWS,
) -> list[ScoredSentence]:
    """Make it likelier that the outlet speaks where an article shows nobody else who could.

    A model takes a columnist who argues like a lawyer for an expert. Where nobody has been heard
    whose speech could go on, it is most often wrong, and still more often after several at once;
    but in an interview, where the outlet has asked, it is most often right.

    Args:
        scored: The sentences of an article in order, with a model's scores and spans.
        voices: Who speaks in each sentence; None where nobody is known to.
        page: The article.
        scheme: Tells the label of the outlet.

    Returns:
        The sentences. Those that read like speech and have no voice get other scores, up to the
        first paragraph that is a question.
    """
    doubted = list(scored)
    last: Voice | None = None
    for place, (sentence, voice) in enumerate(zip(scored, voices, strict=True)):
        if page.is_question(sentence.span):
            break
        if voice is None and is_speech(sentence, scheme=scheme):
            gain = SEVERAL if last is not None and last.is_plural else UNKNOWN
            doubted[place] = outlet_likelier(sentence, gain, scheme=scheme)
        last = voice or last
    return doubted


def adopt_orphans(
    voices: Sequence[Voice | None],
    *,
    chances: Sequence[tuple[float, ...]],
    cast: Cast,
    scheme: LabelScheme = NEWS,
) -> list[Voice | None]:
    """Give each sentence that reads like speech, and has no voice, the likeliest one.

    That is the person whom the article tells most about, unless all of that person's other
    sentences are of another capacity; and where it names none, a voice without a name. So the
    sentence keeps the label that the model is sure of.

    Args:
        voices: Who speaks in each sentence; None where nobody is known to.
        chances: Probability of each label for each sentence.
        cast: Everybody whom the article names.
        scheme: Tells in which labels somebody speaks.

    Returns:
        The same list, with None only where the outlet speaks.
    """
    people = people_of(cast)
    unnamed: dict[str, Voice] = {}
    adopted = list(voices)
    for place, own in enumerate(chances):
        label = label_of(own, scheme=scheme)
        if voices[place] is None and label in scheme.attributed:
            shown = capacities(own, scheme=scheme)
            person = next((one for one in people[:5] if one.can_say(shown)), None)
            adopted[place] = person or unnamed.setdefault(label, Voice())
    return adopted


def people_of(cast: Cast) -> list[Voice]:
    """Give those whom an article names in full, and who may be people.

    Args:
        cast: Everybody whom it names.

    Returns:
        Those whom it tells most about first.
    """
    return sorted(
        (one for one in cast.voices if _has_full_name(one)),
        key=lambda one: (one.being is Being.PERSON, one.n_led, len(one.sightings)),
        reverse=True,
    )


def _has_full_name(voice: Voice) -> bool:
    """Whether the article gives a name of several words that is no body's."""
    return voice.being is not Being.BODY and any(len(name) > 1 for name in voice.names)
