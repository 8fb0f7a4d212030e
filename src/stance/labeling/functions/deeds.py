"""Labelling functions that know what is told of officials and papers without speech."""

from stance.labeling.capacity import lists_of
from stance.labeling.grammar import words_that
from stance.labeling.nounphrases import subject_after
from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label
from stance.prediction.speakers.words import span_of

_OFFICIALS = lists_of(Label.OFFICIAL_STATEMENT)
_FACT = Vote(label=Label.REPORTED_FACT)
_OPENINGS = frozenset(["under", "in"])


@labelling_function
def action_of_an_official(sentence: SentenceContext) -> Vote | None:
    """An official or a body signs, votes, arrests or sends, and says nothing.

    Not where the sentence also lets somebody speak.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(action_of_an_official, "Police arrested two men on Monday.")
        'reported_fact'
        >>> vote_on(action_of_an_official, "Police arrested two men, the mayor said.")
        'abstains'
    """
    if sentence.is_voiced or not sentence.says("actions"):
        return None
    return _FACT if any(sentence.says(name) for name in _OFFICIALS) else None


@labelling_function
def done_to_somebody(sentence: SentenceContext) -> Vote | None:
    """Somebody is arrested, charged, elected or dismissed: an action told in the passive.

    Not where a speaker or a quotation tells it.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(done_to_somebody, "Two men were arrested on Monday.")
        'reported_fact'
        >>> vote_on(done_to_somebody, "Two men were arrested, according to the mayor.")
        'abstains'
    """
    if sentence.is_voiced:
        return None
    actions = [hit.first for hit in sentence.hits if hit.name == "actions" and hit.first]
    is_passive = any(sentence.words[index - 1].key in words_that("be") for index in actions)
    return _FACT if is_passive else None


@labelling_function
def under_a_document(sentence: SentenceContext) -> Vote | None:
    """What holds "under the agreement" or "in the contract": the paper is the source.

    Not where somebody speaks about the paper.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(under_a_document, "Under the agreement, the mine closes in May.")
        'reported_fact [the agreement] [Under]'
        >>> vote_on(under_a_document, "Under the agreement, the mayor said, the mine closes.")
        'abstains'
    """
    words = sentence.words
    if sentence.is_voiced or not words or words[0].key not in _OPENINGS:
        return None
    place = subject_after(words, 1, is_open=sentence.is_open)
    papers = [hit for hit in sentence.hits if hit.name == "documents"]
    if place is None or not any(hit.last == place[1] for hit in papers):
        return None
    source = span_of(words[place[0] : place[1]])
    return Vote(label=Label.REPORTED_FACT, source=source, cue=span_of(words[:1]))
