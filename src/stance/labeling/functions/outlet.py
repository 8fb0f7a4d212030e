"""Labelling functions that know the outlet's own voice."""

from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label

_FACT = Vote(label=Label.REPORTED_FACT)


@labelling_function
def nobody_speaks(sentence: SentenceContext) -> Vote | None:
    """A sentence with no speaker in a paragraph where nobody has spoken yet.

    Not after a speaker in the same paragraph, nor right after one in the paragraph before.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(nobody_speaks, "The bridge was closed on Monday.")
        'reported_fact'
        >>> vote_on(nobody_speaks, "The minister said taxes would fall. Rents would not.")
        'abstains'
    """
    one: SentenceContext | None = sentence
    while one is not None and not one.is_voiced:
        if one.starts_line and not (one.previous and one.previous.is_voiced):
            return _FACT
        one = None if one.starts_line else one.previous
    return None


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
    if sentence.is_voiced or before is None or not before.is_voiced:
        return None
    return _FACT if sentence.is_dated else None


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
    if sentence.is_voiced or before is None or not sentence.starts_line:
        return None
    return _FACT if before.is_voiced and not before.text.rstrip().endswith(":") else None


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
    return _FACT if not sentence.is_voiced and sentence.is_dated else None


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
    return _FACT if sentence.says("comments") and not sentence.is_voiced else None
