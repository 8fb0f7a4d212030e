"""What the words for a speaker say of the capacity in which they speak: "minister", "analyst"."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from stance.labels import SpeakerKind
from stance.prediction.speakers.chances import normalised
from stance.prediction.speakers.news_outlets import is_news_outlet
from stance.prediction.speakers.papers import is_unsigned
from stance.prediction.speakers.words import fold
from stance.schemes import NEWS, LabelScheme

#: Words are weaker evidence than sentences, and not independent of each other; both numbers were
#: searched on originals/dev and the older Wikinews news (experiments/speakers).
WEIGHT = 0.4
MOST = 3.0
#: What the name of a newspaper or a law is worth: more than any sentence.
_CERTAIN = 30.0
_WORD = re.compile(r"[^\W\d_]+")


def lean(
    chances: Sequence[float],
    name: str,
    role: str = "",
    *,
    is_person: bool = False,
    scheme: LabelScheme = NEWS,
) -> tuple[float, ...]:
    """Weigh what the sentences of a voice say with what it is called.

    Args:
        chances: Probability of each label from the voice's sentences, in order of the scheme, none
            zero.
        name: What the article calls the voice.
        role: What it says that the voice is.
        is_person: Whether it is known to be one, whose name is neither an outlet's nor a law's.
        scheme: Tells the label of each kind of speaker; without kinds, words say nothing.

    Returns:
        Probabilities in the same order; unchanged if no word is known.

    Examples:
        >>> lean((0.5, 0.4, 0.1), "Jo Tarn", "economist at the Larkspur Institute")
        (0.09..., 0.88..., 0.01...)
    """
    known = _leanings()
    words = {fold(word) for word in _WORD.findall(f"{name} {role}")}
    found = [known[word] for word in sorted(words) if word in known]
    evidence = [max(-MOST, min(MOST, sum(column))) for column in zip(*found, strict=True)]
    if not is_person and (is_news_outlet(name) or is_unsigned(name)):
        evidence = [_CERTAIN if kind is SpeakerKind.OTHER else 0.0 for kind in SpeakerKind]
    if not evidence or not scheme.label_of_kind:
        return tuple(chances)
    of_kind = dict(zip(SpeakerKind, evidence, strict=True))
    ordered = [of_kind[scheme.kind_of_label[label]] for label in scheme.names]
    return normalised(
        [math.log(chance) + WEIGHT * one for chance, one in zip(chances, ordered, strict=True)]
    )


@cache
def _leanings() -> Mapping[str, tuple[float, ...]]:
    """Read how much more frequent each word is for speakers of each kind, in nats."""
    text = files("stance.prediction.speakers").joinpath("leanings.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: tuple(map(float, numbers)) for word, *numbers in rows}
