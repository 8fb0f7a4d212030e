"""Labelling functions that know a speaker's capacity from how they are said to speak."""

import re

from stance.labeling.functions.voiced import vote_with_words
from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label

_FIGURE = re.compile(r"\d|\b(?:per cent|percent|million|billion)\b")


@labelling_function
def words_of_speech(sentence: SentenceContext) -> Vote | None:
    """Points at the words for the speaker and for the speech, and leaves the label open.

    Not for a sentence that only reports events.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(words_of_speech, "According to Ana Ruiz, the lake is shrinking.")
        '[Ana Ruiz] [According to]'
        >>> vote_on(words_of_speech, "The lake is shrinking.")
        'abstains'
    """
    speech = sentence.speech
    return Vote(source=speech.source, cue=speech.cue) if speech else None


@labelling_function
def institutional_verb(sentence: SentenceContext) -> Vote | None:
    """A speaker of unknown capacity pledges, condemns, confirms or urges, as institutions do.

    Not where words say what the speaker is, nor for a pronoun.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(institutional_verb, "Ana Ruiz pledged a new school.")
        'official_statement [Ana Ruiz] [pledged]'
        >>> vote_on(institutional_verb, "Ana Ruiz, a baker, pledged a new school.")
        'abstains'
    """
    return _by_verb(sentence, verbs="verbs_official", label=Label.OFFICIAL_STATEMENT)


@labelling_function
def analytical_verb(sentence: SentenceContext) -> Vote | None:
    """A speaker of unknown capacity explains, estimates, argues or forecasts, as experts do.

    Not where words say what the speaker is, nor for a pronoun.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(analytical_verb, "Ana Ruiz reckons the lake will dry out.")
        'expert_analysis [Ana Ruiz] [reckons]'
        >>> vote_on(analytical_verb, "The ministry reckons the lake will dry out.")
        'abstains'
    """
    return _by_verb(sentence, verbs="verbs_expert", label=Label.EXPERT_ANALYSIS)


@labelling_function
def personal_verb(sentence: SentenceContext) -> Vote | None:
    """A speaker of unknown capacity remembers, complains or jokes, as private people do.

    Not where words say what the speaker is.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(personal_verb, "Ana Ruiz remembers a colder lake.")
        'reported_fact [Ana Ruiz] [remembers]'
        >>> vote_on(personal_verb, "The minister remembers a colder lake.")
        'abstains'
    """
    label = Label.REPORTED_FACT
    return _by_verb(sentence, verbs="verbs_private", label=label, is_anyone=sentence.is_pronoun)


@labelling_function
def statement_as_medium(sentence: SentenceContext) -> Vote | None:
    """Somebody of unknown capacity speaks in a statement, a press release or a briefing.

    Not for a statement of a family or another speaker whom words know.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(statement_as_medium, "Brackwater said in a statement that work had begun.")
        'official_statement [Brackwater] [said]'
        >>> vote_on(statement_as_medium, "The victim's mother said in a statement that she wept.")
        'abstains'
    """
    if sentence.speech is None or sentence.speaker_label or not sentence.says("statement_media"):
        return None
    return vote_with_words(sentence, Label.OFFICIAL_STATEMENT)


@labelling_function
def figure_with_official_issuer(sentence: SentenceContext) -> Vote | None:
    """A figure is attributed to a body of the state that issued it.

    Not for a figure that nobody is named for.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> text = "Prices rose by 3 per cent, according to figures by the statistics office."
        >>> vote_on(figure_with_official_issuer, text)
        'official_statement [figures by the statistics office] [according to]'
        >>> vote_on(figure_with_official_issuer, "Prices rose by 3 per cent.")
        'abstains'
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
