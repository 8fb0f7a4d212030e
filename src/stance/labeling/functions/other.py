"""Labelling functions that know who is neither official nor expert."""

from stance.labeling.functions.voiced import vote_for_speaker
from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote


@labelling_function
def medium_as_source(sentence: SentenceContext) -> Vote | None:
    """The source is a newspaper, a broadcaster or an agency.

    Not where a medium only relays somebody whom it names.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(medium_as_source, 'Reuters reported three arrests.')
        'reported_fact [Reuters] [reported]'
        >>> vote_on(medium_as_source, '"We are ready," the minister told Reuters.')
        'abstains'
    """
    return vote_for_speaker(sentence, lists=frozenset(["media"]), capacity=sentence.capacity)


@labelling_function
def document_as_source(sentence: SentenceContext) -> Vote | None:
    """The source is a paper: a contract, a court filing, a draft law.

    Not for a paper that an authority issued, which is official.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(document_as_source, 'The contract states that work ends in May.')
        'reported_fact [The contract] [states]'
        >>> vote_on(document_as_source, 'A letter by the ministry states that work ends in May.')
        'abstains'
    """
    return vote_for_speaker(sentence, lists=frozenset(["documents"]), capacity=sentence.capacity)


@labelling_function
def private_person(sentence: SentenceContext) -> Vote | None:
    """The speaker is a witness, a resident, a relative, a worker.

    Not for an association of such people, nor a professor of nursing.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(private_person, '"The ground shook," said Ana Ruiz, a resident.')
        'reported_fact [Ana Ruiz, a resident] [said]'
        >>> vote_on(private_person, "The residents' association said the ground shook.")
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["private_people"]), capacity=sentence.capacity
    )


@labelling_function
def public_figure(sentence: SentenceContext) -> Vote | None:
    """The speaker is known for sport, stage or screen.

    Not for a club or a federation.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(public_figure, '"We played well," said coach Ana Ruiz.')
        'reported_fact [coach Ana Ruiz] [said]'
        >>> vote_on(public_figure, 'The club said it had dismissed coach Ana Ruiz.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["public_figures"]), capacity=sentence.capacity
    )


@labelling_function
def anonymous_source(sentence: SentenceContext) -> Vote | None:
    """The source has neither a name nor an office.

    Not for an unnamed official.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(anonymous_source, 'A person familiar with the matter said talks had failed.')
        'reported_fact [A person familiar with the matter] [said]'
        >>> vote_on(anonymous_source, 'A government official said talks had failed.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["anonymous_sources"]), capacity=sentence.capacity
    )
