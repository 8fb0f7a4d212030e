"""How well a mention without a name fits a voice."""

from collections.abc import Collection

from stance.prediction.speakers.demonyms import is_of_place
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.nearness import DESCRIPTION_DECAY, faintly, fit_pronoun, nearness
from stance.prediction.speakers.voices import Voice
from stance.prediction.speakers.words import tells_age

#: What each thing is worth, in natural logarithms; found by search on the training articles.
SAME_NOUN = 3.0
SAME_CLASS = 1.0
NO_NOUN = 0.0
OTHER_NOUN = -0.8
NO_NOUN_SILENT = -2.0
OTHER_ABOUT = -2.0
SAME_ABOUT = 1.0
NEW_DETAIL = -0.85
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
    if "speaks" in lexicon().classes.get(mention.head, ()):
        return _fit_spokesperson(mention, voice, place)
    if not mention.is_definite:
        return None
    scores = [_fit_description(mention, voice, place)]
    if any(map(tells_age, mention.traits)):
        scores.append(_fit_aged(mention, voice, place))
    return max((score for score in scores if score is not None), default=None)


def _fit_aged(mention: Mention, voice: Voice, place: int) -> float | None:
    """Fit "the 31-year-old minister", who is somebody known even if no minister is."""
    score = fit_pronoun(mention, voice, place)
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
    if mention.about:
        telling = mention.about - lexicon().bodies or mention.about
        if telling.isdisjoint(voice.words):
            return None  # "Foreign Ministry" is not just any ministry
        return OWN_BODY + faintly(voice, place)
    if _is_of_body(mention, voice):
        return OWN_BODY + faintly(voice, place)  # "a council spokeswoman"
    if mention.is_definite and mention.head in voice.traits:
        return SAME_NOUN + faintly(voice, place)
    if mention.is_definite and not voice.traits.isdisjoint(lexicon().small["press"]):
        return SAME_CLASS + faintly(voice, place)  # "head of the press department"
    return nearness(voice, place) if voice.being is Being.BODY else None


def _is_of_body(mention: Mention, voice: Voice) -> bool:
    """Whether what stands before a noun, as in "council report", is what a body is called."""
    beside = mention.traits - {mention.head}
    is_theirs = bool(beside) and beside <= voice.words | voice.traits
    return is_theirs and voice.being is Being.BODY


def _fit_description(mention: Mention, voice: Voice, place: int) -> float | None:
    if not voice.can_be(mention) or _is_run_by(mention, voice) or _owns(voice, mention):
        return None
    if mention.is_plural != voice.is_plural and voice.being is Being.PERSON:
        return None
    if mention.about and voice.is_plural and not voice.names and not voice.about:
        return None  # "Utah officials" are not just any "officials"
    score = _worth_of_noun(mention, voice)
    if score is None:
        return None
    own = voice.words
    known = {mention.head, *voice.traits, *own}
    if voice.traits and not _placed(mention.traits, known) <= known:
        score += NEW_DETAIL
    beings = {voice.being, mention.being}
    is_named_body = bool(voice.names) and Being.BODY in beings and Being.PERSON not in beings
    if mention.about and (voice.about or is_named_body):
        is_other = _placed(mention.about, own).isdisjoint(own)
        if is_other and is_named_body and mention.head not in own:
            return None  # "the Shin Bet security service" is no ministry
        score += OTHER_ABOUT if is_other else SAME_ABOUT
    return score + faintly(voice, place)


def _placed(words: Collection[str], known: Collection[str]) -> set[str]:
    """Put the place for what is of it: Lebanon, where that is known, for "Lebanese"."""
    return {next((one for one in known if is_of_place(word, one)), word) for word in words}


def _is_run_by(mention: Mention, voice: Voice) -> bool:
    """Whether it is "the Hamas-run agency" of a voice that is called Hamas."""
    owners = {trait.rpartition("-")[0] for trait in mention.traits}
    return any(word in owners for name in voice.names for word in name)


def _owns(voice: Voice, mention: Mention) -> bool:
    """Whether it is "Obi's lawyer" of a person who is called Obi."""
    is_named = any(word in mention.owner for name in voice.names for word in name)
    return is_named and voice.being is Being.PERSON and mention.being is Being.PERSON


def _wrote(mention: Mention, voice: Voice) -> bool:
    """Whether "the researchers" are those of a study that has been heard."""
    known = lexicon()
    is_paper = not known.documents.isdisjoint(voice.traits) and not voice.names
    return is_paper and "authors" in known.classes_of(mention.head) & voice.classes


def _worth_of_noun(mention: Mention, voice: Voice) -> float | None:
    """Say how well "the minister" fits what is known of a voice; None if not at all."""
    if mention.head in voice.traits or any(mention.head in name for name in voice.names):
        return SAME_NOUN
    if mention.head == "source" and "source" in voice.classes and not voice.names:
        return SAME_NOUN  # "people familiar with the matter"
    if mention.is_plural and not voice.is_plural:
        return SAME_CLASS if _wrote(mention, voice) else None
    if not lexicon().classes.get(mention.head, frozenset()).isdisjoint(voice.classes):
        return SAME_CLASS
    return None if mention.is_plural or not voice.names else _worth_of_new_noun(mention, voice)


def _worth_of_new_noun(mention: Mention, voice: Voice) -> float | None:
    """Say how well a noun fits a voice with a name of which nothing like it has been said."""
    if mention.being is Being.UNKNOWN:
        is_plain = not mention.about and mention.traits <= {mention.head, "same"}
        return NO_NOUN if voice.sources and is_plain else None
    if voice.classes:
        return OTHER_NOUN if voice.sources and mention.being is Being.PERSON else None
    return NO_NOUN if voice.sources else NO_NOUN_SILENT
