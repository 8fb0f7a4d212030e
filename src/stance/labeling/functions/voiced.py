"""The vote for a sentence whose speaker a word list knows."""

from stance.labeling.capacity import Capacity
from stance.labeling.sentence import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label


def vote_for_speaker(
    sentence: SentenceContext, *, lists: frozenset[str], capacity: Capacity | None
) -> Vote | None:
    """Vote as the capacity of a sentence's speaker demands.

    Args:
        sentence: The sentence.
        lists: Word lists that may have told the capacity.
        capacity: In what capacity the speaker speaks, if that is known.

    Returns:
        A vote with the words for the speaker; None if another list told, or nothing is known.
    """
    if capacity is None or capacity.label is None or capacity.list not in lists:
        return None
    return vote_with_words(sentence, capacity.label)


def vote_with_words(sentence: SentenceContext, label: Label) -> Vote:
    """Vote for a label, with the words for the speaker if the sentence has any."""
    speech = sentence.speech
    return Vote(
        label=label,
        source=speech.source if speech else None,
        cue=speech.cue if speech else None,
    )
