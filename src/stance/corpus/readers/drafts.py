"""Articles as other formats tell them, before they have a label for each sentence."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from stance.article import Article
from stance.corpus.annotations import Voice, folded
from stance.corpus.rows import ArticleRow, check_shape
from stance.corpus.rules import cross, faults_in
from stance.errors import Fault, refuse
from stance.labels import KIND_OF_LABEL, LABEL_OF_KIND, Label
from stance.parts import Sentence, Span, Speaker
from stance.spelling import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """A sentence as far as a format tells; spans count characters of the article.

    Attributes:
        span: Its place in the text.
        label: What it carries, or None if the format does not tell.
        voice: Who speaks; None is nobody that the format names.
        source: The words that name the speaker, or None.
        cue: The words that signal the speech, or None.
    """

    span: Span
    label: Label | None = None
    voice: Voice | None = None
    source: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as far as a format tells, and the file and line where it starts."""

    path: Path
    line: int | None = None
    id: str
    text: str = field(repr=False)
    sentences: tuple[DraftSentence, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)


def names_of(names: Mapping[str, str] | None, *, known: Mapping[str, str]) -> dict[str, str]:
    """Give what a format's fields are called: as users name them, or else as they are known."""
    check_names(names or (), known=known)
    return {**known, **(names or {})}


def check_names(names: Collection[str], *, known: Collection[str]) -> None:
    """Refuse names of fields that a format cannot fill, with the nearest that it can.

    >>> check_names(["speakr"], known=["text", "speaker"])
    Traceback (most recent call last):
        ...
    ValueError: 'speakr' is no field of this format; did you mean 'speaker'?
    """
    for name in names:
        if name not in known:
            raise ValueError(f"{name!r} is no field of this format; {did_you_mean(name, known)}")


def label_of(theirs: str, labels: Mapping[str, Label] | None) -> Label | None:
    """Give our label for one of theirs, which is ours already if it is not among the labels."""
    if not theirs:
        return None
    return labels[theirs] if labels and theirs in labels else Label.parse(theirs)


def appended(text: str, piece: str, *, gap: str = " ") -> tuple[str, Span]:
    """Give a text with a piece at its end, behind a gap, and the place of the piece."""
    text += (gap if text else "") + piece
    return text, Span(len(text) - len(piece), len(text))


def finish(drafts: Sequence[Draft], *, default_label: Label | None) -> list[Article]:
    """Make articles of drafts, with a label for each sentence.

    A sentence without a label has that of its speaker's kind if this is known, and the default
    otherwise; a speaker without a kind has that of their sentences' label. Spans are widened to
    whole words, as our rules want them; a cue that crosses its source is left out.

    Args:
        drafts: As a reader gives them.
        default_label: For sentences of which nothing is known; None refuses them.

    Returns:
        The articles, without faults.

    Raises:
        CorpusError: With every sentence that has no label, and every other fault.
    """
    articles: list[Article] = []
    faults: list[Fault] = []
    seen: dict[str, Draft] = {}
    for draft in drafts:
        earlier = seen.setdefault(draft.id, draft)
        found = [f"id {draft.id!r} is taken by {earlier.path}; give each article its own"]
        if earlier is draft:
            article, found = _finish(draft, default_label=default_label)
            articles.append(article)
        faults += [Fault(path=draft.path, line=draft.line, what=what) for what in found]
    refuse(faults)
    return articles


def _finish(draft: Draft, *, default_label: Label | None) -> tuple[Article, list[str]]:
    labels = [_label(sentence, default_label) for sentence in draft.sentences]
    unknown = labels.count(None)
    if unknown:
        what = (
            f"article {draft.id!r}: {unknown} of {len(labels)} sentences have no label in this "
            "format; give them one with --default-label, and label them by stance label after"
        )
        return Article(text=draft.text, id=draft.id), [what]
    speakers: dict[str, Speaker] = {}
    try:
        sentences = [
            _sentence(draft.text, sentence, label=label, speakers=speakers)
            for sentence, label in zip(draft.sentences, labels, strict=True)
            if label is not None
        ]
        article = Article(
            text=draft.text,
            sentences=tuple(sentences),
            speakers=tuple(_counted(list(speakers.values()), sentences)),
            id=draft.id,
            metadata={name: value for name, value in draft.metadata.items() if value},
        )
    except ValueError as error:
        return Article(text=draft.text, id=draft.id), [f"article {draft.id!r}: {error}"]
    row = check_shape(article.to_dict())
    found = list(faults_in(row)) if isinstance(row, ArticleRow) else row
    return article, [f"article {draft.id!r}: {fault}" for fault in found]


def _label(sentence: DraftSentence, default: Label | None) -> Label | None:
    if sentence.label is None and sentence.voice and sentence.voice.kind:
        return LABEL_OF_KIND[sentence.voice.kind]
    return sentence.label or default


def _sentence(
    text: str, draft: DraftSentence, *, label: Label, speakers: dict[str, Speaker]
) -> Sentence:
    source, cue = (
        _whole_words(text, span, sentence=draft.span) for span in (draft.source, draft.cue)
    )
    if source and cue and cross(source, cue):
        cue = None
    if draft.voice is None:
        return Sentence(start=draft.span.start, end=draft.span.end, label=label)
    voice = draft.voice
    speaker = Speaker(
        id=f"s{len(speakers) + 1}",
        name=voice.name.strip(),
        role=voice.role.strip(),
        kind=voice.kind or KIND_OF_LABEL[label],
    )
    return Sentence(
        start=draft.span.start,
        end=draft.span.end,
        label=label,
        speaker=speakers.setdefault(folded(voice.name), speaker).id,
        source=source,
        cue=cue,
    )


def _whole_words(text: str, span: Span | None, *, sentence: Span) -> Span | None:
    """Widen a span to whole words without blanks at its edges, inside its sentence."""
    if span is None or not text[span.start : span.end].strip():
        return None
    start, end = span
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    while start > sentence.start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < sentence.end and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end) if sentence.start <= start and end <= sentence.end else None


def _counted(speakers: Sequence[Speaker], sentences: Sequence[Sentence]) -> Iterator[Speaker]:
    for speaker in speakers:
        own = [sentence for sentence in sentences if sentence.speaker == speaker.id]
        mentions = tuple(sentence.source for sentence in own if sentence.source)
        yield replace(speaker, n_sentences=len(own), mentions=mentions)
