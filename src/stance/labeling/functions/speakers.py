"""Labelling functions that know what a speaker is, here or elsewhere in the article."""

from collections.abc import Callable
from operator import attrgetter
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


def _function(
    name: str,
    knows: str,
    *,
    lists: frozenset[str],
    capacity_of: Callable[[SentenceContext], Capacity | None],
) -> LabellingFunction:
    """Make a function that votes as a capacity demands, where one of some lists tells it."""

    def rule(sentence: SentenceContext) -> Vote | None:
        known = capacity_of(sentence)
        if known is None or known.label is None or known.list not in lists:
            return None
        return vote_with_words(sentence, known.label)

    return LabellingFunction(name=name, knows=knows, rule=rule)


FUNCTIONS: Final = (
    *(
        _function(name, knows, lists=frozenset([one]), capacity_of=attrgetter("capacity"))
        for name, (knows, one) in _NAMED.items()
    ),
    *(
        _function(
            f"{kind}_by_name",
            f"A bare name whose bearer the article calls {what} elsewhere.",
            lists=lists_of(label),
            capacity_of=attrgetter("known_capacity"),
        )
        for kind, (what, label) in _KINDS.items()
    ),
    *(
        _function(
            f"{kind}_by_pronoun",
            f"A pronoun for whoever spoke last, {what}.",
            lists=lists_of(label),
            capacity_of=attrgetter("pronoun_capacity"),
        )
        for kind, (what, label) in _KINDS.items()
    ),
)
