"""Labelling functions that know the outlet's own voice."""

from stance.labeling.capacity import lists_of
from stance.labeling.context import SentenceContext
from stance.labeling.registry import labelling_function
from stance.labeling.votes import Vote
from stance.labels import Label

_OFFICIALS = lists_of(Label.OFFICIAL_STATEMENT)
_FACT = Vote(label=Label.REPORTED_FACT)


@labelling_function
def nobody_speaks(sentence: SentenceContext) -> Vote | None:
    """A sentence with no speaker, no quotation marks, and nobody speaking right before it.

    Not in a speaker's paragraph, where speech may go on.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(nobody_speaks, "The bridge was closed on Monday.")
        'reported_fact'
        >>> vote_on(nobody_speaks, "The minister said taxes would fall. Rents would not.")
        'abstains'
    """
    if _is_voiced(sentence):
        return None
    before = sentence.previous
    return None if before is not None and _is_voiced(before) else _FACT


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
    if _is_voiced(sentence) or not sentence.says("actions"):
        return None
    return _FACT if any(sentence.says(name) for name in _OFFICIALS) else None


@labelling_function
def background_after_statement(sentence: SentenceContext) -> Vote | None:
    """The outlet takes over after a statement: a date or a past event, with no quotation marks.

    Not where the sentence names a speaker.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> text = "The minister said taxes would fall. The tax was introduced in 2009."
        >>> vote_on(background_after_statement, text)
        'reported_fact'
        >>> vote_on(background_after_statement, "The minister said taxes would fall in 2009.")
        'abstains'
    """
    before = sentence.previous
    if _is_voiced(sentence) or before is None or not _is_voiced(before):
        return None
    return _FACT if _is_dated(sentence) else None


@labelling_function
def new_paragraph_after_statement(sentence: SentenceContext) -> Vote | None:
    r"""A new paragraph without a speaker, after one that lets somebody speak.

    Not inside quotation marks that run over paragraphs.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> text = "The minister said taxes would fall.\n\nThe coast is home to forty firms."
        >>> vote_on(new_paragraph_after_statement, text)
        'reported_fact'
        >>> vote_on(new_paragraph_after_statement, text.replace("\n\n", " "))
        'abstains'
    """
    before = sentence.previous
    if _is_voiced(sentence) or before is None or not sentence.starts_line:
        return None
    return _FACT if _is_voiced(before) and not before.text.rstrip().endswith(":") else None


@labelling_function
def dated_event(sentence: SentenceContext) -> Vote | None:
    """A sentence with a date or a year, no speaker and no quotation marks.

    Not where the date is part of what somebody says.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(dated_event, "The mine opened in 1974.")
        'reported_fact'
        >>> vote_on(dated_event, "The mine opened in 1974, the company said.")
        'abstains'
    """
    return _FACT if not _is_voiced(sentence) and _is_dated(sentence) else None


@labelling_function
def comment_of_the_outlet(sentence: SentenceContext) -> Vote | None:
    """The outlet comments: "it is worth noting", "it remains to be seen", "could not be reached".

    Not inside quotation marks.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(comment_of_the_outlet, "It remains to be seen whether the truce will hold.")
        'reported_fact'
        >>> vote_on(comment_of_the_outlet, '"It remains to be seen," the minister said.')
        'abstains'
    """
    return _FACT if sentence.says("comments") and not _is_voiced(sentence) else None


def _is_voiced(sentence: SentenceContext) -> bool:
    return sentence.speech is not None or bool(sentence.quotes) or sentence.is_quotation


def _is_dated(sentence: SentenceContext) -> bool:
    is_year = any(len(word.key) == len("2009") and word.key.isdigit() for word in sentence.words)
    return is_year or sentence.has("dated")
