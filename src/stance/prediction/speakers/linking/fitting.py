"""How well a mention without a name fits a voice."""

from stance.prediction.speakers.linking.descriptions import fit_description, is_of_another
from stance.prediction.speakers.linking.introducing import LEAD
from stance.prediction.speakers.linking.nearness import (
    DESCRIPTION_DECAY,
    faintly,
    fit_pronoun,
    nearness,
)
from stance.prediction.speakers.linking.nouns import SAME_CLASS, SAME_NOUN
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import singular, tells_age

#: What each thing is worth, in natural logarithms; found by search on the training articles.
OWN_BODY = 2.0
PAPER = 0.0
AUTHORS = -1.2
AGED = 1.0


def fit(mention: Mention, voice: Voice, place: int) -> float | None:
    """Say how well a pronoun or a description fits a voice.

    Args:
        mention: Without a proper name.
        voice: Somebody known from before.
        place: Index of the mention's sentence.

    Returns:
        Higher for better, comparable between voices; None if it cannot point there.
    """
    if mention.form is Form.PRONOUN:
        return fit_pronoun(mention, voice, place)
    if mention.head in lexicon().documents:
        return _fit_paper(mention, voice, place)
    if is_of_another(mention, voice):
        return None
    if "speaks" in lexicon().classes.get(mention.head, ()):
        return _fit_spokesperson(mention, voice, place)
    if not mention.is_definite:
        return _fit_headline(mention, voice, place)
    scores = [fit_description(mention, voice, place)]
    if mention.is_bare:
        scores.append(_fit_headline(mention, voice, place))
    if any(map(tells_age, mention.traits)) or mention.head in lexicon().small["native"]:
        scores.append(_fit_aged(mention, voice, place))
    return max((score for score in scores if score is not None), default=None)


def _fit_headline(mention: Mention, voice: Voice, place: int) -> float | None:
    """Fit "a rights group", or "rebels in Orno", to "Rights group" or "Rebels" in a headline."""
    if not voice.is_of_headline or place > LEAD or mention.is_plural != voice.is_plural:
        return None
    is_same = mention.head in voice.traits and voice.can_be(mention)
    own, theirs = mention.traits, voice.traits
    is_like = own == theirs if mention.is_plural else own <= theirs or theirs <= own
    return SAME_NOUN + nearness(voice, place) if is_same and is_like else None


def _fit_aged(mention: Mention, voice: Voice, place: int) -> float | None:
    """Fit "the 31-year-old minister", or "the Croat": somebody known even if no minister is."""
    score = None if voice.is_plural else fit_pronoun(mention, voice, place)
    return AGED + DESCRIPTION_DECAY * score if score is not None else None


def _fit_paper(mention: Mention, voice: Voice, place: int) -> float | None:
    """Fit "the report": the same paper as before, or its authors."""
    if mention.head in voice.traits:
        return SAME_NOUN + faintly(voice, place)
    if voice.spoke_at < 0 or mention.head in lexicon().small["kept"]:
        return None  # "Election Commission records"
    if _is_of_body(mention, voice):
        return OWN_BODY + faintly(voice, place)  # "a council report"
    if not mention.is_definite:
        return None
    near = PAPER + (faintly if voice.is_plural else nearness)(voice, place)
    is_theirs = "authors" in lexicon().classes_of(mention.head) & voice.classes
    return max(near, AUTHORS) if is_theirs and not voice.names else near


def _fit_spokesperson(mention: Mention, voice: Voice, place: int) -> float | None:
    """Fit "a spokesperson for the bank": the same as before, or the body itself."""
    if _speaks_for_another(mention, voice):
        return None
    if mention.about:
        return OWN_BODY + faintly(voice, place)
    if _is_of_body(mention, voice):
        return OWN_BODY + faintly(voice, place)  # "a council spokeswoman"
    if mention.is_definite and mention.head in voice.traits:
        return SAME_NOUN + faintly(voice, place)
    if mention.is_definite and not voice.traits.isdisjoint(lexicon().small["press"]):
        return SAME_CLASS + faintly(voice, place)  # "head of the press department"
    is_firm = voice.being is Being.UNKNOWN and not (voice.gender or voice.is_plural)
    is_body = voice.being is Being.BODY or (is_firm and bool(voice.sources))  # of Larkspur
    return nearness(voice, place) if is_body else None


def _speaks_for_another(mention: Mention, voice: Voice) -> bool:
    """Whether it is a spokesman "for the president", or of a ministry that is not just any."""
    told, client = _telling(mention.about), mention.owner & lexicon().persons
    is_others = told.isdisjoint(_known_words(voice)) if told else False
    is_others = is_others or (bool(client) and client.isdisjoint(voice.traits | voice.words))
    is_others = is_others or _speaks_for_state(mention, voice)
    return is_others or _speaks_for_other_body(mention, voice)


def _speaks_for_state(mention: Mention, voice: Voice) -> bool:
    """Whether it is "a Scottish government spokesman", and a voice the Scottish Lake Inquiry."""
    bodies = mention.traits & lexicon().small["state-body"]
    is_named = not voice.sources and all(len(name) > 1 for name in voice.names)
    is_of_nation = bool(mention.about) and mention.about <= lexicon().nations
    return bool(bodies) and is_of_nation and is_named and bodies.isdisjoint(voice.words)


def _known_words(voice: Voice) -> set[str]:
    """Give the words that tell whether a spokesman is a voice's: of a person, those of the name."""
    is_person = voice.being is Being.PERSON and bool(voice.names)
    is_spokesman = "speaks" in voice.classes
    return voice.name_words if is_person and not is_spokesman else voice.words


def _speaks_for_other_body(mention: Mention, voice: Voice) -> bool:
    """Whether it is a spokesman for "the union", and a voice a department."""
    known = lexicon()
    nouns = mention.owner & known.bodies
    theirs = {singular(word) for word in voice.traits | voice.words}
    if not nouns or mention.about or not nouns.isdisjoint(theirs):
        return False
    classes = voice.classes
    is_known = voice.being is Being.BODY and bool(classes)
    return is_known and all(known.classes_of(noun).isdisjoint(classes) for noun in nouns)


def _telling(names: frozenset[str]) -> frozenset[str]:
    """Give of the words for a body those that tell it from others: no "foreign", no "ministry"."""
    known = lexicon()
    named = names - known.bodies
    return named - known.small["field"] - known.small["portfolio"] - {"foreign"} or named or names


def _is_of_body(mention: Mention, voice: Voice) -> bool:
    """Whether what stands before a noun, as in "council report", is what a body is called."""
    beside = mention.traits - {mention.head}
    is_theirs = bool(beside) and beside <= voice.words | voice.traits
    return is_theirs and voice.being is Being.BODY
