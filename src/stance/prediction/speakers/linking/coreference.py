"""Whom the sources of an article name: mentions linked to speaker entities, from top to bottom."""

from bisect import bisect_right
from collections.abc import Sequence

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import capacities, chances_of, is_spoken
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.layout.quotations import Quotations
from stance.prediction.speakers.linking.entities import Entities, SpeakerEntity
from stance.prediction.speakers.linking.noticing import described_in, named_in, owns, source_of
from stance.prediction.speakers.linking.offices import have_other_titles, holds_another_office
from stance.prediction.speakers.linking.pairs import (
    new_features,
    pair_features,
    type_of,
    type_of_pair,
)
from stance.prediction.speakers.linking.ranker import Candidate, Ranker
from stance.prediction.speakers.linking.subjects import acts, leader_among, subject_of_clause
from stance.prediction.speakers.naming.mentions import (
    Being,
    Form,
    Mention,
    are_of_other_parties,
)
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.schemes import NEWS, LabelScheme

#: How many are candidates: the latest, and those who share a word of a name.
_N_LATEST, _N_NAMED = 12, 40


def link_sources(
    scored: Sequence[ScoredSentence],
    *,
    page: Page,
    quotations: Quotations,
    entities: Entities,
    ranker: Ranker,
    scheme: LabelScheme = NEWS,
) -> list[SpeakerEntity | None]:
    """Give each sentence with a source its speaker entity, reading from top to bottom.

    Args:
        scored: The sentences with their scores and spans.
        page: The article.
        quotations: Its quotations.
        entities: Empty; gets to know everybody whom the article names.
        ranker: Chooses.
        scheme: Tells which labels are those of speech.

    Returns:
        One entry for each sentence; None where no source is marked.
    """
    linked: list[SpeakerEntity | None] = []
    speaking: SpeakerEntity | None = None
    for place, sentence in enumerate(scored):
        source = sentence.source
        names = named_in(sentence, page=page, quotations=quotations)
        described = described_in(sentence, page=page, quotations=quotations)
        if described is not None:
            _note_description(described, place, entities)
        n_before = sum(source is not None and name.span < source for name in names)
        subject = subject_of_clause(names[:n_before], sentence, page=page)
        for name in names[:n_before]:
            is_firm = name is subject and owns(name, page)
            _note(name, place, entities, is_subject=name is subject, is_firm=is_firm)
        entity = None
        if source is not None:
            chances = capacities(chances_of(sentence), scheme=scheme)
            mention = source_of(sentence, source, page=page)
            entity = _link(mention, place, entities, chances=chances, ranker=ranker)
            entity.hear(chances)
            entity.sources.append(mention)
            entity.seen_at = entity.spoke_at = place
            entity.is_subject = True
            speaking = entity
        elif speaking is not None and (
            is_spoken(sentence, scheme=scheme) or quotations.filled_by(sentence.span)
        ):
            speaking.spoke_at = place
            entities.touch(speaking)
        linked.append(entity)
        following = names[n_before:]
        leader = leader_among(following, sentence, page=page) if entity is None else None
        for name in following:
            seen = _note(name, place, entities, is_subject=name is leader, is_firm=acts(name, page))
            if name is leader and name.gender and seen is not speaking:
                speaking = None  # "Ada Obi has been at it since five.", and a quotation follows
    return linked


def _link(
    mention: Mention,
    place: int,
    entities: Entities,
    *,
    chances: Sequence[float],
    ranker: Ranker,
) -> SpeakerEntity:
    found = list(
        dict.fromkeys([*entities.latest(_N_LATEST), *entities.named(mention, most=_N_NAMED)])
    )
    by_speech = sorted((one for one in found if one.sources), key=lambda one: -one.spoke_at)
    ranks = {one: rank for rank, one in enumerate(by_speech)}
    owner = _owner_among(found, mention)
    presences = sorted(one.present_at for one in found if one.fits(mention))
    candidates: list[Candidate[SpeakerEntity | None]] = [
        Candidate(None, f"{type_of(mention)}, new", new_features(mention, place))
    ]
    for one in found:
        if one is owner or _is_excluded(mention, one):
            continue
        features = pair_features(
            mention,
            one,
            place,
            rank=ranks.get(one, -1),
            n_later=len(presences) - bisect_right(presences, one.present_at),
            chances=chances,
        )
        candidates.append(Candidate(one, type_of_pair(mention, one), features))
    entity = ranker.choose(place, candidates) or entities.add()
    if mention.name and entity.sources:
        seen = (one for one in found if not one.sources and one is not entity and one.names)
        for one in [one for one in seen if one.names[0] == mention.name]:
            entities.absorb(entity, one)
    entities.meet(entity, mention)
    return entity


def _is_excluded(mention: Mention, entity: SpeakerEntity) -> bool:
    """Whether a mention cannot point at an entity, whatever else is told of both."""
    if mention.name and entity.names:
        is_one_person = mention.being is Being.PERSON and entity.being is Being.PERSON
        is_other = is_one_person and entity.name_words.isdisjoint(mention.name)
        return is_other and not entity.bears(mention)
    if {mention.gender, entity.gender} == {"m", "f"} or (mention.gender and entity.is_plural):
        return True
    last = entity.sources[-1] if entity.sources else None
    is_owned = not entity.name_words.isdisjoint(mention.owner)
    return (
        holds_another_office(mention, entity.traits)
        or (last is not None and have_other_titles(last, mention))
        or are_of_other_parties(mention.traits, entity.traits)
        or (is_owned and {mention.being, entity.being} == {Being.PERSON})
    )


def _note(
    mention: Mention, place: int, entities: Entities, *, is_subject: bool, is_firm: bool
) -> SpeakerEntity | None:
    """Take note of somebody who is named and does not speak."""
    fits = [
        one
        for one in entities.named(mention, most=_N_NAMED)
        if {mention.gender, one.gender} != {"m", "f"}
        and {mention.being, one.being} != {Being.PERSON, Being.BODY}
        and one.bears(mention)
    ]
    entity = max(
        fits,
        key=lambda one: (
            mention.name in one.names[:1],
            bool(one.sources),
            max(one.spoke_at, one.seen_at),
        ),
        default=None,
    )
    if entity is None:
        entity = entities.add()
        entity.is_faint = (
            len(mention.name) == 1
            and not mention.traits
            and not (is_subject and is_firm and mention.may_be_firm)
        )
    entities.meet(entity, mention)
    _see(entity, place, is_subject=is_subject)
    return entity


def _see(entity: SpeakerEntity, place: int, *, is_subject: bool) -> None:
    entity.n_subject += is_subject
    entity.subject_at = place if is_subject else entity.subject_at
    entity.is_subject = is_subject or (entity.is_subject and entity.seen_at == place)
    entity.seen_at = place


def _note_description(mention: Mention, place: int, entities: Entities) -> None:
    """Take note of whom a sentence is about: "The judge waits"."""
    if mention.form is Form.NAME:
        return
    for one in entities.latest(_N_LATEST):
        if mention.head in one.traits and one.is_plural == mention.is_plural:
            entities.meet(one, mention)
            _see(one, place, is_subject=True)
            return
    if mention.being is not Being.PERSON:
        entity = entities.add()
        entities.meet(entity, mention)
        _see(entity, place, is_subject=True)


def _owner_among(found: Sequence[SpeakerEntity], mention: Mention) -> SpeakerEntity | None:
    """Find whose "his lawyer" somebody is: not the lawyer, but whoever "he" would be."""
    known = lexicon().pronouns
    whose = {known[word].gender for word in mention.owner if word in known} - {""}
    if not whose or mention.being is not Being.PERSON:
        return None
    fits = (one for one in found if one.gender in whose and one.being is not Being.BODY)
    owner = max(fits, key=lambda one: max(one.spoke_at, one.seen_at), default=None)
    return owner if owner and mention.head not in owner.traits else None
