"""Labelling functions that know a speaker's capacity from how they speak, and of what."""

import re

from stance.labeling.context import SentenceContext
from stance.labeling.functions.speakers import vote_with_words
from stance.labeling.registry import labelling_function
from stance.labeling.votes import Vote
from stance.labels import Label

_FIGURE = re.compile(r"\d|\b(?:per cent|percent|million|billion)\b")
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
    if not _is_former(sentence) or _TELLS.search(sentence.lower):
        return None
    return vote_with_words(sentence, Label.EXPERT_ANALYSIS)


@labelling_function
def former_official_tells(sentence: SentenceContext) -> Vote | None:
    """Somebody whose office is over testifies, recalls or complains in a matter of their own.

    Not for one who assesses the affairs of others.
    """
    if not _is_former(sentence) or not _TELLS.search(sentence.lower):
        return None
    return vote_with_words(sentence, Label.REPORTED_FACT)


def _is_former(sentence: SentenceContext) -> bool:
    known = sentence.capacity or sentence.known_capacity or sentence.pronoun_capacity
    return known is not None and known.is_former and known.list in _OFFICES


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
def personal_verb(sentence: SentenceContext) -> Vote | None:
    """A speaker of unknown capacity remembers, complains or jokes, as private people do.

    Not where words say what the speaker is.
    """
    label = Label.REPORTED_FACT
    return _by_verb(sentence, verbs="verbs_private", label=label, is_anyone=sentence.is_pronoun)


@labelling_function
def statement_as_medium(sentence: SentenceContext) -> Vote | None:
    """Somebody of unknown capacity speaks in a statement, a press release or a briefing.

    Not for a statement of a family or another speaker whom words know.
    """
    if sentence.speech is None or sentence.speaker_label or not sentence.says("statement_media"):
        return None
    return vote_with_words(sentence, Label.OFFICIAL_STATEMENT)


@labelling_function
def figure_with_official_issuer(sentence: SentenceContext) -> Vote | None:
    """A figure is attributed to a body of the state that issued it.

    Not for a figure that nobody is named for.
    """
    issuers = {"public_bodies", "known_bodies", "justice"}
    if sentence.capacity is None or sentence.capacity.list not in issuers:
        return None
    if sentence.speech is None or sentence.speech.verbs != "view_phrases":
        return None
    is_figure = _FIGURE.search(sentence.lower) is not None
    return vote_with_words(sentence, Label.OFFICIAL_STATEMENT) if is_figure else None


def _by_verb(
    sentence: SentenceContext, *, verbs: str, label: Label, is_anyone: bool = False
) -> Vote | None:
    """Vote by the verb alone for somebody with a name, or for anyone at all."""
    speech = sentence.speech
    known = sentence.capacity or sentence.known_capacity or sentence.pronoun_capacity
    if speech is None or speech.verbs != verbs or known is not None:
        return None
    words = sentence.words[speech.first : speech.last]
    is_named = any(map(sentence.article.page.is_name_word, words))
    if not (is_named or is_anyone) or words[-1].key == "it":
        return None
    return vote_with_words(sentence, label)
