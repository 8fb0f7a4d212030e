"""What the words for a speaker say of the capacity in which they speak: "minister", "analyst"."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from stance.labels import SpeakerKind
from stance.lexicon.table import terms
from stance.prediction.speakers.capacity.chances import normalised
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import fold, singular
from stance.schemes import NEWS, LabelScheme

#: Words are weaker evidence than sentences, and not independent of each other; what they weigh and
#: say at most was searched on what is kept back (experiments/speakers).
WEIGHT = 0.15
MOST = 3.0
#: The noun of a role, the coach of "head coach", says more than all of its words.
HEAD_WEIGHT = 0.5
#: How much likelier the words for an office make an official than anybody else, in nats.
OFFICE = 1.25
#: And the short title of an office or a rank right before a name, "Rep.": of 129 speakers who bear
#: one in the labels 126 are officials.
RANK = 1.0
#: How the table of terms calls an office that is over; no word has an underscore.
PAST_OFFICE = "past_office"
_WORD = re.compile(r"[^\W\d_]+")
#: When it was that somebody was something: "official during Ada Obi's presidency", "under Ada Obi".
#: Only the first "during" of a line is looked at: what follows another one follows it as well.
_IN_A_TERM = re.compile(
    r"^(?>.*?\bduring\b).*\b(?:administration|government|presidency|premiership|tenure|term|era)\b"
    r"|\bunder (?:former |then-)?(?:President|Prime Minister|(?:[A-Z][\w.]* )+[A-Z]\w+)",
    re.MULTILINE,
)
_POSSESSIVE = re.compile(r"[^\W\d_]+(?:['’]s)?")
_LINKS = frozenset({"and", "or", "as"})
_NOTHING = (0.0,) * len(SpeakerKind)


def lean(
    chances: Sequence[float],
    name: str,
    *roles: str,
    ranks: Sequence[str] = (),
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
        scheme: Tells the label of each kind of speaker; without kinds, words say nothing.

    Returns:
        Probabilities in the same order; unchanged if no word is known.

    Examples:
        >>> lean((0.5, 0.4, 0.1), "Jo Tarn", "economist at the Larkspur Institute")
        (0.020..., 0.975..., 0.004...)
    """
    said = _said_by(" ".join((*ranks, name, *roles[:1])))
    of_head = _prior_of_head(head_of(next(iter(roles), "") or name))
    evidence = [
        WEIGHT * one + HEAD_WEIGHT * other + RANK * (bool(ranks) and kind is SpeakerKind.OFFICIAL)
        for kind, one, other in zip(SpeakerKind, said, of_head, strict=True)
    ]
    if _is_out_of_office(roles, ranks):
        evidence = list(_priors()[PAST_OFFICE])
    if not any(evidence) or not scheme.label_of_kind:
        return tuple(chances)
    of_kind = dict(zip(SpeakerKind, evidence, strict=True))
    ordered = [of_kind[scheme.kind_of_label[label]] for label in scheme.names]
    return normalised(
        [math.log(chance) + one for chance, one in zip(chances, ordered, strict=True)]
    )


def head_of(role: str) -> str:
    """Give the noun that a role is about, without what hangs on it.

    Args:
        role: As the article has it, or the description of somebody.

    Returns:
        The folded word; "" for a clause such as "who runs a shop".

    Examples:
        >>> head_of("head coach"), head_of("chief executive of Orno Water"), head_of("police")
        ('coach', 'executive', 'police')
    """
    small = lexicon().small
    ends = (small["preposition"], small["relative"], _LINKS)
    head = ""
    for word in _POSSESSIVE.findall(role.partition(",")[0]):
        key = fold(word)
        if any(key in group for group in ends):
            break
        head = key
    return head


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
    is_over = first in small["past"] or _IN_A_TERM.search(role) is not None
    return is_over and small["present"].isdisjoint(words) and "," not in role


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
    known = _priors()
    said = {fold(word) for word in _WORD.findall(words)}
    found = [known[word] for word in sorted(said) if word in known] or [_NOTHING]
    return [max(-MOST, min(MOST, sum(column))) for column in zip(*found, strict=True)]


@cache
def _priors() -> Mapping[str, tuple[float, ...]]:
    """Give how much more frequent each word is for speakers of each kind, in nats."""
    return {term.text: term.prior for term in terms().values() if term.prior is not None}


def _prior_of_head(head: str) -> tuple[float, ...]:
    """Give the prior of the noun of a role; that of one such person for several of them."""
    known = _priors()
    return known.get(head) or known.get(singular(head), _NOTHING)
