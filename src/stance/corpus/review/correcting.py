"""Brings what reviewers decided into an article, and keeps who changed what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stance.article import Article
from stance.corpus.annotations import Voice
from stance.corpus.review.casting import cast_speakers
from stance.corpus.review.decisions import Decision, Part, Rejected
from stance.corpus.rows import ArticleRow, check_shape
from stance.corpus.rules import faults_in_sentence
from stance.parts import Sentence, Span, Speaker

#: The field of an article's record that says who changed what.
CHANGES_FIELD = "changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """An article after a review.

    Attributes:
        article: With the corrections; as it was if there are none. A sentence that someone
            looked at has no probabilities any more: a person decided.
        n_changes: How many values were changed.
        rejected: Decisions that would have made the article inconsistent.
    """

    article: Article
    n_changes: int
    rejected: tuple[Rejected, ...] = field(repr=False)


def correct(article: Article, decisions: Sequence[Decision]) -> Corrected:
    """Bring decisions into an article without faults, leaving out those that would make any.

    Of two decisions on one sentence, the first counts.
    """
    left: dict[int, Decision] = {}
    rejected: list[Rejected] = []
    for decision in decisions:
        first = left.setdefault(decision.number, decision)
        if first is not decision:
            twice = f"{first.place} decides on the same sentence; keep one of the two"
            rejected.append(_reject(decision, [twice]))
    while left:
        after, faults = _apply(article, left)
        if not faults:
            return _finish(article, after, decisions=left, rejected=rejected)
        # Decisions that harm only sentences that nobody looked at cannot be told apart.
        doubtful = [number for number in faults if number in left] or list(left)
        for number in doubtful:
            why = faults.get(number) or [
                f"sentence {n}: {fault}" for n, found in faults.items() for fault in found
            ]
            rejected.append(_reject(left.pop(number), why))
    return Corrected(article=article, n_changes=0, rejected=tuple(rejected))


def _apply(
    article: Article, decisions: Mapping[int, Decision]
) -> tuple[Article, Mapping[int, Sequence[str]]]:
    casting = cast_speakers(article, decisions)
    places = zip(article.sentences, casting.labels, casting.ids, strict=True)
    sentences = tuple(
        _decide(replace(sentence, label=label, speaker=speaker), decisions.get(number))
        for number, (sentence, label, speaker) in enumerate(places, start=1)
    )
    after = replace(article, sentences=sentences, speakers=casting.speakers)
    if casting.faults:
        return after, {number: [fault] for number, fault in casting.faults.items()}
    return after, _faults_in(after)


def _decide(sentence: Sentence, decision: Decision | None) -> Sentence:
    if decision is None:
        return sentence
    if Part.LABEL in decision.parts:
        sentence = replace(sentence, probabilities={})
    if Part.SOURCE in decision.parts:
        sentence = replace(sentence, source=decision.source)
    if Part.CUE in decision.parts:
        sentence = replace(sentence, cue=decision.cue)
    return sentence


def _faults_in(article: Article) -> dict[int, list[str]]:
    row = check_shape({**article.to_dict(), CHANGES_FIELD: []})
    if not isinstance(row, ArticleRow):
        raise ValueError(f"article {article.id!r}: {'; '.join(row)}")  # it was read as a record
    speakers = {speaker.id: speaker for speaker in row.speakers}
    found = {
        number: list(faults_in_sentence(sentence, text=row.text, speakers=speakers))
        for number, sentence in enumerate(row.sentences, start=1)
    }
    return {number: faults for number, faults in found.items() if faults}


def _finish(
    before: Article,
    after: Article,
    *,
    decisions: Mapping[int, Decision],
    rejected: Sequence[Rejected],
) -> Corrected:
    changes = list(_changes(before, after, decisions=decisions))
    if changes:
        kept = before.metadata.get(CHANGES_FIELD, ())
        earlier = list(kept) if isinstance(kept, tuple) else []
        metadata = {**before.metadata, CHANGES_FIELD: [*earlier, *changes]}
        after = replace(after, metadata=metadata)
    return Corrected(article=after, n_changes=len(changes), rejected=tuple(rejected))


def _changes(
    before: Article, after: Article, *, decisions: Mapping[int, Decision]
) -> Iterator[dict[str, object]]:
    """Give what changed in each sentence, by whom; what follows is put down to the last one."""
    last = list(decisions.values())[-1]
    pairs = zip(before.sentences, after.sentences, strict=True)
    for number, (old, new) in enumerate(pairs, start=1):
        decision = decisions.get(number, last)
        values = zip(_values(before, old).items(), _values(after, new).values(), strict=True)
        for (name, was), is_now in values:
            if was != is_now:
                yield {
                    "annotator": decision.annotator,
                    "at": decision.at,
                    "sentence": number,
                    "field": name,
                    "before": was,
                    "after": is_now,
                }


def _values(article: Article, sentence: Sentence) -> dict[str, object]:
    speaker = article.speaker_of(sentence)
    return {
        Part.LABEL.value: str(sentence.label),
        Part.SPEAKER.value: _shown(speaker),
        Part.SOURCE.value: _pair(sentence.source),
        Part.CUE.value: _pair(sentence.cue),
    }


def _shown(speaker: Speaker | Voice | None) -> dict[str, str | None] | None:
    if speaker is None:
        return None
    kind = speaker.kind and speaker.kind.value
    return {"name": speaker.name, "role": speaker.role, "kind": kind}


def _pair(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _reject(decision: Decision, faults: Sequence[str]) -> Rejected:
    values: dict[Part, object] = {
        Part.LABEL: decision.label,
        Part.SPEAKER: _shown(decision.speaker),
        Part.SOURCE: _pair(decision.source),
        Part.CUE: _pair(decision.cue),
    }
    decided = {part.value: value for part, value in values.items() if part in decision.parts}
    return Rejected(
        place=decision.place,
        article_id=decision.article_id,
        numbers=(decision.number,),
        faults=tuple(faults),
        found=({"annotator": decision.annotator, "at": decision.at, **decided},),
    )
