"""What a stretch of words says of the speaker it names."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from stance.parts import Span
from stance.prediction.mention_vectors import MentionVector
from stance.prediction.speakers.names import are_of_one_place
from stance.prediction.speakers.vocabulary.lexicon import UNIONS, lexicon

#: Classes of nouns too broad to make "Minister" in a headline the opposition leader of the text.
_BROAD = frozenset({"official", "chief", "heads"})
#: What parties are called, and what stands for that.
PARTIES = frozenset(
    {"conservative", "dem", "democrat", "green", "labour", "liberal", "republican", "tory"}
)
_OF_PARTY = {"democratic": "democrat", "dem": "democrat", "gop": "republican"}


class Form(StrEnum):
    """How words point at somebody."""

    #: With a proper name: "Okoro", "the WHO".
    NAME = "name"
    #: With a noun: "the minister", "two brokers".
    DESCRIPTION = "description"
    #: With "he", "she", "it" or "they".
    PRONOUN = "pronoun"


class Being(StrEnum):
    """What sort of speaker words point at."""

    PERSON = "person"
    BODY = "body"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where an article points at somebody, and what it says there.

    Attributes:
        span: The words, in characters of the article.
        form: How they point.
        called: The words to call the speaker by: the name, or the whole description.
        name: Folded words of the proper name, in order; empty if there is none.
        alias: Folded acronym given in brackets; empty if there is none.
        role: Title or affiliation beside the name, or None.
        rank: Short title before the name, of an office that is not said to be over: "Rep.".
        head: Folded noun of a description: "minister"; empty for names.
        traits: Folded words that the role or the description consists of.
        about: Folded proper names beside the name: the body that somebody speaks for.
        owner: Folded words for whose the one described is: the Obi of "Obi's lawyer", "his", or the
            union of "a spokesman for the union".
        beside: Folded nouns, in the singular, and other words beside the name.
        being: Person or body, as far as the words tell.
        gender: "m", "f", or "" where the words do not tell.
        is_its: Whether it opens with "its": the body that was spoken of last has this officer.
        is_plural: Whether several speak.
        is_definite: Whether it points back: a name, "the minister", "his lawyer".
        is_full: Whether a description says whose: "Iraq's minister", "the governor of Orno".
        is_paper: Whether a description is of a paper: "the report", "new figures".
        is_bare: Whether it is one without a determiner, as in a headline: "Lawmaker", "Rebels".
        vector: What the network makes of it; None where it says nothing.
    """

    span: Span
    form: Form
    called: Span
    name: tuple[str, ...] = ()
    alias: str = ""
    role: Span | None = None
    rank: Span | None = None
    head: str = ""
    traits: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    owner: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    being: Being = Being.UNKNOWN
    gender: str = ""
    is_its: bool = False
    is_plural: bool = False
    is_definite: bool = True
    is_full: bool = False
    is_paper: bool = False
    is_bare: bool = False
    vector: MentionVector | None = None

    @property
    def is_person_by_name(self) -> bool:
        """Whether it is a person's name."""
        return bool(self.name) and self.being is Being.PERSON

    @property
    def is_relative(self) -> bool:
        """Whether somebody's mother or son is described."""
        return bool(self.owner) and self.head in lexicon().small["kin"]

    @property
    def may_be_firm(self) -> bool:
        """Whether its name is a word that "the company" can be called, and nobody else: Nokia."""
        known = lexicon()
        is_other = any(word in known.nations or word in known.given for word in self.name)
        is_one = len(self.name) == 1 and not self.gender and self.being is not Being.PERSON
        return is_one and not is_other


def are_alike(nameless: Mention, named: Mention) -> bool:
    """Whether a role of the one can be called by the noun of the other: "Lawmaker", "Rep."."""
    classes_of = lexicon().classes_of
    stands_for = classes_of(nameless.head) - _BROAD
    return any(stands_for & classes_of(word) for word in named.traits)


def are_of_others(one: Mention, other: Mention) -> bool:
    """Whether "the French minister" is another than "the Israeli minister, Ada Obi"."""
    if are_of_other_parties(one.traits, other.traits):
        return True
    own, theirs = one.about, other.about
    if "speaks" not in lexicon().classes.get(one.head, ()):
        own, theirs = own & lexicon().nations, theirs & lexicon().nations
    is_same = any(are_of_one_place(name, known) for name in own for known in theirs)
    return bool(own) and bool(theirs) and not is_same


def are_of_other_parties(own: Set[str], theirs: Set[str]) -> bool:
    """Whether folded words tell of one party, and others of another: no Republican a Democrat."""
    one, other = ({_OF_PARTY.get(word, word) for word in told} & PARTIES for told in (own, theirs))
    return bool(one) and bool(other) and one.isdisjoint(other)


def is_of_one_body(about: Set[str]) -> bool:
    """Whether names say whose officials are: those of a firm, and not of a nation or of many."""
    return bool(about) and about.isdisjoint(lexicon().nations) and about.isdisjoint(UNIONS)
