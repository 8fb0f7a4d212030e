"""How well speakers are told apart, named and placed."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.evaluation.agreement import Agreement
from stance.evaluation.pairing import ArticlePair
from stance.evaluation.voices import voices_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerScores:
    """How well speakers were found; every score is in [0, 1] and higher is better.

    Predicted speakers are assigned to gold ones, one to one, as ``Voice`` says. Fractions of
    nothing are 0.

    Attributes:
        n_sentences: Gold sentences that have a speaker.
        n_speakers: Gold speakers with a sentence, over all articles.
        accuracy: Fraction of ``n_sentences`` spoken by the partner of their gold speaker.
        kind_accuracy: Fraction of ``n_speakers`` whose partner has their kind; those without
            partner count as wrong.
        name_accuracy: Fraction of ``n_speakers`` whose partner has their name, whatever the
            case and the spaces.
        grouping: B³ (Bagga & Baldwin 1998, *Algorithms for Scoring Coreference Chains*) over the
            gold sentences that have a speaker. Recall is the mean over all of them of the share
            of their gold group that is in their predicted group; one that was given no speaker
            is in no group and has 0. Precision is the mean, over those that were given a
            speaker, of the share of their predicted group that is in their gold group.
            Speakers given to the outlet's own sentences are left to ``Scores.attributed``.
    """

    n_sentences: int
    n_speakers: int
    accuracy: float
    kind_accuracy: float
    name_accuracy: float
    grouping: Agreement


def score_speakers(pairs: Sequence[ArticlePair]) -> SpeakerScores:
    """Compare the speakers of articles.

    Args:
        pairs: Gold and predicted articles.

    Returns:
        The scores over all articles together.
    """
    voices = [voice for pair in pairs for voice in voices_of(pair) if voice is not None]
    speakers = [voice for voice in voices if voice.is_first]
    n_grouped = sum(voice.is_grouped for voice in voices)
    return SpeakerScores(
        n_sentences=len(voices),
        n_speakers=len(speakers),
        accuracy=_fraction(sum(voice.is_right for voice in voices), len(voices)),
        kind_accuracy=_fraction(sum(one.is_same_kind for one in speakers), len(speakers)),
        name_accuracy=_fraction(sum(one.is_same_name for one in speakers), len(speakers)),
        grouping=Agreement(
            precision=_fraction(sum(voice.precision for voice in voices), n_grouped),
            recall=_fraction(sum(voice.recall for voice in voices), len(voices)),
            n_gold=len(voices),
            n_predicted=n_grouped,
        ),
    )


def _fraction(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
