"""Stretches of an article that reviewers marked, sorted into the sentences they are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stance.article import Article
from stance.corpus.annotations import Voice
from stance.corpus.review.decisions import ALL_PARTS, Decision, Part, Rejected, Review
from stance.errors import UnknownLabelError
from stance.labels import Label
from stance.parts import Span

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
    """Whose regions they are, when they marked them, and in which task or line they stand.

    Some tools do not let reviewers name speakers.
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
    review: Review, article: Article, regions: Iterable[Region], *, answer: Answer
) -> None:
    """Add the decisions to a review that the regions of an article are.

    A sentence with a label was reviewed as a whole, so that a source, cue or speaker that is not
    there was taken away; without one, only what is there counts. The sentences that a faulty
    region touches are left alone.
    """
    by_sentence: dict[int, dict[Part, Region]] = defaultdict(dict)
    faults: dict[str, None] = {}
    spoilt: set[int] = set()
    faulty: list[Region] = []
    for region in (_trimmed(one, article.text) for one in regions):
        touched = [
            number
            for number, sentence in enumerate(article.sentences, start=1)
            if sentence.span.overlaps(region.span)
        ]
        if fault := region.fault or _fault(region, touched, article):
            faults[fault] = None
            spoilt.update(touched)
            faulty.append(region)
            continue
        part = Part(region.name) if region.name in SPAN_NAMES else Part.LABEL
        (number,) = touched
        if by_sentence[number].setdefault(part, region) is not region:
            faults[f"sentence {number} has two regions for its {part.value}; keep one"] = None
            spoilt.add(number)
    review.decisions += [
        _decide(found, number=number, article=article, answer=answer)
        for number, found in by_sentence.items()
        if number not in spoilt
    ]
    if faults:
        left = [one for n in sorted(spoilt) for one in by_sentence.get(n, {}).values()]
        review.rejected.append(
            Rejected(
                place=answer.place,
                article_id=article.id,
                numbers=tuple(sorted(spoilt)),
                faults=tuple(faults),
                found=tuple(item for region in (*faulty, *left) for item in region.found),
            )
        )


def _trimmed(region: Region, text: str) -> Region:
    start, end = region.span
    words = text[start:end]
    if not 0 <= start < end <= len(text) or not words.strip():
        return region
    lead, trail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    return replace(region, span=Span(start + lead, end - trail))


def _fault(region: Region, touched: Sequence[int], article: Article) -> str | None:
    start, end = region.span
    place = f"{region.name!r} at {start}–{end}"
    if len(touched) > 1:
        return f"{place} crosses from sentence {touched[0]} into {touched[-1]}; mark each by itself"
    if not touched or not article.text[start:end].strip():
        return f"{place} is in no sentence; remove it"
    if region.name not in SPAN_NAMES:
        try:
            Label.parse(region.name)
        except UnknownLabelError as error:
            return f"{place}: {error}"
    sentence = article.sentences[touched[0] - 1]
    if sentence.start <= start and end <= sentence.end:
        return None
    return f"{place} reaches out of sentence {touched[0]}; keep it inside"


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
