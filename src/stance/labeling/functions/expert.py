"""Labelling functions that know who speaks from expertise."""

from stance.labeling.functions.voiced import vote_for_speaker
from stance.labeling.registry import labelling_function
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote


@labelling_function
def academic_title(sentence: SentenceContext) -> Vote | None:
    """The speaker teaches or studies: a professor, a historian, a researcher at a university.

    Not for a spokesperson of such people or bodies.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(academic_title, 'Ana Ruiz, a lake researcher, said so.')
        'expert_analysis [Ana Ruiz, a lake researcher] [said]'
        >>> vote_on(academic_title, 'A spokesman for the professor said she was ill.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["academic_titles"]), capacity=sentence.capacity
    )


@labelling_function
def analyst_title(sentence: SentenceContext) -> Vote | None:
    """The speaker assesses for a living: an analyst, an economist, a consultant, a pollster.

    Not for the bank that the economist works for.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(analyst_title, 'Ana Ruiz, chief economist at the bank, said so.')
        'expert_analysis [Ana Ruiz, chief economist at the bank] [said]'
        >>> vote_on(analyst_title, 'The bank said prices would fall.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["analyst_titles"]), capacity=sentence.capacity
    )


@labelling_function
def research_body(sentence: SentenceContext) -> Vote | None:
    """The speaker is a university, an institute, a think tank or a rating agency.

    Not for news about such a body.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(research_body, 'The Institute for Soil Research found that roots were dying.')
        'expert_analysis [The Institute for Soil Research] [found]'
        >>> vote_on(research_body, 'The Institute for Soil Research opened a laboratory.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["research_bodies"]), capacity=sentence.capacity
    )


@labelling_function
def unnamed_experts(sentence: SentenceContext) -> Vote | None:
    """The speakers are experts without a name.

    Not where experts are only met or quoted at.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(unnamed_experts, 'Analysts expect prices to fall.')
        'expert_analysis [Analysts] [expect]'
        >>> vote_on(unnamed_experts, 'The minister met analysts.')
        'abstains'
    """
    return vote_for_speaker(
        sentence, lists=frozenset(["unnamed_experts"]), capacity=sentence.capacity
    )


@labelling_function
def study_or_survey(sentence: SentenceContext) -> Vote | None:
    """A study, a survey or a poll speaks for those who made it.

    Not for a survey that an authority made, which is official.

    Examples:
        >>> from stance.labeling.trying import vote_on
        >>> vote_on(study_or_survey, 'The study found that one lake in three was shrinking.')
        'expert_analysis [The study] [found]'
        >>> vote_on(study_or_survey, 'A survey by the ministry found three such lakes.')
        'abstains'
    """
    return vote_for_speaker(sentence, lists=frozenset(["studies"]), capacity=sentence.capacity)
