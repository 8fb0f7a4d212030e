"""How well a noun, "the minister", fits what is known of a voice."""

from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Mention
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import singular

#: What each thing is worth, in natural logarithms; found by search on the training articles.
SAME_NOUN = 3.0
SAME_CLASS = 1.0
NO_NOUN = 0.0
OTHER_NOUN = -0.8
NO_NOUN_SILENT = -2.0
SILENT_TRADE = 0.3
#: Classes of nouns for offices: "the president" is known without having been named.
_OFFICES = frozenset({"official", "heads", "leads", "chief", "judge", "lawyer"})


def worth_of_noun(mention: Mention, voice: Voice) -> float | None:
    """Say how well a noun fits what is known of a voice.

    Args:
        mention: A description.
        voice: Somebody known from before.

    Returns:
        Higher for better, in natural logarithms; None if not at all.
    """
    if mention.head in voice.traits or any(mention.head in name for name in voice.names):
        return SAME_NOUN
    if mention.head == "source" and "source" in voice.classes and not voice.names:
        return SAME_NOUN  # "people familiar with the matter"
    is_unnamed = mention.head == "source" and _is_unnamed(voice)  # "who asked not to be named"
    if is_unnamed or _is_made_by(mention, voice):
        return SAME_CLASS
    if mention.is_plural and not voice.is_plural:
        return SAME_CLASS if _wrote(mention, voice) else None
    if not lexicon().classes.get(mention.head, frozenset()).isdisjoint(voice.classes):
        return SAME_CLASS
    return None if mention.is_plural or not voice.names else _worth_of_new_noun(mention, voice)


def _is_made_by(mention: Mention, voice: Voice) -> bool:
    """Whether it is "the production company", and a voice Larkspur Productions."""
    told = mention.traits - set(map(singular, mention.about))
    return any(singular(name[-1]) in told for name in voice.names if len(name) > 1)


def _is_unnamed(voice: Voice) -> bool:
    """Whether one person has spoken, and nobody is told who."""
    is_one = voice.being is Being.PERSON and not voice.is_plural
    return is_one and bool(voice.sources) and not voice.names


def _wrote(mention: Mention, voice: Voice) -> bool:
    """Whether "the researchers" are those of a study that has been heard."""
    known = lexicon()
    is_paper = not known.documents.isdisjoint(voice.traits) and not voice.names
    return is_paper and "authors" in known.classes_of(mention.head) & voice.classes


def _worth_of_new_noun(mention: Mention, voice: Voice) -> float | None:
    """Say how well a noun fits a voice with a name of which nothing like it has been said."""
    if mention.being is Being.BODY and not _offices(mention) <= voice.traits | voice.words:
        return None  # "the mayor's office"
    if mention.being is Being.UNKNOWN:
        is_plain = not mention.about and mention.traits <= {mention.head, "same"}
        is_outlet = voice.being is Being.BODY and mention.head == "source"  # its source is another
        return NO_NOUN if voice.sources and is_plain and not is_outlet else None
    if voice.classes:
        return OTHER_NOUN if voice.sources and mention.being is Being.PERSON else None
    if voice.sources:
        return NO_NOUN
    if mention.is_bare and mention.being is Being.PERSON:
        return None  # "Lawyer: Ada Obi has left"
    is_office = not _OFFICES.isdisjoint(lexicon().classes_of(mention.head))
    return NO_NOUN_SILENT if is_office or mention.being is Being.BODY else SILENT_TRADE


def _offices(mention: Mention) -> frozenset[str]:
    """Give whose body it is, of those who hold an office."""
    return (mention.traits - {mention.head}) & lexicon().roles.keys()
