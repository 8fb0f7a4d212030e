"""Labelling functions that know who speaks for an institution."""

from stance.labeling.functions.voiced import vote_for_speaker
from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote


@labelling_function
def official_title(sentence: SentenceContext) -> Vote | None:
    """The speaker bears an office: a minister, a mayor, an ambassador.

    Not for an office that is over, nor for what an official does without saying it.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(official_title, 'Finance Minister Ana Ruiz warned of a deficit.')
        'official_statement [Finance Minister Ana Ruiz] [warned]'
        >>> vote_on(official_title, 'Former finance minister Ana Ruiz warned of a deficit.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["official_titles"]), capacity=sentence.capacity
    )


@labelling_function
def spokesperson(sentence: SentenceContext) -> Vote | None:
    """The speaker is a spokesperson, whomever for.

    Not where a spokesperson is only talked about.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(spokesperson, '"We are ready," said a spokeswoman for the airline.')
        'official_statement [a spokeswoman for the airline] [said]'
        >>> vote_on(spokesperson, 'The minister met the spokeswoman of the airline.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["spokespersons"]), capacity=sentence.capacity
    )


@labelling_function
def justice_or_rescue(sentence: SentenceContext) -> Vote | None:
    """The speaker is the police, a court, a prosecutor, an army or a rescue service.

    Not for arrests, rulings without words and other actions.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(justice_or_rescue, 'Police said two men were hurt.')
        'official_statement [Police] [said]'
        >>> vote_on(justice_or_rescue, 'Police arrested two men.')
        'abstains'
    """
    return vote_for_speaker(sentence, lists=frozenset(["justice"]), capacity=sentence.capacity)


@labelling_function
def public_body(sentence: SentenceContext) -> Vote | None:
    """The speaker is a body of the state or between states, named by what it is.

    Not for what a body does, nor for a body that somebody only works at.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(public_body, 'The ministry denied the report.')
        'official_statement [The ministry] [denied]'
        >>> vote_on(public_body, 'The ministry moved to a new building.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["public_bodies"]), capacity=sentence.capacity
    )


@labelling_function
def known_body(sentence: SentenceContext) -> Vote | None:
    """The speaker is a body that news names without saying what it is.

    Not for words that only look like its name in small letters.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(known_body, 'According to the WHO, 40 people died.')
        'official_statement [the WHO] [According to]'
        >>> vote_on(known_body, 'The man who said so died.')
        'abstains'
    """
    return vote_for_speaker(sentence, lists=frozenset(["known_bodies"]), capacity=sentence.capacity)


@labelling_function
def organisation(sentence: SentenceContext) -> Vote | None:
    """The speaker is a company, a union, a party, a club or an association.

    Not for a university or an institute, whose findings are an expert's.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(organisation, 'The airline said flights would resume.')
        'official_statement [The airline] [said]'
        >>> vote_on(organisation, 'The airline resumed flights.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["organisations"]), capacity=sentence.capacity
    )


@labelling_function
def organisation_head(sentence: SentenceContext) -> Vote | None:
    """The speaker leads a company, a union or another body.

    Not for the head of a research body, who speaks as an expert.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(organisation_head, '"Sales will rise," said chief executive Ana Ruiz.')
        'official_statement [chief executive Ana Ruiz] [said]'
        >>> vote_on(organisation_head, 'Ana Ruiz, director of the Institute for Soil, said so.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["organisation_heads"]), capacity=sentence.capacity
    )


@labelling_function
def unnamed_official(sentence: SentenceContext) -> Vote | None:
    """The speaker is an official without a name, or several.

    Not for "sources", whose office nobody knows.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(unnamed_official, 'A senior official said talks had failed.')
        'official_statement [A senior official] [said]'
        >>> vote_on(unnamed_official, 'A source close to the talks said they had failed.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["unnamed_officials"]), capacity=sentence.capacity
    )
