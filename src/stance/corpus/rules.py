"""The rules of the annotation guidelines that a machine can check in one article."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from stance.corpus.rows import ArticleRow, SentenceRow, SpeakerRow
from stance.corpus.tables import is_date
from stance.parts import Span
from stance.schemes import NEWS, LabelScheme

# Scripts that write words without spaces between them, or join particles to names.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def faults_in(row: ArticleRow, *, scheme: LabelScheme = NEWS) -> Iterator[str]:
    """Give what is wrong with an article by itself, and what to do, in the order of the text.

    Without a text, only what needs none is checked. The scheme says who may carry its labels.
    """
    yield from _faults_in_ids(row)
    yield from _faults_in_metadata(row)
    yield from _faults_in_speakers(row)
    speakers = {speaker.id: speaker for speaker in row.speakers}
    end = 0
    for number, sentence in enumerate(row.sentences, start=1):
        place = f"sentence {number} ({sentence.start}–{sentence.end})"
        if sentence.start < end:
            yield f"{place}: starts before the sentence before it ends, at {end}; mend the spans"
        end = max(end, sentence.end)
        found = faults_in_sentence(sentence, text=row.text, speakers=speakers, scheme=scheme)
        yield from (f"{place}: {fault}" for fault in found)


def faults_in_sentence(
    sentence: SentenceRow,
    *,
    text: str | None,
    speakers: Mapping[str, SpeakerRow],
    scheme: LabelScheme = NEWS,
) -> Iterator[str]:
    """Give what is wrong with a sentence by itself and beside its speaker, and what to do.

    ``text`` is the article's, or None if it is not at hand; ``speakers`` are its own, by id.
    """
    yield from _faults_in_spans(sentence, text=text)
    yield from _faults_in_voice(sentence, speakers, scheme=scheme)
    if sentence.confidence is not None and not sentence.probabilities:
        yield "has a confidence but no probabilities; add them, or remove it"


def warnings_in(row: ArticleRow, *, scheme: LabelScheme = NEWS) -> Iterator[str]:
    """Give what is unusual in an article but may be meant, and what follows from it."""
    if not row.sentences:
        yield "no sentences; nothing is learnt from this article"
    voiced = sum(sentence.label in scheme.attributed for sentence in row.sentences)
    if voiced and not row.speakers:
        yield f"no speakers, but somebody speaks in {voiced} sentences; only labels are used"
    if row.text is not None and (stretch := _first_uncovered(row, row.text)):
        yield f"{stretch!r} is in no sentence; label it, or take it out of the text"


def cross(one: Span, other: Span) -> bool:
    """Tell whether two spans overlap without one containing the other."""
    first, second = sorted((one, other))
    return first.start < second.start < first.end < second.end


def _faults_in_metadata(row: ArticleRow) -> Iterator[str]:
    if row.text is None and row.sha256 is None:
        yield "no text; add it, or its sha256 if the file is stand-off"
    if row.text is not None and not row.text.strip():
        yield "the text is blank; remove the article"
    is_digested = row.text is not None and row.sha256 is not None
    if is_digested and row.sha256 != sha256(str(row.text).encode()).hexdigest():
        yield "sha256 is not that of the text; the text has changed since it was labelled"
    for name in ("title", "url", "style", "domain", "target"):
        value = getattr(row, name)
        if value is not None and not value.strip():
            yield f"{name} is blank; fill it in, or leave it out"
    if row.published is not None and not is_date(row.published):
        yield f"published {row.published!r} is not a date; write it as 2024-05-17"


def _faults_in_ids(row: ArticleRow) -> Iterator[str]:
    for identity in (row.id, *(speaker.id for speaker in row.speakers)):
        if not identity.isprintable() or not identity.strip():
            yield f"id {identity!r} is blank, or has signs that cannot be seen; write it anew"


def _faults_in_speakers(row: ArticleRow) -> Iterator[str]:
    seen: set[str] = set()
    heard = {sentence.speaker for sentence in row.sentences}
    for speaker in row.speakers:
        if speaker.id in seen:
            yield f"speaker id {speaker.id!r} is used twice; each speaker is listed once"
        elif speaker.id not in heard:
            yield f"speaker {speaker.id!r} ({speaker.name!r}) never speaks; remove the speaker"
        if not speaker.name.strip():
            yield f"speaker {speaker.id!r} has no name; describe the unnamed ('a resident')"
        for name, value in (("name", speaker.name), ("role", speaker.role)):
            if value != value.strip() and value.strip():
                yield f"speaker {speaker.id!r}: {name} {value!r} has blanks around it; strip them"
        if row.text is not None and any(
            not 0 <= a < b <= len(row.text) for a, b in speaker.mentions
        ):
            yield f"speaker {speaker.id!r}: a mention is outside the text; mend the spans"
        seen.add(speaker.id)


def _faults_in_voice(
    sentence: SentenceRow, speakers: Mapping[str, SpeakerRow], *, scheme: LabelScheme
) -> Iterator[str]:
    """Compare a sentence's label with its speaker."""
    if sentence.speaker is None:
        for name in ("source", "cue"):
            if getattr(sentence, name) is not None:
                yield f"has a {name} but no speaker; name the speaker, or remove the {name}"
        if speakers and sentence.label in scheme.attributed:
            kind = scheme.kind_of_label.get(sentence.label)
            speaker_of_kind = f"{kind} speaker" if kind else "speaker"
            yield (
                f"is {sentence.label} but has no speaker; name the {speaker_of_kind}, "
                f"or label it {scheme.outlet}"
            )
        return
    speaker = speakers.get(sentence.speaker)
    if speaker is None:
        known = ", ".join(speakers) or "none"
        yield f"speaker {sentence.speaker!r} is not listed (listed: {known}); add the speaker"
    elif scheme.label_of_kind.get(speaker.kind, sentence.label) != sentence.label:
        yield (
            f"is {sentence.label}, but {speaker.id!r} ({speaker.name!r}) is of kind "
            f"{speaker.kind.value}; one of the two is wrong"
        )


def _first_uncovered(row: ArticleRow, text: str) -> str:
    """Give the start of the first stretch of text that no sentence covers."""
    end = 0
    for start, after in [*((one.start, one.end) for one in row.sentences), (len(text), 0)]:
        if stretch := text[end:start].strip():
            return stretch if len(stretch) <= 40 else f"{stretch[:39]}…"  # noqa: PLR2004
        end = max(end, after)
    return ""


def _faults_in_spans(sentence: SentenceRow, *, text: str | None) -> Iterator[str]:
    """Check the sentence and its spans: inside the text, on word edges, not blank."""
    start, end = sentence.start, sentence.end
    if start >= end:
        yield f"ends at {end}, not after its start; give [start, end) in characters"
    elif text is not None and end > len(text):
        yield f"ends outside the text, which has {len(text)} characters; mend the span"
    else:
        if text is not None:
            yield from (f"the sentence {fault}" for fault in _faults_at_edges(text, start, end))
        yield from _faults_inside(sentence, text=text)


def _faults_inside(sentence: SentenceRow, *, text: str | None) -> Iterator[str]:
    """Check the spans that a sentence contains."""
    spans = [("source", sentence.source), ("cue", sentence.cue)]
    spans += [("quote", quote) for quote in sentence.quotes]
    for name, span in spans:
        if span is None:
            continue
        place = f"{name} {span[0]}–{span[1]}"
        if not sentence.start <= span[0] < span[1] <= sentence.end:
            yield f"{place} is not inside the sentence; move it, or remove it"
        elif text is not None and name != "quote":
            yield from (f"{place} {fault}" for fault in _faults_at_edges(text, *span))
    if sentence.source and sentence.cue and cross(sentence.source, sentence.cue):
        yield "source and cue cross; each is whole: let one contain the other, or part them"


def _faults_at_edges(text: str, start: int, end: int) -> Iterator[str]:
    piece = text[start:end]
    if not piece.strip():
        yield "is blank; remove it"
    elif piece != piece.strip():
        lead, trail = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
        yield f"has blanks at its edge; make it {start + lead}–{end - trail}"
    for name, edge in (("starts", start), ("ends", end)):
        if _cuts_word(text, edge):
            around = text[max(0, edge - 12) : edge] + "|" + text[edge : edge + 12]
            yield f"{name} inside a word ({around!r}); move it to the word's edge"


def _cuts_word(text: str, edge: int) -> bool:
    if not 0 < edge < len(text):
        return False
    before, after = text[edge - 1], text[edge]
    return before.isalnum() and after.isalnum() and not _UNSPACED.search(before + after)
