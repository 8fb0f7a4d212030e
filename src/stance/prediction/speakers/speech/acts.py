"""Who is named and only acts: "the minister signed" is told by the outlet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import label_of
from stance.prediction.speakers.linking.voices import Voice
from stance.schemes import NEWS, LabelScheme

#: From how sure a model must be that the outlet speaks; chosen on what is kept back.
SURE = 0.65


def without_acts(
    scored: Sequence[ScoredSentence],
    voices: Sequence[Voice | None],
    *,
    chances: Sequence[tuple[float, ...]],
    pooled: Mapping[Voice, tuple[float, ...]],
    scheme: LabelScheme = NEWS,
) -> tuple[list[ScoredSentence], list[Voice | None]]:
    """Give the outlet the sentences in which somebody who speaks elsewhere does something.

    Args:
        scored: Sentences with a model's scores.
        voices: Who speaks in each; None is the outlet.
        chances: Probability of each label for each sentence by itself.
        pooled: Probability of each label for each voice.
        scheme: Tells the label of the outlet.

    Returns:
        The sentences and voices. A sentence with a source but no cue, which by itself is surely
        the outlet's, loses its source and a voice whose label is another.
    """
    sentences, kept = list(scored), list(voices)
    if not scheme.label_of_kind:
        return sentences, kept
    outlet = scheme.names.index(scheme.outlet)
    for place, (sentence, voice, own) in enumerate(zip(scored, voices, chances, strict=True)):
        is_act = sentence.source is not None and sentence.cue is None and own[outlet] > SURE
        if voice is None or not is_act:
            continue
        if label_of(pooled[voice], scheme=scheme) != scheme.outlet:
            sentences[place], kept[place] = replace(sentence, source=None), None
    return sentences, kept
