"""Labelling functions that know what a speaker is, here or elsewhere in the article."""

from typing import Final

from stance.labeling.capacity import Capacity
from stance.labeling.context import SentenceContext
from stance.labeling.lexicon import BODIES, PEOPLE
from stance.labeling.registry import LabellingFunction
from stance.labeling.votes import Vote
from stance.labels import Label

#: By name what the function knows; its list, whose words name the speaker in the sentence.
_NAMED: Final = {
    "official_title": (
        "The speaker bears an office: a minister, a mayor, an ambassador; not one that is over.",
        "official_titles",
    ),
    "spokesperson": ("The speaker is a spokesperson, whomever for.", "spokespersons"),
    "justice_or_rescue": (
        "The speaker is the police, a court, a prosecutor, an army or a rescue service.",
        "justice",
    ),
    "public_body": (
        "The speaker is a body of the state or between states, named by what it is.",
        "public_bodies",
    ),
    "known_body": (
        "The speaker is a body that news names without saying what it is.",
        "known_bodies",
    ),
    "organisation": (
        "The speaker is a company, a union, a party, a club or an association.",
        "organisations",
    ),
    "organisation_head": (
        "The speaker leads a company, a union or another body, but no research body.",
        "organisation_heads",
    ),
    "unnamed_official": (
        "The speaker is an official without a name, or several.",
        "unnamed_officials",
    ),
    "academic_title": (
        "The speaker teaches or studies: a professor, a historian, a researcher.",
        "academic_titles",
    ),
    "analyst_title": (
        "The speaker assesses for a living: an analyst, an economist, a pollster.",
        "analyst_titles",
    ),
    "research_body": (
        "The speaker is a university, an institute, a think tank or a rating agency.",
        "research_bodies",
    ),
    "unnamed_experts": ("The speakers are experts without a name.", "unnamed_experts"),
    "study_or_survey": (
        "A study, a survey or a poll speaks for those who made it, but for no authority.",
        "studies",
    ),
    "medium_as_source": ("The source is a newspaper, a broadcaster or an agency.", "media"),
    "document_as_source": (
        "The source is a paper that no authority issued: a contract, a court filing.",
        "documents",
    ),
    "private_person": (
        "The speaker is a witness, a resident, a relative, a worker.",
        "private_people",
    ),
    "public_figure": ("The speaker is known for sport, stage or screen.", "public_figures"),
    "anonymous_source": ("The source has neither a name nor an office.", "anonymous_sources"),
}
_KINDS: Final = {
    "official": ("an official", Label.OFFICIAL_STATEMENT),
    "expert": ("an expert", Label.EXPERT_ANALYSIS),
    "other": ("a private person, a medium or an artist", Label.REPORTED_FACT),
}


def vote_with_words(sentence: SentenceContext, label: Label) -> Vote:
    """Vote for a label, with the words for the speaker if the sentence has any."""
    speech = sentence.speech
    if speech is None:
        return Vote(label=label)
    return Vote(label=label, source=speech.source, cue=speech.cue)


def lists_of(label: Label) -> frozenset[str]:
    """Give the word lists whose speakers carry a label."""
    return frozenset(name for name, carried in {**PEOPLE, **BODIES}.items() if carried is label)


def _function(name: str, knows: str, *, lists: frozenset[str], where: str) -> LabellingFunction:
    """Make a function that votes as a capacity demands, where one of some lists tells it."""

    def rule(sentence: SentenceContext) -> Vote | None:
        known: Capacity | None = getattr(sentence, where)
        if known is None or known.label is None or known.list not in lists:
            return None
        return vote_with_words(sentence, known.label)

    return LabellingFunction(name=name, knows=knows, rule=rule)


#: By how a name in ``_KINDS`` goes on: what the function knows, and what of a sentence tells it.
_ELSEWHERE: Final = {
    "name": ("A bare name whose bearer the article calls {} elsewhere.", "known_capacity"),
    "pronoun": ("A pronoun for whoever spoke last, {}.", "pronoun_capacity"),
}
FUNCTIONS: Final = (
    *(
        _function(name, knows, lists=frozenset([one]), where="capacity")
        for name, (knows, one) in _NAMED.items()
    ),
    *(
        _function(f"{kind}_by_{how}", knows.format(what), lists=lists_of(label), where=where)
        for how, (knows, where) in _ELSEWHERE.items()
        for kind, (what, label) in _KINDS.items()
    ),
)
