"""How present a voice is in the reader's mind, and how well a pronoun fits it."""

from collections.abc import Iterable
from dataclasses import replace

from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Mention
from stance.prediction.speakers.vocabulary.lexicon import lexicon

#: What each thing is worth, in natural logarithms; found by search on the training articles.
SPOKEN_DECAY = 1.0
SEEN_DECAY = 0.9
LED = -0.4
NOT_LED = -2.0
UNSURE_BEING = -0.46
THEY_PERSON = -2.0
UNHEARD = -1.0
DESCRIPTION_DECAY = 0.65
FAINTEST = -3.0


def fit_pronoun(mention: Mention, voice: Voice, place: int) -> float | None:
    """Say how well a pronoun fits a voice.

    Args:
        mention: A pronoun, or words that say no more than one.
        voice: Somebody known from before.
        place: Index of the mention's sentence.

    Returns:
        Higher for better, comparable between voices; None if it cannot point there.
    """
    if not voice.can_be(mention) or (mention.gender and voice.is_plural):
        return None
    if voice.is_faint and not voice.sources:
        return None
    if mention.being is Being.BODY and voice.gender and not voice.is_joint:
        return None  # "it" is nobody called Ada
    if mention.is_plural and not voice.is_plural:
        return None  # "one of them"
    if mention.being is Being.UNKNOWN:
        is_one = voice.being is not Being.BODY and not voice.is_plural
        unsure = THEY_PERSON * is_one + UNHEARD * (not voice.sources)
    else:
        is_sure = voice.being is mention.being or (mention.being is Being.PERSON and voice.gender)
        unsure = 0.0 if is_sure else UNSURE_BEING
    return unsure + nearness(voice, place)


def owner_among(voices: Iterable[Voice], mention: Mention, place: int) -> Voice | None:
    """Find whose "his lawyer" somebody is: not the lawyer, but whoever "he" would be.

    Args:
        voices: Those who come into question.
        mention: A pronoun or a description.
        place: Index of the mention's sentence.

    Returns:
        The owner; None where no person owns what is described, or it is called the same itself.
    """
    known = lexicon().pronouns
    whose = [known[word] for word in mention.owner if word in known and known[word].gender]
    if not whose or mention.being is not Being.PERSON:
        return None
    he = replace(mention, gender=whose[0].gender)
    scores = {voice: fit_pronoun(he, voice, place) for voice in voices}
    fits = {voice: score for voice, score in scores.items() if score is not None}
    owner = max(fits, key=fits.__getitem__, default=None)
    return owner if owner and mention.head not in owner.traits else None


def nearness(voice: Voice, place: int) -> float:
    """Say how present a voice is in the reader's mind.

    Args:
        voice: Somebody known from before.
        place: Index of the sentence that is read.

    Returns:
        0 at best, in natural logarithms.
    """
    spoken = -SPOKEN_DECAY * (place - voice.spoke_at)
    seen = (LED if voice.led else NOT_LED) - SEEN_DECAY * (place - voice.seen_at)
    return max(spoken, seen)


def faintly(voice: Voice, place: int) -> float:
    """Say how present a voice is for a description, which reaches further than a pronoun.

    Args:
        voice: Somebody known from before.
        place: Index of the sentence that is read.

    Returns:
        0 at best, in natural logarithms.
    """
    return max(DESCRIPTION_DECAY * nearness(voice, place), FAINTEST)
