"""What a page shows of an article, as plain values for the templates."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, Self
from urllib.parse import urlsplit

from stance.labels import short_name
from stance.parts import Sentence, Span, Speaker
from stance.printing import on_one_line
from stance.rendering.palette import HUES, LINES
from stance.schemes import LabelScheme

#: What HTML has no spelling for.
_UNSPEAKABLE = re.compile("[\x00\ud800-\udfff]")
#: Characters that turn the direction of all that follows, or that nobody sees.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_LINK = re.compile(r"https?://[^\s\"'<>\\]+")
_BAR = 12  # signs
_NAMELESS = "unnamed"


class Readable(Protocol):
    """What of an article is shown."""

    @property
    def id(self) -> str:
        """Of the article."""

    @property
    def text(self) -> str:
        """As given."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """In order."""

    @property
    def speakers(self) -> Sequence[Speaker]:
        """In any order."""

    @property
    def metadata(self) -> Mapping[str, object]:
        """What else its record says."""

    @property
    def scheme(self) -> LabelScheme:
        """What the labels are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelView:
    """A label.

    Attributes:
        number: Its position.
        name: As people read it.
        description: What it means; empty if nobody said.
        mark: Letters that stand for it; no other label begins so.
        hue: Position of its colour; None for the outlet's own voice, which has none.
        line: Position of the way in which the line below it is drawn.
        n_sentences: How many carry it.
        share: Of all sentences, in [0, 1].
        before: Share of the labels before it, in [0, 1].
    """

    number: int
    name: str
    description: str
    mark: str
    hue: int | None
    line: int
    n_sentences: int
    share: float
    before: float

    @property
    def look(self) -> str:
        """Classes of CSS."""
        return "outlet" if self.hue is None else f"hue-{self.hue} line-{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A speaker.

    Attributes:
        number: From 1; sentences show it.
        name: As the article gives it.
        role: As the article gives it, or empty.
        capacity: Their kind, and what else their sentences are labelled.
        labels: Those of their sentences, the commonest first.
        n_sentences: How many they speak.
    """

    number: int
    name: str
    role: str
    capacity: str
    labels: tuple[LabelView, ...]
    n_sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceView:
    """A stretch of a sentence, all of it in the same spans."""

    text: str
    is_source: bool
    is_cue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence.

    Attributes:
        gap: The text between the sentence before and this one.
        pieces: Its words.
        label: Its label.
        speaker: Number of its speaker; 0 is the outlet.
        is_uncertain: Whether its label is.
        mark: What stands before it; empty where the voice before goes on.
        tip: Lines that hovering shows.
        spoken: What a screen reader says of it.
    """

    gap: str
    pieces: tuple[PieceView, ...]
    label: LabelView
    speaker: int
    is_uncertain: bool
    mark: str
    tip: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article.

    Attributes:
        title: Of the article, or else where it is from.
        facts: Outlet and date, as far as they are known.
        url: Its address on the web, or empty.
        language: Code for the text, or empty.
        sentences: In order.
        rest: The text after the last one.
        labels: In the order of the scheme.
        speakers: In the order in which they first speak.
        n_of_outlet: How many sentences nobody is named for.
        n_uncertain: How many sentences have an uncertain label.
        threshold: Confidence below which one is uncertain.
        model: What gave the labels, or empty.
        note: What readers must know first, or empty.
    """

    title: str
    facts: tuple[str, ...]
    url: str
    language: str
    sentences: tuple[SentenceView, ...]
    rest: str
    labels: tuple[LabelView, ...]
    speakers: tuple[SpeakerView, ...]
    n_of_outlet: int
    n_uncertain: int
    threshold: float
    model: str
    note: str

    @classmethod
    def of_fault(cls, title: str, what: str) -> Self:
        """Give what stands in the place of an article that cannot be read."""
        return cls(
            title=short(title),
            facts=(),
            url="",
            language="",
            sentences=(),
            rest="",
            labels=(),
            speakers=(),
            n_of_outlet=0,
            n_uncertain=0,
            threshold=0.0,
            model="",
            note=f"This article could not be read: {short(what)}",
        )


def view_article(article: Readable, *, uncertain_below: float | None = None) -> ArticleView:
    """Give what a page shows of an article.

    Args:
        article: Predicted or labelled.
        uncertain_below: Labels of a lower confidence than this, in [0, 1], are uncertain; None for
            what the model that gave them says.

    Returns:
        Values without a character that HTML cannot hold; the words are as long as the text.
    """
    model = _mapping(article.metadata.get("model"))
    own = model.get("uncertain_below")
    if uncertain_below is None:
        uncertain_below = float(own) if isinstance(own, int | float) else 0.0
    labels = _view_labels(article)
    numbers = _number_speakers(article)
    sentences = tuple(
        _view_sentences(article, labels=labels, numbers=numbers, uncertain_below=uncertain_below)
    )
    return ArticleView(
        title=_title_of(article),
        facts=tuple(_facts_of(article)),
        url=_link_of(article),
        language=_language_of(article),
        sentences=sentences,
        rest=spelt(article.text[article.sentences[-1].end if sentences else 0 :]),
        labels=tuple(labels.values()),
        speakers=tuple(_view_speakers(article, labels=labels, numbers=numbers)),
        n_of_outlet=sum(one.speaker == 0 for one in sentences),
        n_uncertain=sum(one.is_uncertain for one in sentences),
        threshold=uncertain_below,
        model=" ".join(filter(None, [_words(model.get("name")), _words(model.get("digest"))[:12]])),
        note=_note_of(article),
    )


def spelt(text: str) -> str:
    r"""Give a text of the same length that HTML can spell.

    Args:
        text: Any string.

    Returns:
        The same with a replacement character for each NUL and each half of a character.

    Examples:
        >>> spelt("a\x00b")
        'a�b'
    """
    return _UNSPEAKABLE.sub("\ufffd", text)


def short(text: str) -> str:
    r"""Give words to show beside a text: on one line, and without orders to a screen.

    Args:
        text: Any string.

    Returns:
        The same without what turns the direction of writing or nobody sees.

    Examples:
        >>> short("Ann\n\u202eLee")
        'Ann Lee'
    """
    return on_one_line(_UNSEEN.sub("", spelt(text)))


def marks_of(names: Sequence[str]) -> list[str]:
    """Give letters that tell labels apart.

    Args:
        names: Of the labels.

    Returns:
        For each as many letters of its beginning as no other has, up to three, else its position.

    Examples:
        >>> marks_of(["official", "expert", "fact", "finding"])
        ['O', 'E', 'FA', 'FI']
    """
    marks = []
    for number, name in enumerate(names):
        beginnings = (name[:n].upper() for n in (1, 2, 3))
        alone = (
            mark
            for mark in beginnings
            if mark.isalpha()
            and not any(
                other.upper().startswith(mark) for at, other in enumerate(names) if at != number
            )
        )
        marks.append(next(alone, f"#{number + 1}"))
    return marks


def _view_labels(article: Readable) -> dict[str, LabelView]:
    """Give the labels of the scheme, and those that sentences carry all the same."""
    n_of = Counter(str(one.label) for one in article.sentences)
    meanings = {one.name: one.description for one in article.scheme.labels}
    names = list(dict.fromkeys([*map(str, meanings), *n_of]))
    shown = [short(short_name(name)).replace("_", " ") for name in names]
    outlet, views, before, n_coloured = article.scheme.outlet, {}, 0.0, 0
    for number, (name, mark) in enumerate(zip(names, marks_of(shown), strict=True)):
        share = n_of[name] / max(len(article.sentences), 1)
        views[name] = LabelView(
            number=number,
            name=shown[number],
            description=short(meanings.get(name, "")),
            mark=mark,
            hue=None if name == outlet else n_coloured % len(HUES),
            line=n_coloured % len(LINES),
            n_sentences=n_of[name],
            share=share,
            before=before,
        )
        before += share
        n_coloured += name != outlet
    return views


def _number_speakers(article: Readable) -> dict[str, int]:
    """Number the speakers as the text comes to them, also those that it does not describe."""
    speaking = [one.speaker for one in article.sentences if one.speaker is not None]
    ids = dict.fromkeys([*speaking, *(one.id for one in article.speakers)])
    return {identity: number for number, identity in enumerate(ids, start=1)}


def _view_speakers(
    article: Readable, *, labels: Mapping[str, LabelView], numbers: Mapping[str, int]
) -> Iterator[SpeakerView]:
    described = {one.id: one for one in article.speakers}
    for identity, number in numbers.items():
        own = Counter(str(one.label) for one in article.sentences if one.speaker == identity)
        speaker = described.get(identity)
        said = tuple(labels[name] for name, _ in own.most_common())
        kind = speaker.kind.value if speaker else ""
        yield SpeakerView(
            number=number,
            name=_name_of(speaker),
            role=short(speaker.role) if speaker else "",
            capacity=" · ".join(filter(None, dict.fromkeys([kind, *(one.name for one in said)]))),
            labels=said,
            n_sentences=own.total(),
        )


def _view_sentences(
    article: Readable,
    *,
    labels: Mapping[str, LabelView],
    numbers: Mapping[str, int],
    uncertain_below: float,
) -> Iterator[SentenceView]:
    described = {one.id: one for one in article.speakers}
    end, voice_before = 0, None
    for sentence in article.sentences:
        label = labels[str(sentence.label)]
        number = numbers[sentence.speaker] if sentence.speaker is not None else 0
        who = [_who(described.get(sentence.speaker))] if sentence.speaker is not None else []
        is_uncertain = sentence.confidence < uncertain_below
        voice = (label, number)
        is_shown = is_uncertain or (
            voice != voice_before and not (label.hue is None and not number)
        )
        mark = f"{label.mark}{number or ''}{'?' * is_uncertain}" if is_shown else ""
        yield SentenceView(
            gap=spelt(article.text[end : sentence.start]),
            pieces=tuple(_pieces_of(article.text, sentence)),
            label=label,
            speaker=number,
            is_uncertain=is_uncertain,
            mark=mark,
            tip="\n".join([*_bars(sentence, labels), *who]),
            spoken=", ".join([*_said_aloud(sentence, labels, is_uncertain=is_uncertain), *who]),
        )
        end, voice_before = sentence.end, voice


def _pieces_of(text: str, sentence: Sentence) -> Iterator[PieceView]:
    spans = [span for span in (sentence.source, sentence.cue) if span is not None]
    edges = sorted({sentence.start, sentence.end, *(edge for span in spans for edge in span)})
    for start, end in pairwise(edges):
        yield PieceView(
            text=spelt(text[start:end]),
            is_source=_is_within(start, sentence.source),
            is_cue=_is_within(start, sentence.cue),
        )


def _is_within(place: int, span: Span | None) -> bool:
    return span is not None and span[0] <= place < span[1]


def _likeliest(sentence: Sentence, labels: Mapping[str, LabelView]) -> list[tuple[str, float]]:
    """Give names and probabilities, the likeliest first."""
    ranked = sorted(sentence.probabilities.items(), key=lambda pair: -pair[1])
    return [
        (labels[name].name if name in labels else short(str(name)), probability)
        for name, probability in ranked
    ]


def _bars(sentence: Sentence, labels: Mapping[str, LabelView]) -> list[str]:
    """Draw the probabilities in signs, a line each."""
    likeliest = _likeliest(sentence, labels)
    if not likeliest:
        return [labels[str(sentence.label)].name, "(no probabilities given)"]
    width = max(len(name) for name, _ in likeliest)
    return [
        f"{name:{width}} {probability:>5.0%} {'█' * round(probability * _BAR)}".rstrip()
        for name, probability in likeliest
    ]


def _said_aloud(
    sentence: Sentence, labels: Mapping[str, LabelView], *, is_uncertain: bool
) -> list[str]:
    label = labels[str(sentence.label)].name
    sure = ["uncertain"] if is_uncertain else []
    likeliest = _likeliest(sentence, labels)
    if not likeliest:
        return [label, *sure]
    return [label, *sure, *(f"{name} {probability:.0%}" for name, probability in likeliest)]


def _name_of(speaker: Speaker | None) -> str:
    return (short(speaker.name) if speaker else "") or _NAMELESS


def _who(speaker: Speaker | None) -> str:
    name, role = _name_of(speaker), short(speaker.role) if speaker else ""
    return f"{name}, {role}" if role else name


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _words(value: object) -> str:
    return short(value) if isinstance(value, str) else ""


def _title_of(article: Readable) -> str:
    file, line = _words(article.metadata.get("file")), article.metadata.get("line")
    place = f"{file}:{line}" if file and isinstance(line, int) else file
    return _words(article.metadata.get("title")) or place or short(article.id)


def _facts_of(article: Readable) -> Iterator[str]:
    outlet = _words(article.metadata.get("outlet"))
    if outlet:
        yield outlet
    elif host := (urlsplit(_link_of(article)).netloc.rpartition("@")[2]):
        yield host.removeprefix("www.")
    if published := _words(article.metadata.get("published")):
        yield published


def _link_of(article: Readable) -> str:
    """Give the address if it is one of the web that can be parsed."""
    url = article.metadata.get("url")
    if not isinstance(url, str) or _LINK.fullmatch(url) is None or _UNSEEN.search(url):
        return ""
    try:
        urlsplit(url)
    except ValueError:
        return ""
    return spelt(url)


def _language_of(article: Readable) -> str:
    code = _mapping(article.metadata.get("language")).get("code")
    return code if isinstance(code, str) and _LANGUAGE.fullmatch(code) else ""


def _note_of(article: Readable) -> str:
    error = _mapping(article.metadata.get("error"))
    if error:
        return f"This article could not be labelled: {_words(error.get('message'))}"
    if _mapping(article.metadata.get("language")).get("is_english") is False:
        return "This text does not seem to be English; its labels mean little."
    return "" if article.sentences else "There are no sentences here."
