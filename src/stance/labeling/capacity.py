"""In what capacity somebody speaks, from the words that name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.labeling.lexicon import BODIES, PEOPLE, Hit
from stance.labels import Label
from stance.prediction.speakers.words import Word

_ISSUED = frozenset(["by", "from", "of"])
_ENDS_HEAD = frozenset(
    ["of", "for", "at", "from", "with", "in", "on", "by", "to", "who", "which", "that", ","]
)
_PAPERS = frozenset(["studies", "documents"])
_FORMER_REACH = 4
#: Leads of bodies that are experts where the body does research.
_LEADS = frozenset(["director", "head", "founder", "deputy", "executive", "principal"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What words say of whom they name.

    Attributes:
        label: What a sentence of theirs carries; None for a former office, which leaves it open.
        list: The word list that says so.
        is_former: Whether an office is over.
    """

    label: Label | None
    list: str
    is_former: bool = False


def capacity_of(
    words: Sequence[Word], hits: Sequence[Hit], *, first: int, last: int
) -> Capacity | None:
    """Tell in what capacity somebody speaks.

    Args:
        words: Of the sentence.
        hits: The entries of word lists among them.
        first: Index of the first word for the speaker.
        last: Index after the last one.

    Returns:
        What the words say; None for a bare name, a pronoun, and words that no list has.
    """
    inside = [hit for hit in hits if hit.first >= first and hit.last <= last]
    if any(hit.name == "anonymous_sources" for hit in inside):
        return Capacity(label=PEOPLE["anonymous_sources"], list="anonymous_sources")
    bodies = [hit for hit in inside if hit.name in BODIES]
    # Not the residents of "residents' association", but the association.
    inner = {index for hit in bodies for index in range(hit.first, hit.last)}
    people = [
        hit
        for hit in inside
        if hit.name in PEOPLE and hit.last not in inner and not words[hit.last - 1].is_possessive
    ]
    if people:
        former = [hit.first for hit in inside if hit.name == "former"]
        return _of_person(words, people, bodies=bodies, former=former)
    return _of_body(words, bodies, first=first) if bodies else None


def _of_person(
    words: Sequence[Word], people: Sequence[Hit], *, bodies: Sequence[Hit], former: Sequence[int]
) -> Capacity:
    """Read the first word for what a person is; a spokesperson is one wherever the word stands."""
    spokesperson = next((hit for hit in people if hit.name == "spokespersons"), None)
    main = spokesperson or min(people, key=lambda hit: (hit.first, -hit.last))
    label, name = PEOPLE[main.name], main.name
    if label is Label.OFFICIAL_STATEMENT:
        if any(0 <= main.first - one <= _FORMER_REACH for one in former):
            later = [hit for hit in people if PEOPLE[hit.name] is Label.EXPERT_ANALYSIS]
            if not later:
                return Capacity(label=None, list=name, is_former=True)
            label, name = Label.EXPERT_ANALYSIS, later[0].name
        elif words[main.first].key in _LEADS and _research_in(bodies):
            label, name = Label.EXPERT_ANALYSIS, "research_bodies"
    return Capacity(label=label, list=name)


def _of_body(words: Sequence[Word], bodies: Sequence[Hit], *, first: int) -> Capacity:
    """Read what the head of a phrase is: the last noun before "of", or who issued a paper."""
    places = range(first + 1, max(hit.last for hit in bodies))
    cuts = (i for i in places if not _ENDS_HEAD.isdisjoint((words[i].key, words[i].text)))
    cut = next(cuts, len(words))
    before = [hit for hit in bodies if hit.first < cut] or list(bodies)
    order = list(BODIES)
    head = min(before, key=lambda hit: (-hit.last, hit.first, order.index(hit.name)))
    if head.name in _PAPERS:
        issuers = [
            hit
            for hit in bodies
            if hit.name not in _PAPERS
            and (hit.first < head.first or _is_issued(words[head.last : hit.first]))
        ]
        head = (issuers or [head])[0]
    elif head.name == "organisations":
        later = [hit for hit in _research_in(bodies) if hit.last > head.first]
        head = (later or [head])[0]
    return Capacity(label=BODIES[head.name], list=head.name)


def _research_in(bodies: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in bodies if hit.name == "research_bodies"]


def _is_issued(between: Sequence[Word]) -> bool:
    return any(word.key in _ISSUED for word in between)
