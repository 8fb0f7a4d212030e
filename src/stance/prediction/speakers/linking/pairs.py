"""What speaks for a mention's pointing at a speaker entity, and what against it."""

import math
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher

from stance.prediction.speakers.linking.behalf import is_in, speaks_for
from stance.prediction.speakers.linking.entities import SpeakerEntity
from stance.prediction.speakers.linking.offices import have_other_titles, holds_another_office
from stance.prediction.speakers.linking.ranker import Features
from stance.prediction.speakers.naming.mentions import (
    Being,
    Form,
    Mention,
    are_of_other_parties,
)
from stance.prediction.speakers.naming.names import acronyms, is_younger
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.states import are_of_one_place

#: The network's coreference score counts between these bounds, in natural logarithms.
_SUREST = 6.0
#: How many mentions of an entity it is asked of, the latest.
_N_MENTIONS = 16
#: Up to which sentence an article is at its lead.
_LEAD = 3


def type_of(mention: Mention) -> str:
    """Give the sort of a mention: a name, a pronoun, a definite or an indefinite description."""
    if mention.form is Form.DESCRIPTION:
        return "definite" if mention.is_definite else "indefinite"
    return str(mention.form)


def type_of_pair(mention: Mention, entity: SpeakerEntity) -> str:
    """Give which weights count for a mention and an entity."""
    if entity.names:
        return f"{type_of(mention)}, named"
    return f"{type_of(mention)}, nameless"


def new_features(mention: Mention, place: int) -> Features:
    """Say what speaks for a mention's being of somebody who has not been spoken of."""
    found = {
        "bias": 1.0,
        "newness": mention.vector.newness if mention.vector else 0.0,
        "no vector": float(mention.vector is None),
        "bare": float(mention.is_bare),
        "plural": float(mention.is_plural),
        "paper": float(mention.is_paper),
        "full": float(mention.is_full),
        "about": float(bool(mention.about)),
        "lead": float(place <= _LEAD),
        "one word": float(len(mention.name) == 1),
        "role": float(mention.role is not None),
        "body": float(mention.being is Being.BODY),
        "gendered": float(mention.gender != ""),
    }
    return {name: value for name, value in found.items() if value}


def pair_features(
    mention: Mention,
    entity: SpeakerEntity,
    place: int,
    *,
    rank: int,
    n_later: int,
    chances: Sequence[float],
) -> Features:
    """Say what speaks for a mention's pointing at an entity.

    Args:
        mention: A source.
        entity: Somebody known from before.
        place: Index of the mention's sentence.
        rank: How many others have spoken since.
        n_later: How many others whom the mention fits were spoken of since.
        chances: Probability of each capacity for the sentence.

    Returns:
        Each feature that is not 0, by name.
    """
    found: dict[str, float] = {}
    for group in (
        _of_names(mention, entity),
        _of_roles(mention, entity, place),
        _of_agreement(mention, entity),
        _of_nearness(entity, place, rank, n_later),
    ):
        found.update((name, float(value)) for name, value in group if value)
    found["capacity"] = max(entity.agreement(chances), -_SUREST)
    odds = _coreference_score(mention, entity)
    if odds is None:
        found["no score"] = 1.0
    else:
        found["score"] = odds
    return found


def _coreference_score(mention: Mention, entity: SpeakerEntity) -> float | None:
    if mention.vector is None:
        return None
    odds = mention.vector.odds_of(entity.vectors[-_N_MENTIONS:])
    return None if odds is None else bounded_score(odds)


def bounded_score(odds: float) -> float:
    """Keep log-odds that two mentions are of one between the bounds up to which they count."""
    return max(-_SUREST, min(_SUREST, odds))


def _of_names(mention: Mention, entity: SpeakerEntity) -> Iterator[tuple[str, float]]:
    yield "bias", 1.0
    if not (mention.name and entity.names):
        return
    fullest = entity.names[0]
    bears = entity.bears(mention)
    yield "exact name", mention.name == fullest
    yield "known name", mention.name in entity.names[1:]
    yield "part of name", bears and len(mention.name) < len(fullest)
    yield "longer name", bears and len(mention.name) > len(fullest)
    yield (
        "acronym",
        (bears and not entity.name_words.isdisjoint(acronyms(mention.name)))
        or (bears and len(mention.name) == 1 and mention.name[0] in acronyms(fullest)),
    )
    yield "same surname", mention.name[-1] == fullest[-1]
    yield "same first", mention.name[0] == fullest[0]
    yield "other name", not bears
    yield "shares a word", not bears and not entity.name_words.isdisjoint(mention.name)
    is_near = not bears and mention.name[0][:1] == fullest[0][:1]
    ratio = (
        SequenceMatcher(None, " ".join(mention.name), " ".join(fullest)).ratio() if is_near else 0
    )
    yield "spelt alike", max(0.0, ratio - 0.8) * 5
    yield "one is junior", is_younger(mention.name) != is_younger(fullest)


def _of_roles(mention: Mention, entity: SpeakerEntity, place: int) -> Iterator[tuple[str, float]]:
    known = lexicon()
    nouns = {mention.head} if mention.head else mention.traits
    classes = frozenset[str]().union(*map(known.classes_of, nouns))
    theirs = entity.classes
    words = entity.words
    last = entity.sources[-1] if entity.sources else None
    yield (
        "same noun",
        bool(mention.head)
        and (mention.head in entity.traits or any(mention.head in name for name in entity.names)),
    )
    yield "its noun", last is not None and bool(last.head) and last.head in mention.traits
    yield "same last noun", last is not None and bool(mention.head) and last.head == mention.head
    yield "same class", not classes.isdisjoint(theirs)
    yield "other class", bool(classes) and bool(theirs) and classes.isdisjoint(theirs)
    own = mention.traits - {mention.head} or mention.traits
    yield "role told", len(own & (entity.traits | words)) / len(own) if own else 0.0
    yield "new detail", bool(entity.traits) and not own <= entity.traits | words
    yield "same words", bool(mention.traits) and mention.traits == entity.traits
    is_placed = _are_of_one_place(mention.about, words)
    yield "same about", is_placed
    yield (
        "other about",
        bool(mention.about) and bool(entity.about or entity.names) and not is_placed,
    )
    is_other_nation = not (mention.about & known.nations).isdisjoint(known.nations) and bool(
        words & known.nations
    )
    yield "other nation", is_other_nation and not is_placed
    yield "unplaced", bool(mention.about) and not (entity.about or entity.names)
    yield "other office", holds_another_office(mention, entity.traits)
    yield "other title", last is not None and have_other_titles(last, mention)
    yield "other party", are_of_other_parties(mention.traits, entity.traits)
    is_owned = not entity.name_words.isdisjoint(mention.owner)
    yield "owned by person", is_owned and entity.being is Being.PERSON
    yield "owned by body", is_owned and entity.being is not Being.PERSON
    speaks = "speaks" in classes
    yield "spokesperson", speaks
    yield "spokesperson of body", speaks and entity.being is Being.BODY
    yield "spokesperson spoken", speaks and entity.is_joint
    yield "speaks for", entity.being is not Being.PERSON and speaks_for(entity, mention, place)
    yield "spoke for", _has_spoken_for(entity, mention)
    yield "body in about", is_in(entity, about=mention.about, beside=mention.beside)
    yield (
        "paper of body",
        mention.is_paper
        and not (mention.traits - {mention.head}).isdisjoint(words | entity.traits),
    )
    is_paper = not known.documents.isdisjoint(entity.traits)
    yield "paper", mention.is_paper and is_paper
    yield "paper of somebody", mention.is_paper and not is_paper
    yield "authors", is_paper and "authors" in classes
    yield "firm", mention.head in known.small["firm"] and entity.being is not Being.PERSON
    yield "relative", mention.is_relative and mention.head not in entity.traits
    yield "its officer", mention.is_its and entity.being is Being.BODY
    yield "bare", mention.is_bare
    yield "full", mention.is_full


def _has_spoken_for(entity: SpeakerEntity, mention: Mention) -> bool:
    """Whether a person has spoken for the body that is now the source."""
    is_person = entity.being is Being.PERSON and bool(entity.sources)
    if not is_person or mention.being is Being.PERSON or "member" in entity.traits:
        return False
    body = SpeakerEntity()
    body.meet(mention)
    return is_in(body, about=entity.about, beside=entity.beside)


def _of_agreement(mention: Mention, entity: SpeakerEntity) -> Iterator[tuple[str, float]]:
    genders, beings = {mention.gender, entity.gender}, {mention.being, entity.being}
    yield "same gender", len(genders) == 1 and "" not in genders
    yield "other gender", genders == {"m", "f"}
    yield "gender of one", len(genders) == 2 and "" in genders  # noqa: PLR2004
    yield "same being", len(beings) == 1 and Being.UNKNOWN not in beings
    yield "other being", beings == {Being.PERSON, Being.BODY}
    yield "person", entity.being is Being.PERSON
    yield "body", entity.being is Being.BODY
    yield "it of somebody", mention.being is Being.BODY and entity.gender != ""
    yield "both plural", mention.is_plural and entity.is_plural
    yield "plural of one", mention.is_plural and not entity.is_plural
    yield "one of several", entity.is_plural and not mention.is_plural
    yield "joint", entity.is_joint


def _of_nearness(
    entity: SpeakerEntity, place: int, rank: int, n_later: int
) -> Iterator[tuple[str, float]]:
    has_spoken = bool(entity.sources)
    yield "silent", not has_spoken
    yield "faint", entity.is_faint and not has_spoken
    if has_spoken:
        yield "since spoken", math.log1p(max(place - entity.spoke_at, 0))
        yield "last speaker", rank == 0
        yield "speaker before", rank == 1
        yield "spoke before", place - entity.spoke_at == 1
        yield "spoke further", min(max(place - entity.spoke_at - 1, 0), 5)
        yield "spoke in lead", entity.spoke_at <= 1
        yield "often", math.log1p(len(entity.sources))
    yield "overtaken", n_later > 0
    yield "far overtaken", min(n_later, 5)
    yield "present before", place - entity.present_at == 1
    yield "subject further", min(max(place - entity.subject_at - 1, 0), 5)
    yield "since seen", math.log1p(max(place - entity.seen_at, 0))
    yield "seen here", entity.seen_at == place
    yield "subject", entity.is_subject
    yield "subject before", entity.is_subject and place - entity.seen_at == 1
    yield "subject here", entity.is_subject and entity.seen_at == place
    yield "topic", math.log1p(entity.n_subject)


def _are_of_one_place(own: Set[str], theirs: Set[str]) -> bool:
    return any(word in theirs or any(are_of_one_place(word, one) for one in theirs) for word in own)
