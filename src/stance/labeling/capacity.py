"""In what capacity somebody speaks, from the words that name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.labeling.lexicon import BODIES, PEOPLE, Hit
from stance.labels import Label
from stance.prediction.speakers.words import Word

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
    """

    label: Label | None
    list: str


def capacity_of(words: Sequence[Word], hits: Sequence[Hit]) -> Capacity | None:
    """Tell in what capacity somebody speaks, from the entries of word lists among their words.

    None for a bare name, a pronoun, and words that no list has. Places of ``hits`` are those among
    all ``words`` of the sentence.
    """
    if any(hit.name == "anonymous_sources" for hit in hits):
        return Capacity(label=PEOPLE["anonymous_sources"], list="anonymous_sources")
    bodies = [hit for hit in hits if hit.name in BODIES]
    # Not the residents of "residents' association", but the association.
    inner = {index for hit in bodies for index in range(hit.first, hit.last)}
    people = [
        hit
        for hit in hits
        if hit.name in PEOPLE and hit.last not in inner and not words[hit.last - 1].is_possessive
    ]
    if people:
        former = [hit.first for hit in hits if hit.name == "former"]
        return _of_person(words, people, bodies=bodies, former=former)
    return _of_body(words, bodies) if bodies else None


def _of_person(
    words: Sequence[Word], people: Sequence[Hit], *, bodies: Sequence[Hit], former: Sequence[int]
) -> Capacity:
    """Read the first word for what a person is; a spokesperson is one wherever the word stands."""
    spokesperson = next((hit for hit in people if hit.name == "spokespersons"), None)
    main = spokesperson or min(people, key=lambda hit: (hit.first, -hit.last))
    name = main.name
    if PEOPLE[name] is Label.OFFICIAL_STATEMENT:
        if any(0 <= main.first - one <= _FORMER_REACH for one in former):
            expert = (hit.name for hit in people if PEOPLE[hit.name] is Label.EXPERT_ANALYSIS)
            name = next(expert, "")
            if not name:
                return Capacity(label=None, list=main.name)
        elif words[main.first].key in _LEADS and _research_in(bodies):
            return Capacity(label=Label.EXPERT_ANALYSIS, list="research_bodies")
    return Capacity(label=PEOPLE[name], list=name)


def _of_body(words: Sequence[Word], bodies: Sequence[Hit]) -> Capacity:
    """Read what the head of a phrase is: the last noun before "of", or who issued a paper."""
    places = range(bodies[0].first + 1, max(hit.last for hit in bodies))
    end = next((index for index in places if words[index].key in _ENDS_HEAD), places.stop)
    before = [hit for hit in bodies if hit.first < end] or bodies
    order = list(BODIES)
    head = min(before, key=lambda hit: (-hit.last, hit.first, order.index(hit.name)))
    if head.name in _PAPERS:
        head = next((hit for hit in bodies if hit.name not in _PAPERS), head)
    elif head.name == "organisations":
        head = next((hit for hit in _research_in(bodies) if hit.last > head.first), head)
    return Capacity(label=BODIES[head.name], list=head.name)


def _research_in(bodies: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in bodies if hit.name == "research_bodies"]
