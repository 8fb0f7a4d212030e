"""Those whom an article names and who may speak in it, as they become known."""

import math
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from stance.prediction.mention_vectors import MentionVector
from stance.prediction.speakers.capacity.chances import normalised, overlap
from stance.prediction.speakers.naming.mentions import Being, Form, Mention
from stance.prediction.speakers.naming.names import keys_of, same_name
from stance.prediction.speakers.vocabulary.lexicon import lexicon

#: Index of a sentence before all.
NEVER = -1_000_000
#: How much two distributions over capacities overlap at least in one speaker.
_OVERLAP = 0.7
#: How many names of one speaker are kept.
_N_NAMES = 8


@dataclass(slots=True, eq=False)
class SpeakerEntity:
    """Somebody, or some body, with all that the article has said of them so far.

    Attributes:
        sources: Mentions as the source of a speech, in order.
        sightings: Mentions by name or description, speaking or not, in order.
        names: Folded proper names of different length, fullest first.
        aliases: Folded acronyms.
        name_words: Folded words of the names.
        words: Those of names, of aliases, and proper names beside them.
        classes: Classes of nouns that can stand for them.
        traits: Folded words of the roles and descriptions.
        about: Folded proper names beside the name.
        beside: Folded words beside the name, in the singular.
        vectors: What a network makes of the mentions, in order.
        being: Person or body, as far as known.
        gender: "m", "f" or "".
        is_plural: Whether several speak as one.
        is_joint: Whether a body and the person who speaks for it are one, "it" and "she" both.
        is_named_person: Whether a person is named.
        evidence: Sum of log-probabilities of each label over the sentences with a source;
            empty before the first.
        spoke_at: Index of the last sentence in which they spoke.
        seen_at: Index of the last sentence that names them.
        is_subject: Whether that sentence is about them.
        n_subject: In how many sentences in which nobody speaks they are the first named.
        subject_at: Index of the last of them, or of one in which they are the subject.
        is_faint: Whether it is no more than a large word, which a place could be as well.
    """

    sources: list[Mention] = field(default_factory=list)
    sightings: list[Mention] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    name_words: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    about: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    vectors: list[MentionVector] = field(default_factory=list)
    being: Being = Being.UNKNOWN
    gender: str = ""
    is_plural: bool = False
    is_joint: bool = False
    is_named_person: bool = False
    evidence: list[float] = field(default_factory=list)
    spoke_at: int = NEVER
    seen_at: int = NEVER
    is_subject: bool = False
    n_subject: int = 0
    subject_at: int = NEVER
    is_faint: bool = False

    def meet(self, mention: Mention) -> None:
        """Learn what a mention says."""
        if mention.form is not Form.PRONOUN:
            self.sightings.append(mention)
        if mention.name and mention.name not in self.names[:_N_NAMES]:
            self.names = sorted([*self.names[: _N_NAMES - 1], mention.name], key=len, reverse=True)
        self.aliases |= {mention.alias} if mention.alias else set()
        self.traits |= mention.traits
        self.about |= mention.about
        self.beside |= mention.beside
        self.name_words.update(mention.name)
        self.words |= {*mention.name, *mention.about, mention.alias} - {""}
        self.classes.update(*map(lexicon().classes_of, (*mention.traits, *mention.name)))
        self.vectors += [mention.vector] if mention.vector else []
        is_open = self.being is Being.UNKNOWN and not self.is_joint
        if is_open and not (self.gender and mention.being is Being.BODY):  # "the Obi case" of Ada
            self.being = mention.being
        elif {self.being, mention.being} == {Being.BODY, Being.PERSON}:  # "a navy spokesman"
            self.being, self.is_joint, self.is_plural = Being.UNKNOWN, True, False
        self.gender = self.gender or mention.gender
        self.is_named_person |= bool(mention.name) and mention.being is Being.PERSON
        if mention.is_plural and not self.is_named_person:  # not Obi for "the results"
            self.is_plural = True

    def absorb(self, other: "SpeakerEntity") -> None:
        """Be another as well, of whom the article has spoken without saying so."""
        sources = sorted([*self.sources, *other.sources], key=lambda one: one.span)
        for mention in other.sightings:
            self.meet(mention)
        self.sources = sources
        self.sightings.sort(key=lambda one: one.span)
        self.n_subject += other.n_subject
        self.subject_at = max(self.subject_at, other.subject_at)

    def hear(self, chances: Sequence[float]) -> None:
        """Count a sentence that names them as its source."""
        before = self.evidence or [0.0] * len(chances)
        self.evidence = [a + math.log(b) for a, b in zip(before, chances, strict=True)]

    def agreement(self, chances: Sequence[float]) -> float:
        """Give the log-probability that a sentence is of the capacity shown so far, at most 0.

        It is 0 for somebody who has not spoken.
        """
        if not self.evidence:
            return 0.0
        shown = normalised(self.evidence)
        return math.log(sum(one * other for one, other in zip(shown, chances, strict=True)))

    def bears(self, mention: Mention) -> bool:
        """Whether a mention's name, or its acronym, is a form of their own."""
        known = {*self.aliases, *(name[0] for name in self.names if len(name) == 1)}
        if mention.alias in known or (len(mention.name) == 1 and mention.name[0] in self.aliases):
            return True
        is_body = Being.BODY in (self.being, mention.being)
        names = self.names if self.is_joint else self.names[:1]
        return any(same_name(mention.name, name, is_body=is_body) for name in names)

    def can_say(self, chances: Sequence[float]) -> bool:
        """Whether a sentence may be of the capacity that they have shown so far."""
        return not self.sources or overlap(normalised(self.evidence), chances) > _OVERLAP

    def fits(self, mention: Mention) -> bool:
        """Whether gender, number and being do not contradict a mention's."""
        return (
            {mention.gender, self.gender} != {"m", "f"}
            and {mention.being, self.being} != {Being.PERSON, Being.BODY}
            and not (mention.being is Being.BODY and self.gender)
            and (mention.is_plural or not self.is_plural)
            and not (self.is_faint and not self.sources)
        )

    @property
    def present_at(self) -> int:
        """Index of the last sentence in which they spoke, or which was about them."""
        return max(self.spoke_at, self.subject_at)


class Entities:
    """All speaker entities of an article, in the order in which it brings them up."""

    def __init__(self) -> None:
        self._all: dict[SpeakerEntity, None] = {}
        self._by_word: defaultdict[str, list[SpeakerEntity]] = defaultdict(list)
        self._recent: OrderedDict[SpeakerEntity, None] = OrderedDict()

    @property
    def all(self) -> list[SpeakerEntity]:
        """Give all of them."""
        return list(self._all)

    def add(self) -> SpeakerEntity:
        """Give a new one."""
        entity = SpeakerEntity()
        self._all[entity] = None
        return entity

    def meet(self, entity: SpeakerEntity, mention: Mention) -> None:
        """Let an entity learn what a mention says."""
        entity.meet(mention)
        for word in keys_of(mention.name, alias=mention.alias):
            known = self._by_word[word]
            if not known or known[-1] is not entity:
                known.append(entity)
        self.touch(entity)

    def touch(self, entity: SpeakerEntity) -> None:
        """Let an entity be the latest."""
        self._recent[entity] = None
        self._recent.move_to_end(entity)

    def named(self, mention: Mention, *, most: int) -> list[SpeakerEntity]:
        """Give those who share a word of a name, the first brought up first."""
        words = sorted(keys_of(mention.name, alias=mention.alias))
        return list(dict.fromkeys(one for word in words for one in self._by_word[word][-most:]))

    def latest(self, most: int) -> Iterator[SpeakerEntity]:
        """Give the latest, the latest first."""
        return islice(reversed(self._recent), most)

    def absorb(self, entity: SpeakerEntity, other: SpeakerEntity) -> None:
        """Make one of two."""
        words = {
            word
            for mention in other.sightings
            for word in keys_of(mention.name, alias=mention.alias)
        }
        entity.absorb(other)
        self._all.pop(other, None)
        self._recent.pop(other, None)
        for known in (self._by_word[word] for word in words):
            if other in known:
                known[known.index(other)] = entity
