"""What the words for a speaker say of the capacity in which they speak: "minister", "analyst"."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from stance.labels import SpeakerKind
from stance.prediction.speakers.chances import normalised
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.news_outlets import is_news_outlet
from stance.prediction.speakers.papers import is_unsigned
from stance.prediction.speakers.words import fold
from stance.schemes import NEWS, LabelScheme

#: Words are weaker evidence than sentences, and not independent of each other; both numbers were
#: searched on what is kept back (experiments/speakers, docs/decisions/0106-…).
WEIGHT = 0.35
MOST = 3.0
#: What the name of a newspaper or a law is worth: more than any sentence.
_CERTAIN = 30.0
#: How much likelier the words for an office make an official than anybody else, in nats.
OFFICE = 1.25
#: How leanings.tsv calls an office that is over; no word has an underscore.
PAST_OFFICE = "past_office"
_WORD = re.compile(r"[^\W\d_]+")


def lean(
    chances: Sequence[float],
    name: str,
    *roles: str,
    ranks: Sequence[str] = (),
    is_person: bool = False,
    scheme: LabelScheme = NEWS,
) -> tuple[float, ...]:
    """Weigh what the sentences of a voice say with what it is called.

    Who held an office speaks for it no longer (annotation guidelines, decision 2): that is weighed
    like a sentence, and the words for the office say nothing.

    Args:
        chances: Probability of each label from the voice's sentences, in order of the scheme, none
            zero.
        name: What the article calls the voice.
        *roles: What it says that the voice is; the words of the first count.
        ranks: Short titles before its name: "Rep."; an office that no other role says to be over.
        is_person: Whether it is known to be one, whose name is neither an outlet's nor a law's.
        scheme: Tells the label of each kind of speaker; without kinds, words say nothing.

    Returns:
        Probabilities in the same order; unchanged if no word is known.

    Examples:
        >>> lean((0.5, 0.4, 0.1), "Jo Tarn", "economist at the Larkspur Institute")
        (0.12..., 0.84..., 0.02...)
    """
    evidence = [WEIGHT * one for one in _said_by(" ".join((*ranks, name, *roles[:1])))]
    if not is_person and (is_news_outlet(name) or is_unsigned(name)):
        evidence = [WEIGHT * _CERTAIN if kind is SpeakerKind.OTHER else 0.0 for kind in SpeakerKind]
    elif _is_out_of_office(roles, ranks):
        evidence = list(_leanings()[PAST_OFFICE])
    if not any(evidence) or not scheme.label_of_kind:
        return tuple(chances)
    of_kind = dict(zip(SpeakerKind, evidence, strict=True))
    ordered = [of_kind[scheme.kind_of_label[label]] for label in scheme.names]
    return normalised(
        [math.log(chance) + one for chance, one in zip(chances, ordered, strict=True)]
    )


def is_past(role: str) -> bool:
    """Tell whether a role is over, and no other is named beside it.

    Args:
        role: As the article has it.

    Returns:
        True if it is.

    Examples:
        >>> is_past("the former envoy to Bolivia"), is_past("former envoy and now a senator")
        (True, False)
    """
    known = lexicon()
    small = known.small
    words = [fold(word) for word in _WORD.findall(role)]
    nouns = known.roles.keys() | small["preposition"]
    first = next((word for word in words if word in nouns or word in small["past"]), "")
    return first in small["past"] and small["present"].isdisjoint(words) and "," not in role


def _is_out_of_office(roles: Sequence[str], ranks: Sequence[str]) -> bool:
    """Whether a role is over, and what else the article says is hardly an office."""
    past = [role for role in roles if is_past(role)]
    present = [role for role in roles if role not in past]
    over = {fold(word) for role in past for word in _WORD.findall(role)}
    holds = not all(any(word.startswith(_short(rank)) for word in over) for rank in ranks)
    return bool(past) and not holds and not any(map(_is_office, present))


def _short(rank: str) -> str:
    """Give "gov" for "Lt. Gov.", with which "governor" begins."""
    return fold(rank.split()[-1])


def _is_office(role: str) -> bool:
    of_official, *of_others = _said_by(role)
    return of_official - max(of_others) >= OFFICE


def _said_by(words: str) -> list[float]:
    """Sum what words say for each kind of speaker, in nats; no kind gets more than ``MOST``."""
    known = _leanings()
    said = {fold(word) for word in _WORD.findall(words)}
    found = [known[word] for word in sorted(said) if word in known] or [(0.0,) * len(SpeakerKind)]
    return [max(-MOST, min(MOST, sum(column))) for column in zip(*found, strict=True)]


@cache
def _leanings() -> Mapping[str, tuple[float, ...]]:
    """Read how much more frequent each word is for speakers of each kind, in nats."""
    text = files("stance.prediction.speakers").joinpath("leanings.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: tuple(map(float, numbers)) for word, *numbers in rows}
