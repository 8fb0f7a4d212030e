"""Whom a mention without a name fits best, of those whom an article has named."""

from collections.abc import Sequence

from stance.prediction.speakers.linking.descriptions import is_of_another
from stance.prediction.speakers.linking.fitting import fit
from stance.prediction.speakers.linking.likeness import likeness
from stance.prediction.speakers.linking.nearness import owner_among
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.vocabulary.lexicon import lexicon

#: The least that a mention must fit, in natural logarithms, to be taken for somebody known.
PRONOUN_FLOOR = -6.0
DESCRIPTION_FLOOR = -2.0
#: What the network's log-odds are worth; chosen on articles that it has not learnt from.
WEIGHT = 0.5
#: And for "he" and "they", of which it knows less: mostly how near and of what gender somebody is.
WEIGHT_OF_PRONOUN = 0.3
#: What it costs, in natural logarithms, that no rule lets a description point at a voice.
STRANGE = -3.0


def choose(
    mention: Mention, voices: Sequence[Voice], place: int, *, chances: Sequence[float]
) -> Voice | None:
    """Find the voice that a pronoun or a description fits best.

    Args:
        mention: Without a proper name.
        voices: Those whom a reader has in mind, the latest first.
        place: Index of the mention's sentence.
        chances: Probability of each capacity for the sentence.

    Returns:
        The voice; None if it fits nobody well enough.
    """
    if same := next((one for one in voices if _are_the_same(mention, one)), None):
        return same
    best = None
    floor = PRONOUN_FLOOR if mention.form is Form.PRONOUN else DESCRIPTION_FLOOR
    owner = owner_among(voices, mention, place)
    for voice in voices:
        worth = _worth(mention, voice, place) if voice is not owner else None
        if worth is not None and worth + voice.agreement(chances) > floor:
            best, floor = voice, worth + voice.agreement(chances)
    return best or _taken_for_other_sex(mention, voices, place)


def _are_the_same(mention: Mention, voice: Voice) -> bool:
    """Whether it is "Orno investigators", and they have been heard before."""
    is_several = mention.is_plural and voice.is_plural and mention.form is Form.DESCRIPTION
    is_one = is_several and bool(mention.about) and bool(voice.sources) and not voice.names
    last = voice.sources[-1] if is_one else mention
    return is_one and (last.traits, last.about) == (mention.traits, mention.about)


def _taken_for_other_sex(mention: Mention, voices: Sequence[Voice], place: int) -> Voice | None:
    """Find who has just spoken, whom only a given name makes a man, where "she" is nobody else."""
    if mention.form is not Form.PRONOUN or not mention.gender:
        return None
    last = next((one for one in voices if one.spoke_at == place - 1 and one.is_guessed), None)
    odds = likeness(mention, last) if last else None
    if last is None or (odds is not None and odds < 0):
        return None
    last.gender = mention.gender
    return last


def _worth(mention: Mention, voice: Voice, place: int) -> float | None:
    """Say how well a mention fits a voice by what the words say, and in the network's eyes."""
    told = fit(mention, voice, place)
    speaks = "speaks" in lexicon().classes_of(mention.head) or "press" in mention.traits
    is_client = speaks and not voice.sources  # "the Larkspur press service"
    odds = None if is_client else likeness(mention, voice)  # whose spokesman it is, words tell
    if odds is None:
        return told
    is_pronoun = mention.form is Form.PRONOUN
    if told is None and not is_pronoun and _can_be_strange(mention, voice):
        told = STRANGE
    weight = WEIGHT_OF_PRONOUN if is_pronoun else WEIGHT
    return None if told is None else told + weight * odds


def _can_be_strange(mention: Mention, voice: Voice) -> bool:
    """Whether all that speaks against a description of a voice is that no rule knows of it."""
    is_others = not mention.owner.isdisjoint(voice.words) or is_of_another(mention, voice)
    is_place = any(mention.about.issuperset(name) for name in voice.names)  # "the Orno senator"
    is_one = voice.can_be(mention) and mention.is_plural == voice.is_plural
    is_told = mention.is_definite and not (mention.is_bare and mention.is_plural)
    is_known = is_told or bool(voice.sources)  # "one organizer" is nobody just named
    return is_one and is_known and not (is_others or (is_place and voice.being is not Being.BODY))
