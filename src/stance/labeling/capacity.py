"""In what capacity somebody speaks, from the words that name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.labeling.lexicon import Hit
from stance.labels import Label
from stance.prediction.speakers.words import Word

_OFFICIAL, _EXPERT, _FACT = Label

#: What people are: the list that their first such word is from, and what they then carry.
_PEOPLE: dict[str, Label] = {
    "spokespersons": _OFFICIAL,
    "official_titles": _OFFICIAL,
    "unnamed_officials": _OFFICIAL,
    "organisation_heads": _OFFICIAL,
    "academic_titles": _EXPERT,
    "analyst_titles": _EXPERT,
    "unnamed_experts": _EXPERT,
    "private_people": _FACT,
    "public_figures": _FACT,
    "anonymous_sources": _FACT,
}
#: What bodies and papers are; of two that end at one word the first counts.
_BODIES: dict[str, Label] = {
    "media": _FACT,
    "known_bodies": _OFFICIAL,
    "justice": _OFFICIAL,
    "research_bodies": _EXPERT,
    "public_bodies": _OFFICIAL,
    "organisations": _OFFICIAL,
    "studies": _EXPERT,
    "documents": _FACT,
}


def lists_of(label: Label) -> frozenset[str]:
    """Give the word lists whose speakers carry a label."""
    return frozenset(name for name, carried in (_PEOPLE | _BODIES).items() if carried is label)


#: Lists of words for people.
PEOPLE = frozenset(_PEOPLE)
#: All lists that can say what a speaker is.
NAMERS = frozenset([*_PEOPLE, *_BODIES])
_ISSUED = frozenset(["by", "from", "of"])
_PREPOSITIONS = frozenset(
    ["of", "for", "at", "from", "with", "in", "on", "by", "to", "who", "which", "that", ","]
)
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
    names = {hit.name for hit in inside}
    if "anonymous_sources" in names:
        return Capacity(label=_FACT, list="anonymous_sources")
    bodies = [hit for hit in inside if hit.name in _BODIES]
    # Not the residents of "residents' association", but the association.
    inner = {index for hit in bodies for index in range(hit.first, hit.last)}
    people = [
        hit
        for hit in inside
        if hit.name in _PEOPLE and hit.last not in inner and not words[hit.last - 1].is_possessive
    ]
    if people:
        return _person(words, people, bodies=bodies, former=_former(inside))
    return _body(words, bodies, first=first) if bodies else None


def _former(inside: Sequence[Hit]) -> list[int]:
    return [hit.first for hit in inside if hit.name == "former"]


def _person(
    words: Sequence[Word], people: Sequence[Hit], *, bodies: Sequence[Hit], former: Sequence[int]
) -> Capacity:
    spokesperson = next((hit for hit in people if hit.name == "spokespersons"), None)
    start = min(hit.first for hit in people)
    here = [hit for hit in people if hit.first == start]
    main = spokesperson or max(here, key=lambda hit: hit.last)
    label = _PEOPLE[main.name]
    if label is _OFFICIAL and any(0 <= main.first - one <= _FORMER_REACH for one in former):
        later = [hit for hit in people if _PEOPLE[hit.name] is _EXPERT]
        known = Capacity(label=_EXPERT, list=later[0].name) if later else None
        return known or Capacity(label=None, list=main.name, is_former=True)
    is_research = any(hit.name == "research_bodies" for hit in bodies)
    if (
        main.name in {"official_titles", "organisation_heads"}
        and words[main.first].key in _LEADS
        and is_research
    ):
        return Capacity(label=_EXPERT, list="research_bodies")
    return Capacity(label=label, list=main.name)


def _body(words: Sequence[Word], bodies: Sequence[Hit], *, first: int) -> Capacity:
    """Tell what the head of a phrase is: the last noun before "of", or who issued a paper."""
    cut = next(
        (
            i
            for i in range(first + 1, max(hit.last for hit in bodies))
            if words[i].key in _PREPOSITIONS or words[i].text in _PREPOSITIONS
        ),
        len(words),
    )
    before = [hit for hit in bodies if hit.first < cut] or list(bodies)
    end = max(hit.last for hit in before)
    order = list(_BODIES)
    heads = [hit for hit in before if hit.last == end]
    head = min(heads, key=lambda hit: (hit.first, order.index(hit.name)))
    research = [hit for hit in bodies if hit.name == "research_bodies" and hit.last > head.first]
    if head.name in {"studies", "documents"}:
        others = [hit for hit in bodies if hit.name not in {"studies", "documents"}]
        issuers = [hit for hit in others if hit.first < head.first or _is_issued(words, hit, head)]
        head = issuers[0] if issuers else head
    elif head.name == "organisations" and research:
        head = research[0]
    return Capacity(label=_BODIES[head.name], list=head.name)


def _is_issued(words: Sequence[Word], issuer: Hit, paper: Hit) -> bool:
    return any(word.key in _ISSUED for word in words[paper.last : issuer.first])
