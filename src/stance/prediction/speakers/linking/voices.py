"""Those whom an article names and who may speak in it, as they become known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from stance.prediction.mention_vectors import MentionVector
from stance.prediction.speakers.capacity.chances import normalised, overlap
from stance.prediction.speakers.mentions import (
    Being,
    Form,
    Mention,
    are_alike,
    are_of_others,
)
from stance.prediction.speakers.names import is_younger, same_name
from stance.prediction.speakers.vocabulary.lexicon import lexicon

_NEVER = -1_000_000
_N_NAMES = 8
#: How many words of roles a voice keeps, and of what is beside its name; real ones have 20.
_N_WORDS = 100
_UNKNOWN_CAPACITY = 0.5
#: How much two distributions over capacities overlap at least in one speaker.
_OVERLAP = 0.7


@dataclass(slots=True, eq=False)
class Voice:
    """Someone, or some body, with all that the article has said of them so far.

    Attributes:
        sources: Mentions as the source of a speech, in order.
        sightings: Mentions by name or description, speaking or not, in order.
        names: Folded proper names of different length, fullest first.
        aliases: Folded acronyms.
        traits: Folded words of the roles and descriptions.
        about: Folded proper names beside the name.
        beside: Folded words beside the name, in the singular.
        vectors: What a network makes of the mentions, in order.
        being: Person or body, as far as known.
        gender: "m", "f" or "".
        is_plural: Whether several speak as one.
        is_joint: Whether a body and the person who speaks for it are one, "it" and "she" both.
        evidence: Sum of log-probabilities of each label over the sentences with a source;
            empty before the first.
        spoke_at: Index of the last sentence in which they spoke.
        seen_at: Index of the last sentence that names them.
        led: Whether they are the first named in that sentence.
        n_led: In how many sentences in which nobody speaks they are the first named.
    """

    sources: list[Mention] = field(default_factory=list)
    sightings: list[Mention] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    about: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    vectors: list[MentionVector] = field(default_factory=list)
    being: Being = Being.UNKNOWN
    gender: str = ""
    is_plural: bool = False
    is_joint: bool = False
    evidence: list[float] = field(default_factory=list)
    spoke_at: int = _NEVER
    seen_at: int = _NEVER
    led: bool = False
    is_faint: bool = False
    n_led: int = 0

    def meet(self, mention: Mention) -> None:
        """Learn what a mention says."""
        if mention.form is not Form.PRONOUN:
            self.sightings.append(mention)
        if mention.name and mention.name not in self.names[:_N_NAMES]:
            self.names = sorted([*self.names[: _N_NAMES - 1], mention.name], key=len, reverse=True)
        self.aliases |= {mention.alias} if mention.alias else set()
        for own, told in (
            (self.traits, mention.traits),
            (self.about, mention.about),
            (self.beside, mention.beside),
        ):
            if len(own) < _N_WORDS:
                own |= told
        self.vectors += [mention.vector] if mention.vector else []
        is_open = self.being is Being.UNKNOWN and not self.is_joint
        if is_open and not (self.gender and mention.being is Being.BODY):  # "the Obi case" of Ada
            self.being = mention.being
        elif self.being is Being.BODY and mention.being is Being.PERSON:  # "a navy spokesman"
            self.join()
        self.gender = self.gender or mention.gender
        if mention.is_plural and not self.is_named_as_person:  # not Obi for "the results"
            self.is_plural = True

    def take(self, other: "Voice") -> None:
        """Be what has been taken for somebody else, without a name, too."""
        for own, theirs in ((self.sightings, other.sightings), (self.sources, other.sources)):
            own[:] = sorted([*theirs, *own], key=lambda one: one.span)

    def join(self) -> None:
        """Be a body, or several, and the person who speaks for them, from now on."""
        self.being, self.is_joint, self.is_plural = Being.UNKNOWN, True, False

    def hear(self, chances: Sequence[float]) -> None:
        """Count a sentence that names them as its source."""
        before = self.evidence or [0.0] * len(chances)
        self.evidence = [a + math.log(b) for a, b in zip(before, chances, strict=True)]

    def agreement(self, chances: Sequence[float]) -> float:
        """Give the log-probability that a sentence is of the capacity shown so far, at most 0."""
        if not self.sources:
            return math.log(_UNKNOWN_CAPACITY)
        shown = normalised(self.evidence)
        return math.log(sum(one * other for one, other in zip(shown, chances, strict=True)))

    def can_say(self, chances: Sequence[float]) -> bool:
        """Whether a sentence may be of the capacity that the voice has shown so far."""
        return not self.sources or overlap(normalised(self.evidence), chances) > _OVERLAP

    def can_be(self, mention: Mention) -> bool:
        """Whether nothing that a mention says speaks against its pointing here."""
        beings = {self.being, mention.being} - {Being.UNKNOWN}
        genders = {self.gender, mention.gender} - {""}
        return len(beings) <= 1 and len(genders) <= 1

    def bears_name_of(self, mention: Mention) -> bool:
        """Whether a mention's name, or its acronym, is a form of the voice's own."""
        if self._is_namesake_of(mention):
            return False
        known = {*self.aliases, *(name[0] for name in self.names if len(name) == 1)}
        if mention.alias in known or (len(mention.name) == 1 and mention.name[0] in self.aliases):
            return True
        is_body = Being.BODY in (self.being, mention.being)
        names = self.names if self.is_joint else self.names[:1]
        return any(same_name(mention.name, name, is_body=is_body) for name in names)

    def _is_namesake_of(self, mention: Mention) -> bool:
        """Whether one is "President Obi", and the other "Ben Obi Jr.", who has no such title."""
        own = is_younger(self.names[0]) if self.names else False
        if own == is_younger(mention.name):
            return False
        is_ranked = any(one.rank is not None for one in self.sightings)
        return is_ranked not in {own, mention.rank is not None}

    def is_unveiled_by(self, mention: Mention) -> bool:
        """Whether it names "a judge" who has spoken without a name."""
        if self.names or self.is_plural or not self.sources or not self.can_be(mention):
            return False
        last = self.sources[-1]
        is_like = last.head in mention.traits or (last.is_bare and are_alike(last, mention))
        return mention.being is not Being.BODY and is_like and not are_of_others(last, mention)

    @property
    def is_of_headline(self) -> bool:
        """Whether it has no name yet, and has spoken in a headline, or below it: "Rights group"."""
        is_bare = [one.is_bare for one in self.sources] == [True]
        return is_bare and self.is_heard_in_headlines and not self.names

    @property
    def is_heard_in_headlines(self) -> bool:
        """Whether it has not spoken below the headline and the line that follows it."""
        return self.spoke_at in {0, 1}

    @property
    def is_named_as_person(self) -> bool:
        """Whether a title or a role beside the name says that it is a person's."""
        return any(one.name and one.being is Being.PERSON for one in self.sightings)

    @property
    def is_guessed(self) -> bool:
        """Whether nothing but a full name tells the gender of somebody who has spoken."""
        known = lexicon()
        is_told = any(known.titles.get(word) or known.roles.get(word) for word in self.traits)
        is_called = any(one.form is Form.PRONOUN and one.gender for one in self.sources)
        is_full = bool(self.names) and len(self.names[0]) > 1
        return bool(self.sources) and is_full and not (is_told or is_called)

    @property
    def words(self) -> set[str]:
        """Folded words of the names, and what stands beside them."""
        return self.about.union(self.aliases, *self.names)

    @property
    def name_words(self) -> set[str]:
        """Folded words of the names."""
        return set[str]().union(*self.names)

    @property
    def classes(self) -> frozenset[str]:
        """Classes of nouns that can stand for the voice."""
        words = self.traits | self.name_words
        return frozenset().union(*map(lexicon().classes_of, words))
