"""Labelling functions that know a speaker from what the article says of them elsewhere."""

from stance.labeling.capacity import lists_of
from stance.labeling.functions.voiced import vote_for_speaker
from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label


@labelling_function
def official_by_name(sentence: SentenceContext) -> Vote | None:
    """A bare name whose bearer the article calls an official elsewhere.

    Not for a name that the article never explains.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(official_by_name, 'Mayor Ana Ruiz came. Ruiz said it would last.')
        'official_statement [Ruiz] [said]'
        >>> vote_on(official_by_name, 'Ana Ruiz came. Ruiz said it would last.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=lists_of(Label.OFFICIAL_STATEMENT), capacity=sentence.known_capacity
    )


@labelling_function
def expert_by_name(sentence: SentenceContext) -> Vote | None:
    """A bare name whose bearer the article calls an expert elsewhere.

    Not for a bearer whom the article calls an official.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(expert_by_name, 'Ana Ruiz, a hydrologist, came. Ruiz said so.')
        'expert_analysis [Ruiz] [said]'
        >>> vote_on(expert_by_name, 'Mayor Ana Ruiz came. Ruiz said so.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=lists_of(Label.EXPERT_ANALYSIS), capacity=sentence.known_capacity
    )


@labelling_function
def other_by_name(sentence: SentenceContext) -> Vote | None:
    """A bare name whose bearer the article calls a private person, a medium or an artist elsewhere.

    Not for a bearer whom the article calls an official.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(other_by_name, 'Ana Ruiz, a baker, came. Ruiz said so.')
        'reported_fact [Ruiz] [said]'
        >>> vote_on(other_by_name, 'Mayor Ana Ruiz came. Ruiz said so.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=lists_of(Label.REPORTED_FACT), capacity=sentence.known_capacity
    )


@labelling_function
def official_by_pronoun(sentence: SentenceContext) -> Vote | None:
    """A pronoun for the official who spoke last.

    Not where nobody was named or has spoken in the six sentences before.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(official_by_pronoun, 'The minister said no. She added that rents fell.')
        'official_statement [She] [added]'
        >>> vote_on(official_by_pronoun, 'She added that rents would not fall.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=lists_of(Label.OFFICIAL_STATEMENT), capacity=sentence.pronoun_capacity
    )


@labelling_function
def expert_by_pronoun(sentence: SentenceContext) -> Vote | None:
    """A pronoun for the expert who spoke last.

    Not where an expert without a name was only mentioned.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(expert_by_pronoun, 'The economist said no. She added that rents fell.')
        'expert_analysis [She] [added]'
        >>> vote_on(expert_by_pronoun, 'The economist came. She added that rents would fall.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=lists_of(Label.EXPERT_ANALYSIS), capacity=sentence.pronoun_capacity
    )


@labelling_function
def other_by_pronoun(sentence: SentenceContext) -> Vote | None:
    """A pronoun for the private person, medium or artist that spoke last.

    Not for an official or an expert.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(other_by_pronoun, 'A resident said little. She added that it was dark.')
        'reported_fact [She] [added]'
        >>> vote_on(other_by_pronoun, 'The minister said little. She added that it was dark.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=lists_of(Label.REPORTED_FACT), capacity=sentence.pronoun_capacity
    )
