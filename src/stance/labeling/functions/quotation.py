"""Labelling functions that know how speech goes on without being announced again."""

from collections.abc import Callable

from stance.labeling.context import SentenceContext
from stance.labeling.registry import labelling_function
from stance.labeling.votes import Vote
from stance.labels import Label

_REACH = 6


@labelling_function
def quotation_goes_on(sentence: SentenceContext) -> Vote | None:
    """A sentence inside a quotation whose speaker was named before.

    Not for one that names its own speaker.
    """
    if not sentence.is_quotation or sentence.speech is not None:
        return None
    return _carried(sentence, through=lambda one: one.is_quotation)


@labelling_function
def speech_after_lead_in(sentence: SentenceContext) -> Vote | None:
    """A sentence after one that announces a speech: "explained it as follows:".

    Not beyond the paragraph after the lead-in, nor once somebody else speaks; nor for a private
    person: whoever is let explain at such length is mostly an expert whose title was missed.
    """
    if sentence.speech is not None:
        return None
    for before in sentence.before(_REACH):
        if before.text.rstrip().endswith(":") and before.speech is not None:
            label = before.speaker_label
            return Vote(label=label) if label not in (None, Label.REPORTED_FACT) else None
        if before.speech is not None or before.starts_line:
            return None
    return None


@labelling_function
def quoted_words_after_speaker(sentence: SentenceContext) -> Vote | None:
    r"""A sentence with quoted words and no speaker of its own, in a speaker's paragraph.

    Not where a new paragraph begins.
    """
    if not sentence.quotes or sentence.is_quotation or sentence.speech or sentence.starts_line:
        return None
    return _carried(sentence, through=lambda one: bool(one.quotes) and not one.starts_line)


@labelling_function
def explanation_goes_on(sentence: SentenceContext) -> Vote | None:
    """A sentence without a speaker in the paragraph of an expert who has just spoken.

    Not for a date or a year, with which the outlet takes over again.
    """
    if sentence.speech or sentence.starts_line or sentence.is_dated:
        return None
    vote = _carried(sentence, through=lambda one: not one.starts_line and not one.is_dated)
    return vote if vote and vote.label is Label.EXPERT_ANALYSIS else None


def _carried(
    sentence: SentenceContext, *, through: Callable[[SentenceContext], bool]
) -> Vote | None:
    """Vote as whoever spoke last, if every sentence since then can be theirs."""
    for before in sentence.before(_REACH):
        if before.speech is not None:
            label = before.speaker_label
            return Vote(label=label) if label else None
        if not through(before):
            return None
    return None
