"""Labelling functions that know a speaker's capacity from how they speak, and of what."""

import re

from stance.labeling.context import SentenceContext
from stance.labeling.functions.speakers import vote_with_words
from stance.labeling.registry import labelling_function
from stance.labeling.votes import Vote
from stance.labels import Label

_TELLS = re.compile(
    r"\b(?:court|inquiry|commissioners|committee|hearing|dock|trial|testif\w+|pleaded|campaign\w*|"
    r"voters|supporters|memoirs?|rally|remember\w*|recall\w*|admit\w*|denie[sd]|apologi\w+|confess\w*)\b"
)
_OFFICES = frozenset(["official_titles", "organisation_heads", "justice"])


@labelling_function
def former_official_assesses(sentence: SentenceContext) -> Vote | None:
    """Somebody whose office is over comments on the affairs of others.

    Not for one who tells what happened to them, nor for one who still holds an office.
    """
    known = sentence.speaker_capacity
    is_former = known is not None and known.label is None and known.list in _OFFICES
    if not is_former or _TELLS.search(sentence.lower):
        return None
    return vote_with_words(sentence, Label.EXPERT_ANALYSIS)


@labelling_function
def words_of_speech(sentence: SentenceContext) -> Vote | None:
    """Points at the words for the speaker and for the speech, and leaves the label open.

    Not for a sentence that only reports events.
    """
    speech = sentence.speech
    return Vote(source=speech.source, cue=speech.cue) if speech else None


@labelling_function
def institutional_verb(sentence: SentenceContext) -> Vote | None:
    """A speaker of unknown capacity pledges, condemns, confirms or urges, as institutions do.

    Not where words say what the speaker is, nor for a pronoun.
    """
    return _by_verb(sentence, verbs="verbs_official", label=Label.OFFICIAL_STATEMENT)


@labelling_function
def analytical_verb(sentence: SentenceContext) -> Vote | None:
    """A speaker of unknown capacity explains, estimates, argues or forecasts, as experts do.

    Not where words say what the speaker is, nor for a pronoun.
    """
    return _by_verb(sentence, verbs="verbs_expert", label=Label.EXPERT_ANALYSIS)


@labelling_function
def statement_as_medium(sentence: SentenceContext) -> Vote | None:
    """Somebody of unknown capacity speaks in a statement, a press release or a briefing.

    Not for a statement of a family or another speaker whom words know.
    """
    if sentence.speech is None or sentence.speaker_label or not sentence.says("statement_media"):
        return None
    return vote_with_words(sentence, Label.OFFICIAL_STATEMENT)


def _by_verb(sentence: SentenceContext, *, verbs: str, label: Label) -> Vote | None:
    """Vote by the verb alone for somebody with a name of whom nothing else is known."""
    speech, words = sentence.speech, sentence.speaker_words
    if speech is None or speech.verbs != verbs or sentence.speaker_capacity is not None:
        return None
    is_named = any(map(sentence.article.page.is_name_word, words)) and words[-1].key != "it"
    return vote_with_words(sentence, label) if is_named else None
