"""The label scheme: what a sentence can carry, what a speaker can be, and how the two agree."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from stance.errors import UnknownLabelError
from stance.spelling import did_you_mean


class _Choice(StrEnum):
    """A closed choice as data files spell it."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a value as data files spell it.

        Args:
            text: The spelling found.

        Returns:
            The member.

        Raises:
            UnknownLabelError: If there is none, with the nearest spelling.

        Examples:
            >>> Label.parse("expert-analysis")
            Traceback (most recent call last):
                ...
            stance.errors.UnknownLabelError: 'expert-analysis' is not a label;
            did you mean 'expert_analysis'?
        """
        try:
            return cls(text)
        except ValueError:
            hint = did_you_mean(str(text), cls)
            raise UnknownLabelError(f"{text!r} is not {cls._noun()}; {hint}") from None

    @classmethod
    def _noun(cls) -> str:
        return {"Label": "a label", "SpeakerKind": "a speaker kind"}.get(cls.__name__, "a stance")


class Label(_Choice):
    """Who speaks in a sentence, and in what capacity.

    The values are written to data files, model artifacts and MLflow, so they never change
    meaning. Their order is that of every score vector.
    """

    #: What an institution, or a person speaking for one, says.
    OFFICIAL_STATEMENT = "official_statement"
    #: An assessment by someone speaking from expertise, not from office.
    EXPERT_ANALYSIS = "expert_analysis"
    #: The outlet's own voice, and sources that are neither official nor expert.
    REPORTED_FACT = "reported_fact"


class SpeakerKind(_Choice):
    """The capacity in which a speaker speaks throughout an article."""

    OFFICIAL = "official"
    EXPERT = "expert"
    #: Witness, medium, document, celebrity, ordinary person, anonymous "sources".
    OTHER = "other"


class Stance(_Choice):
    """Where a speaker stands on the article's target."""

    FAVOR = "favor"
    AGAINST = "against"
    NEUTRAL = "neutral"


#: All labels, in the order of every score vector.
LABELS: tuple[Label, ...] = tuple(Label)

_SHORT_NAMES: Mapping[str, str] = {
    Label.OFFICIAL_STATEMENT: "official",
    Label.EXPERT_ANALYSIS: "expert",
    Label.REPORTED_FACT: "fact",
}

#: The one label that the sentences of a speaker of each kind carry.
LABEL_OF_KIND: Mapping[SpeakerKind, Label] = {
    SpeakerKind.OFFICIAL: Label.OFFICIAL_STATEMENT,
    SpeakerKind.EXPERT: Label.EXPERT_ANALYSIS,
    SpeakerKind.OTHER: Label.REPORTED_FACT,
}
KIND_OF_LABEL: Mapping[Label, SpeakerKind] = {label: kind for kind, label in LABEL_OF_KIND.items()}


def short_name(label: str) -> str:
    """Give what a label is called where space is short; of another scheme, the label itself."""
    return _SHORT_NAMES.get(label, label)
