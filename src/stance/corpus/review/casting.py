"""Who speaks in a corrected article: names back to speakers, and one capacity for each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from stance.article import Article
from stance.corpus.annotations import Voice, folded
from stance.corpus.review.decisions import Decision, Part
from stance.labels import LABEL_OF_KIND, SpeakerKind
from stance.parts import Sentence, Span, Speaker
from stance.schemes import NEWS

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """The speakers of a corrected article.

    Attributes:
        ids: The speaker of each sentence; None is the outlet itself.
        labels: What each sentence carries, where it follows its speaker's kind as well.
        speakers: Everyone who speaks, in the order that they had; new ones come last, in the
            order in which they first speak.
        faults: What the reviewer has to settle, by number of the sentence, from 1.
    """

    ids: tuple[str | None, ...]
    labels: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    faults: Mapping[int, str]


def cast_speakers(article: Article, decisions: Mapping[int, Decision]) -> Casting:
    """Find out who speaks where after a review.

    A name that the sentence's own speaker or another one has stays with them. A new name is a
    renamed speaker if all sentences of that speaker got it, and a new speaker otherwise.

    A speaker has one role and one kind, so a change made in one sentence counts for all. Where
    only labels were changed, the kind follows if all of the speaker's sentences agree; where only
    the kind was changed, the labels follow. Decisions are given by the number of their sentence.
    """
    ids = _identify_speakers(article, decisions)
    labels = [
        decision.label if (decision := decisions.get(number)) and decision.label else one.label
        for number, one in enumerate(article.sentences, start=1)
    ]
    known = {speaker.id: speaker for speaker in article.speakers}
    speakers: list[Speaker] = []
    faults: dict[int, str] = {}
    spoken = dict.fromkeys(one for one in ids if one is not None)
    order = {identity: place for place, identity in enumerate(known)}
    for identity in sorted(spoken, key=lambda one: order.get(one, len(order))):
        numbers = [number for number, one in enumerate(ids, start=1) if one == identity]
        part = _Part(
            old=known.get(identity),
            voices=tuple(_voices(numbers, decisions)),
            labels=tuple(labels[number - 1] for number in numbers),
        )
        try:
            speaker = part.settle(identity)
        except ValueError as error:
            faults |= {number: str(error) for number in numbers if number in decisions}
            continue
        speakers.append(speaker)
        for number in numbers:
            if labels[number - 1] is article.sentences[number - 1].label:
                labels[number - 1] = LABEL_OF_KIND[speaker.kind]
    return Casting(
        ids=tuple(ids),
        labels=tuple(labels),
        speakers=tuple(_with_mentions(speakers, article=article, decisions=decisions, ids=ids)),
        faults=faults,
    )


def _identify_speakers(article: Article, decisions: Mapping[int, Decision]) -> list[str | None]:
    """Give the id of each sentence's speaker after a review; None is the outlet itself."""
    ids: list[str | None] = [sentence.speaker for sentence in article.sentences]
    names = {speaker.id: folded(speaker.name) for speaker in article.speakers}
    renamed: dict[str, list[int]] = defaultdict(list)
    for number, decision in decisions.items():
        if Part.SPEAKER not in decision.parts:
            continue
        index, voice = number - 1, decision.speaker
        if voice is None:
            ids[index] = None
        elif folded(voice.name) != names.get(ids[index] or ""):
            renamed[folded(voice.name)].append(index)
    for name, indices in renamed.items():
        identity = _identity(article.sentences, name, indices=indices, names=names)
        names[identity] = name
        for index in indices:
            ids[index] = identity
    return ids


def _identity(
    sentences: Sequence[Sentence], name: str, *, indices: Sequence[int], names: Mapping[str, str]
) -> str:
    """Give the id of who has a name: someone listed, someone renamed, or someone new."""
    for identity, known in names.items():
        if known == name:
            return identity
    for earlier in dict.fromkeys(sentences[index].speaker for index in indices):
        own = {index for index, one in enumerate(sentences) if one.speaker == earlier}
        if earlier is not None and own <= set(indices):
            return earlier
    return next(new for n in range(1, len(names) + 2) if (new := f"s{n}") not in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What is known of one speaker: as the article had them, and in the sentences they have now.

    These carry labels that do not yet follow the kind; voices are what the reviewer said of them.
    """

    old: Speaker | None
    voices: tuple[Voice, ...]
    labels: tuple[str, ...]

    def settle(self, identity: str) -> Speaker:
        old = self.old
        name = _settle("name", [one.name for one in self.voices], old=old.name if old else None)
        role = _settle("role", [one.role for one in self.voices], old=old.role if old else None)
        if name is None:
            raise ValueError("the speaker has no name; give one")
        kinds = [one.kind for one in self.voices if one.kind is not None]
        kind = _settle("kind", kinds, old=old.kind if old else None)
        if kind is None or (old and kind is old.kind):
            kind = self._kind_by_labels(name, kind)
        if old is None:
            return Speaker(id=identity, name=name, role=role or "", kind=kind)
        return replace(old, name=name, role=role or "", kind=kind)

    def _kind_by_labels(self, name: str, kind: SpeakerKind | None) -> SpeakerKind:
        said = {NEWS.kind_of_label[label] for label in self.labels}
        if len(said) == 1 and (kind is None or SpeakerKind.OTHER not in said):
            return said.pop()
        if kind is None:
            raise ValueError(f"the labels of {name!r} differ and no kind is given; give one")
        # A statement that turns out to be a fact is the outlet's more often than it is told by a
        # witness, so that this is for the reviewer to say.
        return kind


def _settle(what: str, claims: Sequence[T], *, old: T | None) -> T | None:
    """Give the one value that is new, the old one if none is."""
    changed = [claim for claim in dict.fromkeys(claims) if claim != old]
    if len(changed) > 1:
        ways = " and ".join(repr(str(claim)) for claim in changed)
        raise ValueError(f"the speaker's {what} is given as {ways}; choose one for all sentences")
    return changed[0] if changed else old


def _voices(numbers: Sequence[int], decisions: Mapping[int, Decision]) -> Iterator[Voice]:
    for number in numbers:
        decision = decisions.get(number)
        if decision and Part.SPEAKER in decision.parts and decision.speaker:
            yield decision.speaker


def _with_mentions(
    speakers: Sequence[Speaker],
    *,
    article: Article,
    decisions: Mapping[int, Decision],
    ids: Sequence[str | None],
) -> Iterator[Speaker]:
    """Let mentions follow the sources that were moved, and count sentences again."""
    before = [(sentence.speaker, sentence.source) for sentence in article.sentences]
    after = [
        (identity, _source_after(sentence, decisions.get(number)))
        for number, (identity, sentence) in enumerate(
            zip(ids, article.sentences, strict=True), start=1
        )
    ]
    for speaker in speakers:
        old, new = (
            {span for one, span in voices if span and one == speaker.id}
            for voices in (before, after)
        )
        mentions = speaker.mentions
        if old != new:
            mentions = tuple(sorted((set(mentions) - (old - new)) | (new - old)))
        yield replace(speaker, mentions=mentions, n_sentences=ids.count(speaker.id))


def _source_after(sentence: Sentence, decision: Decision | None) -> Span | None:
    """Give a sentence's source after a decision."""
    return decision.source if decision and Part.SOURCE in decision.parts else sentence.source
