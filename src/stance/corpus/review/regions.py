"""Stretches of an article that reviewers marked, sorted into the sentences they are about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stance.article import Article
from stance.corpus.annotations import Voice
from stance.corpus.review.decisions import ALL_PARTS, Decision, Part, Rejected
from stance.errors import UnknownLabelError
from stance.labels import Label
from stance.parts import Sentence, Span

#: What a stretch of words can be, besides a sentence with a label.
SPAN_NAMES = (Part.SOURCE.value, Part.CUE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch that a reviewer marked.

    Attributes:
        name: A label, ``source`` or ``cue``, as the tool spells it.
        span: In characters of the article; blanks at its edges do not matter.
        words: What the tool says that it holds, or None if it does not say.
        voice: Who speaks in it; None is the outlet itself.
        fault: What the tool's reader found wrong with it, or None.
        found: What the tool wrote.
    """

    name: str
    span: Span
    words: str | None = None
    voice: Voice | None = None
    fault: str | None = None
    found: tuple[object, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whose regions they are.

    Attributes:
        place: The task, or the file and the line.
        annotator: Who marked them.
        at: When, as ISO 8601.
        has_speakers: Whether the tool lets reviewers name speakers.
    """

    place: str
    annotator: str
    at: str
    has_speakers: bool


def shown_text(article: Article) -> str:
    """Give an article's text as tools shall show it.

    Carriage returns become spaces: some tools drop them, and every offset after would be wrong.
    """
    return article.text.replace("\r", " ")


def decide_by_regions(
    article: Article, regions: Sequence[Region], *, answer: Answer
) -> tuple[list[Decision], Rejected | None]:
    """Read the regions of an article as decisions on its sentences.

    A sentence with a label was reviewed as a whole, so that a source, cue or speaker that is not
    there was taken away; without one, only what is there counts.

    Args:
        article: As the corpus has it.
        regions: As a reviewer left them.
        answer: Whose they are.

    Returns:
        The decisions, and what is wrong with the rest. The sentences that a faulty region
        touches are left alone.
    """
    sorted_regions = _Sorted(article=article)
    for region in regions:
        sorted_regions.add(region)
    decisions = [
        _decide(found, number=number, article=article, answer=answer)
        for number, found in sorted_regions.by_sentence.items()
        if number not in sorted_regions.spoilt
    ]
    return decisions, sorted_regions.reject(answer.place)


@dataclass(kw_only=True)
class _Sorted:
    """Regions by the sentence they are about and the part they decide."""

    article: Article
    by_sentence: dict[int, dict[Part, Region]] = field(default_factory=lambda: defaultdict(dict))
    faults: dict[str, None] = field(default_factory=dict)
    spoilt: set[int] = field(default_factory=set)
    faulty: list[Region] = field(default_factory=list)

    def add(self, region: Region) -> None:
        region = self._trimmed(region)
        touched = [
            number
            for number, sentence in enumerate(self.article.sentences, start=1)
            if sentence.start < region.span.end and region.span.start < sentence.end
        ]
        fault = region.fault or self._fault(region, touched)
        if fault:
            self.faults[fault] = None
            self.spoilt.update(touched)
            self.faulty.append(region)
            return
        part = Part(region.name) if region.name in SPAN_NAMES else Part.LABEL
        (number,) = touched
        other = self.by_sentence[number].setdefault(part, region)
        if other is not region:
            self.faults[f"sentence {number} has two regions for its {part.value}; keep one"] = None
            self.spoilt.add(number)

    def _trimmed(self, region: Region) -> Region:
        start, end = region.span
        words = self.article.text[start:end]
        if not 0 <= start < end <= len(self.article.text) or not words.strip():
            return region
        lead, trail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
        return replace(region, span=Span(start + lead, end - trail))

    def _fault(self, region: Region, touched: Sequence[int]) -> str | None:
        place = f"{region.name!r} at {region.span.start}–{region.span.end}"
        if len(touched) > 1:
            first, last = touched[0], touched[-1]
            return f"{place} crosses from sentence {first} into {last}; mark each by itself"
        if not touched or not self.article.text[slice(*region.span)].strip():
            return f"{place} is in no sentence; remove it"
        if region.name in SPAN_NAMES:
            return self._beyond(region, touched[0])
        try:
            Label.parse(region.name)
        except UnknownLabelError as error:
            return f"{place}: {error}"
        return self._beyond(region, touched[0])

    def _beyond(self, region: Region, number: int) -> str | None:
        sentence: Sentence = self.article.sentences[number - 1]
        if sentence.start <= region.span.start and region.span.end <= sentence.end:
            return None
        place = f"{region.name!r} at {region.span.start}–{region.span.end}"
        return f"{place} reaches out of sentence {number}; keep it inside"

    def reject(self, place: str) -> Rejected | None:
        if not self.faults:
            return None
        left = [one for n in sorted(self.spoilt) for one in self.by_sentence.get(n, {}).values()]
        return Rejected(
            place=place,
            article_id=self.article.id,
            numbers=tuple(sorted(self.spoilt)),
            faults=tuple(self.faults),
            found=tuple(item for region in (*self.faulty, *left) for item in region.found),
        )


def _decide(
    found: Mapping[Part, Region], *, number: int, article: Article, answer: Answer
) -> Decision:
    whole = found.get(Part.LABEL)
    parts = ALL_PARTS if whole else frozenset(found)
    source, cue = found.get(Part.SOURCE), found.get(Part.CUE)
    return Decision(
        place=answer.place,
        article_id=article.id,
        number=number,
        annotator=answer.annotator,
        at=answer.at,
        parts=parts if answer.has_speakers else parts - {Part.SPEAKER},
        label=Label.parse(whole.name) if whole else None,
        speaker=whole.voice if whole else None,
        source=source.span if source else None,
        cue=cue.span if cue else None,
    )
